/** Plain text with a name before what is said, as in `Ann: Hello`. The last resort for text that nothing else fits. */
import { readLabel } from "@/domain/ingest/transcripts/cue-speech";
import { fileId } from "@/domain/ingest/transcripts/file-id";
import { GatheredMessages } from "@/domain/ingest/transcripts/gather-messages";
import { requireMessages } from "@/domain/ingest/transcripts/message-items";
import { readLines } from "@/domain/ingest/transcripts/read-lines";
import type { SourceFile } from "@/domain/ingest/transcripts/source-file";
import { roleOfWord } from "@/domain/ingest/transcripts/spoken-roles";
import {
  type Sample,
  type TranscriptFormat,
  type TranscriptItem,
  TranscriptRefused,
} from "@/domain/ingest/transcripts/transcript-format";

const LEAST_SPEAKERS = 2;
const LABELLED_SHARE = 0.6;
/** Different words before a colon that are counted; a conversation has not nearly as many people. */
const MOST_LABELS = 5_000;
const LONGEST_TEXT = 1_000_000;

/** Counts the words before colons of a file, to tell names from other words. */
class Labels {
  readonly #counts = new Map<string, number>();
  #lines = 0;

  add(line: string): void {
    if (line.trim() === "") return;
    this.#lines += 1;
    const label = readLabel(line)?.label;
    if (label !== undefined && (this.#counts.has(label) || this.#counts.size < MOST_LABELS))
      this.#counts.set(label, (this.#counts.get(label) ?? 0) + 1);
  }

  /**
   * The names: words that come again, and words such as "User". Where every line has one, each is a name.
   * @returns null when this is no transcript: one speaker alone, or names on less than 60 % of the lines
   */
  names(): ReadonlySet<string> | null {
    const all = [...this.#counts.values()].reduce((sum, count) => sum + count, 0);
    const isEveryLine = all === this.#lines;
    const names = [...this.#counts].filter(
      ([label, count]) => isEveryLine || count > 1 || roleOfWord(label) !== undefined,
    );
    const labelled = names.reduce((sum, [, count]) => sum + count, 0);
    if (names.length < LEAST_SPEAKERS || labelled < this.#lines * LABELLED_SHARE) return null;
    return new Set(names.map(([label]) => label));
  }
}

async function namesIn(file: SourceFile): Promise<ReadonlySet<string>> {
  const labels = new Labels();
  for await (const item of readLines(file)) if (!("kind" in item)) labels.add(item.text);
  const names = labels.names();
  if (names === null)
    throw new TranscriptRefused(
      "No names were found: most lines have to begin with a name and a colon, of two people at least.",
    );
  return names;
}

type Turn = { line: number; label: string; texts: string[]; length: number };

async function* read(file: SourceFile): AsyncGenerator<TranscriptItem> {
  const names = await namesIn(file);
  const conversation = { id: await fileId(file) };
  const gathered = new GatheredMessages();
  let turn: Turn | null = null;
  let sequence = 0n;

  function* finish({ line, label, texts, length }: Turn): Generator<TranscriptItem> {
    const text = texts.join("\n").trim();
    if (length > LONGEST_TEXT)
      yield { kind: "rejected", line, reason: `The message is longer than ${LONGEST_TEXT} characters.` };
    else if (text === "") gathered.skip("names without text");
    else {
      sequence += 1n;
      const speaker = { id: label, name: label };
      const role = roleOfWord(label) ?? "user";
      yield* gathered.add(conversation, { id: String(line), role, speaker, text, sequence, line });
    }
  }

  for await (const item of readLines(file)) {
    if ("kind" in item) {
      yield item;
      continue;
    }
    const labelled = readLabel(item.text);
    if (labelled !== null && names.has(labelled.label)) {
      if (turn !== null) yield* finish(turn);
      turn = { line: item.line, label: labelled.label, texts: [labelled.text], length: labelled.text.length };
    } else if (turn !== null) {
      turn.length += item.text.length + 1;
      if (turn.length <= LONGEST_TEXT) turn.texts.push(item.text);
    } else if (item.text.trim() !== "") gathered.skip("lines before the first name");
  }
  if (turn !== null) yield* finish(turn);
  yield* gathered.end();
}

export const plain: TranscriptFormat = {
  name: "plain",
  label: "Text with names before colons",
  detect({ text, head }: Sample) {
    if (text === null) return false;
    const lines = text.split(/\r\n|\n|\r/u);
    // The last line of a longer file may be cut.
    if (head.length >= 65_536) lines.pop();
    const labels = new Labels();
    for (const line of lines) labels.add(line);
    return labels.names() !== null;
  },
  read: (file) => requireMessages(read(file)),
};
