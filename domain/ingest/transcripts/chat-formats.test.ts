import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { discordChatExporter } from "@/domain/ingest/transcripts/discord-chat-exporter";
import { discordCsv } from "@/domain/ingest/transcripts/discord-csv";
import { discordPackage } from "@/domain/ingest/transcripts/discord-package";
import { eml, mbox } from "@/domain/ingest/transcripts/mail";
import { memoryFile } from "@/domain/ingest/transcripts/memory-file";
import { messengerInstagram } from "@/domain/ingest/transcripts/messenger-instagram";
import { plain } from "@/domain/ingest/transcripts/plain";
import { slackExport } from "@/domain/ingest/transcripts/slack-export";
import { srt, webvtt } from "@/domain/ingest/transcripts/subtitles";
import { takeSample } from "@/domain/ingest/transcripts/take-sample";
import { telegramExport } from "@/domain/ingest/transcripts/telegram";
import { type TranscriptFormat, TranscriptRefused } from "@/domain/ingest/transcripts/transcript-format";
import { whatsappExport } from "@/domain/ingest/transcripts/whatsapp";
import { readTranscript } from "@/domain/testing/read-transcript";
import { zipOf } from "@/domain/testing/transcript-files";

const FORMATS = [
  slackExport,
  discordChatExporter,
  discordCsv,
  discordPackage,
  whatsappExport,
  telegramExport,
  messengerInstagram,
  webvtt,
  srt,
  eml,
  mbox,
  plain,
];

/** Beginnings that bring a reader past its first check. */
const PIECES = [
  "[20.06.19, 15:58:47] Ann: ",
  "5/4/23, 3:04 PM - Ben: ",
  "WEBVTT\n\n",
  "1\n00:00:01,000 --> 00:00:02,000\n",
  "<v Ann>",
  "From a@example.org Thu May  4 12:00:00 2023\n",
  "From: Ann <a@example.org>\nDate: Thu, 4 May 2023 12:00:00 +0200\n\n",
  "AuthorID,Author,Date,Content,Attachments,Reactions\n",
  '"1","a","2023-05-04T12:00:00Z","',
  '{"messages":[{"sender_name":"a","timestamp_ms":1,"content":"',
  '{"name":"a","type":"personal_chat","id":1,"messages":[{"id":1,"type":"message","text":"',
  '{"guild":{"id":"1"},"channel":{"id":"2"},"messages":[{"id":"1","author":{"id":"1"},"content":"',
  '"}]}',
  "Ann: ",
  "\n",
  "> ",
  "\u200e",
];
const hostileText = fc
  .array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: "binary", maxLength: 20 })), { maxLength: 12 })
  .map((pieces) => Buffer.from(pieces.join("")));
const hostileBytes = fc.oneof(fc.uint8Array({ maxLength: 200 }), hostileText);

async function isRefusedOrRead(format: TranscriptFormat, bytes: Uint8Array): Promise<void> {
  try {
    const { messages } = await readTranscript(format, bytes);
    expect(messages.length).toBeGreaterThan(0);
    for (const { text, id, sentAt, speaker } of messages) {
      expect(speaker.id).not.toBe("");
      expect(text.trim()).not.toBe("");
      expect(id).not.toBe("");
      if (sentAt !== undefined) expect(Number.isNaN(sentAt.getTime())).toBe(false);
    }
  } catch (error) {
    if (!(error instanceof TranscriptRefused)) throw error;
  }
}

const anyValue = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constantFrom(1e300, -1, "1e400", 1683194400, "-5", 0.5));
const KEYS = {
  slack: ["type", "subtype", "ts", "thread_ts", "user", "text", "edited", "files", "bot_id", "user_profile", "blocks"],
  telegram: ["id", "type", "date", "date_unixtime", "edited_unixtime", "from", "from_id", "text", "photo", "poll"],
  meta: ["sender_name", "timestamp_ms", "content", "photos", "share", "is_unsent", "senderName", "timestamp", "text"],
  discord: ["id", "type", "timestamp", "timestampEdited", "content", "author", "attachments", "embeds", "stickers"],
  package: ["ID", "Timestamp", "Contents", "Attachments"],
};
const SOUND = {
  slack: { ts: "1767225600.000100", text: "a" },
  telegram: { id: 1, type: "message", text: "a" },
  meta: { sender_name: "a", timestamp_ms: 1, content: "b" },
  discord: { id: "1", author: { id: "1" }, content: "a" },
  package: { ID: "1", Contents: "a" },
};

/** Files of each JSON format whose messages have any values in the fields that are read. */
const anyFields = (kind: keyof typeof KEYS) =>
  fc
    .array(fc.dictionary(fc.constantFrom(...KEYS[kind]), anyValue, { maxKeys: 5 }), { minLength: 1, maxLength: 5 })
    .map((messages) => messages.map((message) => ({ ...SOUND[kind], ...message })));

const JSON_FORMATS: [TranscriptFormat, keyof typeof KEYS, (messages: object[]) => Promise<Uint8Array> | Uint8Array][] =
  [
    [telegramExport, "telegram", (messages) => Buffer.from(JSON.stringify({ type: "bot_chat", id: 1, messages }))],
    [messengerInstagram, "meta", (messages) => Buffer.from(JSON.stringify({ messages }))],
    [discordChatExporter, "discord", (messages) => Buffer.from(JSON.stringify({ channel: { id: "1" }, messages }))],
    [
      slackExport,
      "slack",
      (messages) =>
        zipOf({ "users.json": "[]", "channels.json": "[]", "c1/2026-01-01.json": JSON.stringify(messages) }),
    ],
    [
      discordPackage,
      "package",
      (messages) => zipOf({ "messages/c123456789012345678/messages.json": JSON.stringify(messages) }),
    ],
  ];

test.each(JSON_FORMATS.map((row) => [row[0].name, ...row] as const))(
  "%s reads or rejects any values in the fields of a message",
  async (_, format, kind, fileOf) => {
    await fc.assert(
      fc.asyncProperty(anyFields(kind), async (messages) => isRefusedOrRead(format, await fileOf(messages))),
      { numRuns: 150 },
    );
  },
);

describe.each(FORMATS.map((format) => [format.name, format] as const))("%s", (_, format) => {
  test("reads any bytes or refuses them, and never fails otherwise", async () => {
    await fc.assert(
      fc.asyncProperty(hostileBytes, async (bytes) => {
        format.detect(
          await takeSample(memoryFile("a", bytes)).catch(() => ({ head: bytes, text: null, entries: null })),
        );
        await isRefusedOrRead(format, bytes);
      }),
      { numRuns: 150 },
    );
  });

  test("reads any files in a zip or refuses them", async () => {
    const names = [
      "users.json",
      "channels.json",
      "c1/2026-01-01.json",
      "_chat.txt",
      "messages/inbox/a/message_1.json",
      "messages/index.json",
      "messages/c123456789012345678/messages.csv",
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.array(hostileText, { minLength: names.length, maxLength: names.length }),
        async (contents) => {
          const zip = await zipOf(Object.fromEntries(names.map((name, at) => [name, contents[at] ?? ""])));
          await isRefusedOrRead(format, zip);
        },
      ),
      { numRuns: 15 },
    );
  });

  test("has names that say what it is", () => {
    expect(format.name).toMatch(/^[a-z]+(?:-[a-z]+)*$/);
    expect(format.label).not.toBe("");
  });
});
