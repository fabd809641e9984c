import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { detectFormat, TRANSCRIPT_FORMATS } from "@/domain/ingest/transcripts/all-formats";
import { memoryFile } from "@/domain/ingest/transcripts/memory-file";
import { PreviewCounts } from "@/domain/ingest/transcripts/preview-transcript";
import type { SourceFile } from "@/domain/ingest/transcripts/source-file";
import { takeSample } from "@/domain/ingest/transcripts/take-sample";
import { TranscriptRefused } from "@/domain/ingest/transcripts/transcript-format";
import { hasSamples, sample, zipOf } from "@/domain/testing/transcript-files";

const detect = async (content: string | Uint8Array) => detectFormat(await takeSample(memoryFile("a", content)))?.name;

test("every format has a name of its own", () => {
  const names = TRANSCRIPT_FORMATS.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
});

describe("detectFormat", () => {
  test.each<[string, string, string | undefined]>([
    ["a chat record", '{"messages":[{"role":"user","content":"hi"}]}', "openai-messages"],
    ["an evaluation line", '{"id":"1","text":"hi","expected":{"outcome":"none"}}', "openai-messages"],
    ["ShareGPT", '[{"id":"1","conversations":[{"from":"human","value":"hi"}]}]', "sharegpt"],
    ["ChatGPT's export", '[{"title":"t","mapping":{"a":{"message":null}}}]', "chatgpt-export"],
    ["Claude's export", '[{"uuid":"1","chat_messages":[]}]', "claude-export"],
    ["a turn a line", '{"session_id":"s","turn_index":1,"role":"user","text":"hi"}', "alignmenter"],
    ["a chat with a character", '{"user_name":"a","character_name":"b"}\n{"mes":"hi"}', "sillytavern"],
    ["a conversation of Intercom", '{"id":"1","source":{},"conversation_parts":{}}', "intercom-export"],
    ["a ticket", '{"id":1,"comments":[{"id":2,"author_id":3,"public":true}]}', "zendesk-export"],
    ["a table", "conversation_id,role,text\n1,user,hi\n", "csv"],
    ["other JSON", '{"name":"x","version":1}', undefined],
    [
      "JSON with texts that are no records of their own",
      '[{"type":"a","user":"U1","text":"hi","ts":"1.2"}]',
      undefined,
    ],
    ["a web page", "<!doctype html><p>a, b</p>", undefined],
    ["nothing", "", undefined],
  ])("tells %s", async (_, content, name) => {
    expect(await detect(content)).toBe(name);
  });

  test.skipIf(!hasSamples).each([
    ["alignmenter/demo_conversations.jsonl", "alignmenter"],
    ["alignmenter/mini_cli_dataset.jsonl", "alignmenter"],
    ["axolotl/conversation.json", "sharegpt"],
    ["axolotl/conversation.missingturns.json", "sharegpt"],
    ["convoviz/conversations.json", "chatgpt-export"],
    ["csv-spectrum/csvs/simple.csv", "csv"],
    ["fastchat/dummy_conversation.json", "sharegpt"],
    ["openai-cookbook/toy_chat_fine_tuning.excerpt.jsonl", "openai-messages"],
  ])("tells %s (skipped: there is no ../shared/samples)", async (name, format) => {
    expect(await detect(sample(name))).toBe(format);
  });
});

describe("whatever a file holds", () => {
  const token = fc.constantFrom(
    ...'{ } [ ] , : \n " \\ \r; ; \t'.split(" "),
    '"messages"',
    '"role":"user"',
    '"content":"x"',
    '"mapping":{}',
    '"text":"x"',
    '"conversations":[',
    "text,from\n",
    "\ufeff",
    "PK\x03\x04",
    "null",
    "17",
    "é",
  );
  const content = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc.array(token, { maxLength: 30 }).map((tokens) => Buffer.from(tokens.join(""))),
    fc.json().map((json) => Buffer.from(json)),
    fc
      .array(fc.record({ messages: fc.json(), mapping: fc.json(), comments: fc.json(), text: fc.json() }))
      .map((all) => Buffer.from(JSON.stringify(all))),
  );

  test.each(TRANSCRIPT_FORMATS.map((format) => [format.name, format] as const))(
    "%s detects without throwing, and reads or refuses",
    async (_, format) => {
      await fc.assert(
        fc.asyncProperty(content, fc.boolean(), async (bytes, isZipped) => {
          const file = memoryFile("a", isZipped ? await zipOf({ "conversations.json": bytes }) : bytes, 50);
          try {
            format.detect(await takeSample(file));
            for await (const item of format.read(file, {})) expect(item.kind).toBeTypeOf("string");
          } catch (error) {
            expect(error).toBeInstanceOf(TranscriptRefused);
          }
        }),
        { numRuns: 150 },
      );
    },
  );
});

/** A file that is made while it is read, the same at every reading. `made` counts the records of the newest reading. */
function madeUp(
  count: number,
  record: (index: number) => string,
  [before, between, after] = ["", "\n", "\n"],
): SourceFile & { made: number } {
  const file = {
    name: "made up",
    size: 1e9,
    made: 0,
    async *stream(_start = 0, end = Number.POSITIVE_INFINITY) {
      file.made = 0;
      for (let sent = 0; file.made < count && sent < end; ) {
        const records = Array.from({ length: Math.min(1000, count - file.made) }, (_, index) =>
          record(file.made + index),
        );
        const isFirst = file.made === 0;
        file.made += records.length;
        const bytes = Buffer.from(
          (isFirst ? before : between) + records.join(between) + (file.made === count ? after : ""),
        );
        sent += bytes.length;
        yield bytes;
      }
    },
  };
  return file;
}

describe("a large file", () => {
  const words = "I went to the lake and thought of what you said yesterday evening";
  const turns = (key: string, value: string, at: number) =>
    ["user", "assistant", "user", "assistant"]
      .map((role, n) => `{"${key}":"${role}","${value}":"${words} ${at} ${n}"}`)
      .join();
  const RECORDS = 24_000;
  const files: [string, SourceFile & { made: number }, conversations: number, messages: number][] = [
    [
      "openai-messages",
      madeUp(RECORDS, (at) => `{"messages":[${turns("role", "content", at)}]}`),
      RECORDS,
      RECORDS * 4,
    ],
    [
      "alignmenter",
      madeUp(RECORDS, (at) => `{"session_id":"s${at >> 3}","turn_index":${at & 7},"role":"user","text":"${words}"}`),
      RECORDS / 8,
      RECORDS,
    ],
    [
      "csv",
      madeUp(RECORDS + 1, (at) =>
        at === 0 ? "thread,from,date,text" : `t${at % 5000},user,2024-03-05T10:00:00Z,"${words}, ${at}"`,
      ),
      5000,
      RECORDS,
    ],
    [
      "sharegpt",
      madeUp(RECORDS, (at) => `{"conversations":[${turns("from", "value", at)}]}`, ["[", ",", "]"]),
      RECORDS,
      RECORDS * 4,
    ],
  ];

  test.each(files)(
    "passes through %s without being held",
    { timeout: 120_000 },
    async (name, file, conversations, messages) => {
      const format = detectFormat(await takeSample(file));
      expect(format?.name).toBe(name);
      const counts = new PreviewCounts();
      let mostHeld = 0;
      let line = 0;
      for await (const item of format?.read(file, {}) ?? []) {
        counts.add(item);
        if (item.kind !== "messages") continue;
        line = Math.max(line, item.messages.at(-1)?.line ?? 0);
        mostHeld = Math.max(mostHeld, file.made - line);
      }
      expect(counts.preview(name)).toMatchObject({ conversations, messages, rejected: { count: 0 } });
      expect(mostHeld).toBeLessThan(RECORDS / 2);
    },
  );
});
