/** Public transcripts that nobody here wrote, as an upload would look through them: what each holds, or why it is refused. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { memoryFile } from "@/domain/ingest/transcripts/memory-file";
import { TranscriptRefused } from "@/domain/ingest/transcripts/transcript-format";
import { scanFile } from "@/domain/ingest/uploads/scan-file";

const samples = path.resolve(import.meta.dirname, "../../../../shared/samples");
const isThere = existsSync(samples);
const never = new AbortController().signal;

type Counts = [format: string, conversations: number, messages: number, rejected: number];

/** Counted by reading the files, or with a script that shares no code with Vigil. */
const COUNTED: Record<string, Counts> = {
  "alignmenter/demo_conversations.jsonl": ["alignmenter", 10, 60, 0],
  "alignmenter/mini_cli_dataset.jsonl": ["alignmenter", 2, 4, 0],
  "axolotl/conversation.json": ["sharegpt", 1, 12, 0],
  "axolotl/conversation.missingturns.json": ["sharegpt", 1, 11, 0],
  "convoviz/conversations.json": ["chatgpt-export", 3, 7, 0],
  "fastchat/dummy_conversation.json": ["sharegpt", 500, 2000, 0],
  "openai-cookbook/toy_chat_fine_tuning.excerpt.jsonl": ["openai-messages", 4, 16, 0],
  "pustur-whatsapp/_chat.txt": ["whatsapp", 1, 52, 0],
  "vttjs/cuetext-voice-no-end-gt.vtt": ["webvtt", 1, 1, 0],
  "vttjs/cuetext-voice-not-closed.vtt": ["webvtt", 1, 1, 0],
  "vttjs/cuetext-voice-with-annotation.vtt": ["webvtt", 1, 1, 0],
  "vttjs/cuetext-voice-with-closing-span.vtt": ["webvtt", 1, 2, 0],
  "vttjs/cuetext-voice-with-subclass.vtt": ["webvtt", 1, 1, 0],
  "vttjs/file-layout-many-comments.vtt": ["webvtt", 1, 2, 0],
  "vttjs/file-layout-webvtt-with-bom.vtt": ["webvtt", 1, 1, 0],
  "vttjs/integration-cue-content.vtt": ["webvtt", 1, 1, 0],
  "vttjs/integration-id.vtt": ["webvtt", 1, 5, 1],
};

/** Every subtitle of this folder holds three cues. */
const plussub = (name: string): Counts => [name.endsWith(".srt") ? "srt" : "webvtt", 1, 3, 0];

function countsOf(name: string): Counts | undefined {
  return /^plussub-srt-vtt\/.*\.(srt|vtt)$/.test(name) ? plussub(path.basename(name)) : COUNTED[name];
}

/** Tables without a column of texts, payloads of webhooks, expected results of other people's tests, and no files at all. */
const REFUSED: readonly [RegExp, RegExp][] = [
  [/^csv-spectrum\/csvs\/location_coordinates/, /no format that Vigil knows/],
  [/^csv-spectrum\/csvs\//, /which column holds the text/],
  [/^vttjs\/integration-arrows\.vtt/, /No message was found/],
  [/./, /no format that Vigil knows/],
];

const files = isThere
  ? readdirSync(samples, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(samples, path.join(entry.parentPath, entry.name)))
      .sort()
  : [];

function look(name: string) {
  return scanFile(memoryFile(name, readFileSync(path.join(samples, name))), {}, never);
}

describe.skipIf(!isThere)("public samples (../shared/samples; skipped where that folder is absent)", () => {
  it.each(files.filter((name) => countsOf(name) !== undefined))("%s holds what was counted by hand", async (name) => {
    const { format, preview } = await look(name);
    const counts = [format, preview?.conversations, preview?.messages, preview?.rejected.count];
    expect(counts).toEqual(countsOf(name));
  });

  it.each(files.filter((name) => countsOf(name) === undefined))("%s is refused with its reason", async (name) => {
    const expected = REFUSED.find(([pattern]) => pattern.test(name))?.[1] ?? /./;
    const reason = await look(name).then(
      ({ refusal }) => refusal ?? "",
      (error: unknown) => (error instanceof TranscriptRefused ? error.reason : String(error)),
    );
    expect(reason).toMatch(expected);
  });

  it("holds every file that was counted", () => {
    expect(files).toEqual(expect.arrayContaining(Object.keys(COUNTED)));
  });
});
