/** WebVTT and SubRip files: what was said in a recorded conversation, by the names that the cues give. */
import { readLabel, readVoices, type Speech } from "@/domain/ingest/transcripts/cue-speech";
import { fileId } from "@/domain/ingest/transcripts/file-id";
import { GatheredMessages } from "@/domain/ingest/transcripts/gather-messages";
import { requireMessages } from "@/domain/ingest/transcripts/message-items";
import { type Cue, isTimesLine, readCues } from "@/domain/ingest/transcripts/read-cues";
import { readLines } from "@/domain/ingest/transcripts/read-lines";
import type { SourceFile } from "@/domain/ingest/transcripts/source-file";
import {
  type ReadOptions,
  type TranscriptFormat,
  type TranscriptItem,
  type TranscriptMessage,
  TranscriptRefused,
} from "@/domain/ingest/transcripts/transcript-format";

type Kind = "vtt" | "srt";

const SIGNATURE = /^WEBVTT(?:[ \t]|$)/u;
const UNREAD = { times: "The times of the cue cannot be read.", longText: "The cue is too long." };
/** From which share of labelled cues on a word before a colon is a name. */
const LABELLED_SHARE = 0.6;
const LONGEST_MESSAGE = 10_000;

/** The cues of a file with what else it holds, as items. */
async function* readFile(file: SourceFile, kind: Kind): AsyncGenerator<Cue | TranscriptItem> {
  const passed: TranscriptItem[] = [];
  let notes = 0;
  async function* lines() {
    for await (const item of readLines(file)) {
      if ("kind" in item) passed.push(item);
      else if (kind === "srt" || item.line > 1) yield item;
      else if (!SIGNATURE.test(item.text)) throw new TranscriptRefused("The file does not begin with WEBVTT.");
    }
  }
  for await (const item of readCues(lines(), kind)) {
    yield* passed.splice(0);
    if ("note" in item) notes += item.note;
    else if ("unread" in item) yield { kind: "rejected", line: item.line, reason: UNREAD[item.unread] };
    else yield item;
  }
  yield* passed;
  if (notes > 0) yield { kind: "skipped", what: "lines of notes and styles", count: notes };
}

/** Whether the cues name their speakers as in `Ann: Hello`. */
async function hasLabels(file: SourceFile, kind: Kind): Promise<boolean> {
  const found = { cues: 0, labelled: 0 };
  for await (const cue of readFile(file, kind)) {
    if ("kind" in cue) continue;
    const speeches = readVoices(cue.text);
    if (speeches.length === 0) continue;
    found.cues += 1;
    if (speeches.every(({ speaker, text }) => speaker === null && readLabel(text) !== null)) found.labelled += 1;
  }
  return found.cues > 0 && found.labelled >= found.cues * LABELLED_SHARE;
}

/** What is said in a cue; each line may have a label of its own, and one without goes on with the speaker before. */
function labelledSpeeches(cue: Cue, before: string | null): Speech[] {
  let speaker = before;
  return readVoices(cue.text).flatMap((speech) =>
    speech.speaker !== null
      ? [speech]
      : speech.text.split("\n").map((line) => {
          const labelled = readLabel(line);
          speaker = labelled?.label ?? speaker;
          return { speaker, text: labelled?.text ?? line };
        }),
  );
}

async function* read(file: SourceFile, kind: Kind, options: ReadOptions): AsyncGenerator<TranscriptItem> {
  const conversation = { id: await fileId(file) };
  const isLabelled = await hasLabels(file, kind);
  const gathered = new GatheredMessages();
  let open: TranscriptMessage | null = null;
  let sequence = 0n;

  for await (const cue of readFile(file, kind)) {
    if ("kind" in cue) {
      yield cue;
      continue;
    }
    const speeches: Speech[] = isLabelled ? labelledSpeeches(cue, open?.speaker.name ?? null) : readVoices(cue.text);
    const spoken = speeches.filter(({ text }) => text.trim() !== "");
    if (spoken.length === 0) gathered.skip("cues without text");
    for (const [index, { speaker, text }] of spoken.entries()) {
      const goesOn = open !== null && speaker !== null && open.speaker.name === speaker;
      if (open !== null && goesOn && open.text.length + text.length < LONGEST_MESSAGE) {
        open.text += ` ${text}`;
        continue;
      }
      if (open !== null) yield* gathered.add(conversation, open);
      sequence += 1n;
      open = {
        id: `${cue.line}.${index}`,
        role: "user",
        speaker: speaker === null ? { id: "unknown" } : { id: speaker, name: speaker },
        text,
        sentAt: options.startAt && new Date(options.startAt.getTime() + cue.from),
        sequence,
        line: cue.line,
      };
    }
  }
  if (open !== null) yield* gathered.add(conversation, open);
  yield* gathered.end();
}

export const webvtt: TranscriptFormat = {
  name: "webvtt",
  label: "WebVTT subtitles or meeting transcript",
  detect: ({ text }) => text !== null && SIGNATURE.test(text.slice(0, 200).split(/\r\n|\n|\r/u)[0] ?? ""),
  asks: ["startAt"],
  read: (file, options) => requireMessages(read(file, "vtt", options)),
};

export const srt: TranscriptFormat = {
  name: "srt",
  label: "SubRip subtitles (SRT)",
  detect({ text }) {
    const [first = "", second = ""] = (text ?? "")
      .trimStart()
      .slice(0, 400)
      .split(/\r\n|\n|\r/u);
    return isTimesLine(first) || (/^\d+\s*$/u.test(first) && isTimesLine(second));
  },
  asks: ["startAt"],
  read: (file, options) => requireMessages(read(file, "srt", options)),
};
