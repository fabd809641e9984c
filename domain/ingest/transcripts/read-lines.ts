/** The lines of a text file, one at a time. */
import { decodeText } from "@/domain/ingest/transcripts/decode-text";
import type { SourceFile } from "@/domain/ingest/transcripts/source-file";
import type { TranscriptItem } from "@/domain/ingest/transcripts/transcript-format";

/** `line` counts from 1; `text` has no line break. */
export type Line = { line: number; text: string };

const LONGEST_LINE = 16_000_000;

/**
 * The lines of a file, empty ones too; `\n`, `\r\n` and a lone `\r` end one. What a format has to pass on comes as a
 * ready item, told apart by its `kind`: a warning about the encoding, and a rejection for a line that is longer than
 * `longest` UTF-16 code units, which is skipped without being held.
 * @throws TranscriptRefused when it is no text
 */
export async function* readLines(
  file: SourceFile,
  { longest = LONGEST_LINE } = {},
): AsyncGenerator<Line | TranscriptItem> {
  let held: string[] = [];
  let length = 0;
  let line = 1;
  let afterReturn = false;
  const take = (): Line | TranscriptItem => {
    const ended: Line | TranscriptItem =
      length > longest
        ? { kind: "rejected", line, reason: `The line is longer than ${longest} characters.` }
        : { line, text: held.join("") };
    held = [];
    length = 0;
    line += 1;
    return ended;
  };
  const hold = (text: string) => {
    length += text.length;
    if (length > longest) held = [];
    else if (text !== "") held.push(text);
  };
  for await (const piece of decodeText(file)) {
    if (typeof piece !== "string") {
      yield piece;
      continue;
    }
    let from: number = afterReturn && piece.startsWith("\n") ? 1 : 0;
    afterReturn = false;
    const breaks = /\r\n|\n|\r/g;
    breaks.lastIndex = from;
    for (let found = breaks.exec(piece); found !== null; found = breaks.exec(piece)) {
      hold(piece.slice(from, found.index));
      from = breaks.lastIndex;
      yield take();
      afterReturn = found[0] === "\r" && from === piece.length;
    }
    hold(piece.slice(from));
  }
  if (length > 0) yield take();
}
