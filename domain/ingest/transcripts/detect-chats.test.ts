import { expect, test } from "vitest";
import { detectFormat } from "@/domain/ingest/transcripts/all-formats";
import { memoryFile } from "@/domain/ingest/transcripts/memory-file";
import { takeSample } from "@/domain/ingest/transcripts/take-sample";
import { sampleBytes } from "@/domain/testing/read-transcript";
import { zipOf } from "@/domain/testing/transcript-files";

const nameOf = async (content: string | Uint8Array) =>
  detectFormat(await takeSample(memoryFile("file.bin", content)))?.name ?? null;

const MAIL =
  "From: Ann <ann@example.org>\nDate: Thu, 4 May 2023 12:00:00 +0200\nSubject: a, b, c\n\nUser: hi\nBot: ho\n";

test.each<[string, string]>([
  ["whatsapp", "[20.06.19, 15:58:53] Ann: Hey, you\n[20.06.19, 15:58:57] Ben: Yes, me\n"],
  ["whatsapp", "5/4/23, 10:00 - Ann: a\n5/4/23, 10:01 - Ben: b\n"],
  [
    "telegram",
    '{"name":"a","type":"personal_chat","id":1,"messages":[{"id":1,"type":"message","date":"2023-05-04T12:00:00","text":"hi"}]}',
  ],
  ["telegram", '{"about":"a","personal_information":{"user_id":1},"chats":{"about":"b","list":[]}}'],
  [
    "messenger-instagram",
    '{"participants":[{"name":"a"}],"messages":[{"sender_name":"a","timestamp_ms":1,"content":"hi"}],"title":"a"}',
  ],
  [
    "discord-chat-exporter",
    '{"guild":{"id":"1"},"channel":{"id":"2"},"messages":[{"id":"3","type":"Default","timestamp":"2023-05-04T12:00:00Z","content":"hi","author":{"id":"4","name":"a"}}]}',
  ],
  [
    "discord-chat-exporter-csv",
    'AuthorID,Author,Date,Content,Attachments,Reactions\n"1","a","2023-05-04T12:00:00Z","hi","",""\n',
  ],
  ["webvtt", "WEBVTT\n\n00:00.000 --> 00:01.000\nAnn: hi, you\n"],
  ["srt", "1\n00:00:00,000 --> 00:00:01,000\nAnn: hi, you\n"],
  ["eml", MAIL],
  ["mbox", `From ann@example.org Thu May  4 12:00:00 2023\n${MAIL}`],
  ["plain", "Ann: hi, you\nBen: ho, ho, ho\nAnn: yes\n"],
  ["plain", "User: hi\nAssistant: hello\n"],
])("a text is known as %s: %j", async (name, text) => {
  expect(await nameOf(text)).toBe(name);
  // Mail is never written in two bytes a letter.
  if (name === "eml" || name === "mbox") return;
  expect(await nameOf(Buffer.from(`\ufeff${text.replaceAll("\n", "\r\n")}`, "utf16le"))).toBe(name);
});

test.each<[string | null, string[]]>([
  ["slack-export", ["users.json", "channels.json", "support/2026-01-01.json"]],
  ["slack-export", ["export/users.json", "export/dms.json", "export/D1/2026-01-01.json"]],
  ["discord-package", ["messages/index.json", "messages/c123456789012345678/messages.json", "account/user.json"]],
  ["messenger-instagram", ["your_activity/messages/inbox/a_1/message_1.json"]],
  ["whatsapp", ["_chat.txt", "0001-PHOTO.jpg"]],
  ["whatsapp", ["Chat de WhatsApp con Ana.txt"]],
  [null, ["holiday.jpg"]],
])("a zip is known as %s by the names in it: %j", async (name, entries) => {
  expect(await nameOf(await zipOf(Object.fromEntries(entries.map((entry) => [entry, "[]"]))))).toBe(name);
});

test.skipIf(sampleBytes("SOURCES.md") === null)(
  "public samples are known by what they hold (skipped without ../shared)",
  async () => {
    const names = ["plussub-srt-vtt/srt.srt", "plussub-srt-vtt/vttWithStyle.vtt", "vttjs/integration-cue-content.vtt"];
    const found = await Promise.all(names.map(async (name) => nameOf(sampleBytes(name) ?? "")));
    expect(found).toEqual(["srt", "webvtt", "webvtt"]);
  },
);
