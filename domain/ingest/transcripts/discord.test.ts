import { describe, expect, test } from "vitest";
import { discordChatExporter } from "@/domain/ingest/transcripts/discord-chat-exporter";
import { discordCsv } from "@/domain/ingest/transcripts/discord-csv";
import { discordPackage } from "@/domain/ingest/transcripts/discord-package";
import { TranscriptRefused } from "@/domain/ingest/transcripts/transcript-format";
import { detects, readTranscript } from "@/domain/testing/read-transcript";
import { zipOf } from "@/domain/testing/transcript-files";

const ann = { id: "773264000000000001", name: "ann", discriminator: "0000", nickname: "Ann", isBot: false };
const said = (id: string, content: string, more: object = {}) => ({
  id,
  type: "Default",
  timestamp: "2023-05-04T12:00:00.123+02:00",
  timestampEdited: null,
  content,
  author: ann,
  attachments: [],
  embeds: [],
  stickers: [],
  ...more,
});
const saved = (messages: unknown[], more: object = {}) =>
  JSON.stringify({
    guild: { id: "1", name: "House" },
    channel: { id: "99887766554433221", name: "evening", topic: '"messages": [' },
    dateRange: { after: null, before: null },
    messages,
    ...more,
  });

describe("a channel that DiscordChatExporter saved as JSON", () => {
  test("has the ids that webhooks give, names, times and edits", async () => {
    const { conversations, items } = await readTranscript(
      discordChatExporter,
      saved([
        said("1104000000000000001", "hi", { timestampEdited: "2023-05-04T12:05:00+02:00" }),
        said("1104000000000000002", "ho"),
      ]),
    );
    expect(Object.keys(conversations)).toEqual(["99887766554433221"]);
    expect(items[0]).toMatchObject({ conversation: { title: "evening" } });
    expect(conversations["99887766554433221"]?.[0]).toEqual({
      id: "1104000000000000001",
      role: "user",
      speaker: { id: ann.id, name: "Ann" },
      text: "hi",
      sentAt: new Date("2023-05-04T10:00:00.123Z"),
      editedAt: new Date("2023-05-04T10:05:00Z"),
      sequence: 1104000000000000001n,
      line: 1,
    });
  });

  test.each<[string, object, object]>([
    [
      "a bot",
      said("1", "hi", { author: { ...ann, isBot: true }, embeds: [{ title: "Help", description: "Line" }] }),
      { role: "assistant", text: "hi\nHelp\nLine" },
    ],
    ["a preview of a link", said("1", "see", { embeds: [{ title: "A page" }] }), { text: "see" }],
    ["a reply", said("1", "yes", { type: "Reply", reference: { messageId: "0" } }), { role: "user" }],
    ["a notice", said("1", "Joined the server.", { type: "GuildMemberJoin" }), { role: "system" }],
    [
      "attachments",
      said("1", "", { attachments: [{ fileName: "a.PNG" }, { fileName: "plan.pdf" }] }),
      { text: "[image]\n[file: plan.pdf]" },
    ],
    ["a sticker", said("1", "", { stickers: [{ name: "Wave" }] }), { text: "[sticker: Wave]" }],
    [
      "something forwarded",
      said("1", "", { forwardedMessage: { content: "old words", attachments: [] } }),
      { text: "[forwarded: old words]" },
    ],
    [
      "an old file without nicknames",
      said("1", "hi", { author: { id: "5", name: "ann" } }),
      { speaker: { id: "5", name: "ann" } },
    ],
  ])("reads %s", async (_, message, expected) => {
    expect((await readTranscript(discordChatExporter, saved([message]))).messages).toMatchObject([expected]);
  });

  test("counts copies and empty messages, and rejects what has no author", async () => {
    expect(
      await readTranscript(
        discordChatExporter,
        saved([said("1", "a"), said("1", "a"), said("2", ""), { id: "3", content: "b" }, 4]),
      ),
    ).toMatchObject({
      messages: [{ text: "a" }],
      rejected: [4, 5],
      skipped: { "copies of messages": 1, "messages without text": 1 },
    });
    await expect(readTranscript(discordChatExporter, saved([]))).rejects.toThrow(TranscriptRefused);
  });

  test("is told from others by its keys", async () => {
    expect(await detects(discordChatExporter, saved([]))).toBe(true);
    expect(await detects(discordChatExporter, '{"channel":{"id":"1"},"messages":[]}')).toBe(false);
    expect(await detects(discordCsv, saved([]))).toBe(false);
  });
});

const CSV = `AuthorID,Author,Date,Content,Attachments,Reactions
"773264000000000001","ann#0000","2023-05-04T12:00:00.1234567+02:00","say ""hi""
there","",""
"773264000000000002","Deleted User#0000","2023-05-04T12:01:00.0000000+02:00","","https://cdn.example.org/a/b.png?x=1,https://cdn.example.org/plan.pdf","👍 (1)"
"773264000000000001","ann#0000","2023-05-04T12:02:00.0000000+02:00","ok","",""
"773264000000000001","ann#0000","2023-05-04T12:02:00.0000000+02:00","ok","",""
"773264000000000001","ann#0000","2023-05-04T12:03:00.0000000+02:00","","",""
`;

describe("a channel that DiscordChatExporter saved as CSV", () => {
  test("is read with lines and quotation marks inside messages", async () => {
    const { messages, conversations, skipped } = await readTranscript(discordCsv, CSV);
    expect(
      messages.map(({ speaker, text, sentAt, line }) => [
        speaker.id.slice(-1),
        speaker.name,
        text,
        sentAt?.toISOString(),
        line,
      ]),
    ).toEqual([
      ["1", "ann", 'say "hi"\nthere', "2023-05-04T10:00:00.123Z", 3],
      ["2", "Deleted User", "[image]\n[file: plan.pdf]", "2023-05-04T10:01:00.000Z", 4],
      ["1", "ann", "ok", "2023-05-04T10:02:00.000Z", 5],
      ["1", "ann", "ok", "2023-05-04T10:02:00.000Z", 6],
    ]);
    expect(skipped).toEqual({ "messages without text": 1 });
    expect(new Set(messages.map(({ id }) => id)).size).toBe(4);
    const longer = await readTranscript(
      discordCsv,
      `${CSV}"1","b#1","2023-05-05T12:00:00.0000000+02:00","more","",""\n`,
    );
    expect(Object.keys(longer.conversations)).toEqual(Object.keys(conversations));
    expect(longer.messages.slice(0, 4).map(({ id }) => id)).toEqual(messages.map(({ id }) => id));
  });

  test.each([
    [CSV, true],
    [CSV.replace(/^.*/u, '"AuthorID","Author","Date","Content","Attachments","Reactions"'), true],
    ["AuthorID,Author,Date,Content,Attachments\n", false],
    ["author,text\na,b", false],
  ])("is told from others by its header", async (text, isOne) => expect(await detects(discordCsv, text)).toBe(isOne));

  test.each([
    ["AuthorID,Author,Date,Content,Attachments,Reactions\n", "No message"],
    ["a,b\n1,2", "AuthorID"],
  ])("is refused", async (text, reason) => {
    await expect(readTranscript(discordCsv, text)).rejects.toThrow(reason);
  });

  test("rejects a row with quotation marks out of place and goes on", async () => {
    const { messages, rejected } = await readTranscript(discordCsv, CSV.replace('"ok","",""\n', '"ok"x,"",""\n'));
    expect(rejected).toContain(5);
    expect(messages.length + rejected.length).toBe(4);
  });

  test("rejects a row without author and goes on", async () => {
    expect((await readTranscript(discordCsv, `${CSV},"x","","a","",""\n`)).rejected).toEqual([8]);
  });
});

describe("a data package of Discord", () => {
  const files = {
    "account/user.json": JSON.stringify({ id: "773264000000000001", username: "ann", email: "ann@example.org" }),
    "messages/index.json": JSON.stringify({ "99887766554433221": "evening in House", "99887766554433222": null }),
    "messages/c99887766554433221/channel.json": "{}",
    "messages/c99887766554433221/messages.csv":
      'ID,Timestamp,Contents,Attachments\n1104000000000000003,2023-05-04 10:02:00.000000+00:00,"c, d",\n1104000000000000002,2023-05-04 10:01:00.000000+00:00,,https://cdn.example.org/a.png?ex=1 https://cdn.example.org/plan.pdf\n1104000000000000001,2023-05-04 10:00:00.000000+00:00,a,\n',
    "Messages/c99887766554433222/messages.json":
      '[{"ID":1104000000000000009,"Timestamp":"2023-05-04 10:00:00","Contents":"x","Attachments":""},{"ID":1104000000000000011,"Timestamp":"2023-05-04 10:00:01","Contents":"y","Attachments":""},{"Contents":"z"}]',
  };

  test("gives what its owner wrote, oldest first, with whole ids", async () => {
    const zip = await zipOf(files);
    expect(await detects(discordPackage, zip)).toBe(true);
    const { conversations, rejected, items, warnings } = await readTranscript(discordPackage, zip);
    expect(
      Object.fromEntries(
        Object.entries(conversations).map(([id, all]) => [
          id,
          all.map(({ id: each, text, sentAt }) => [each, text, sentAt?.toISOString()]),
        ]),
      ),
    ).toEqual({
      "99887766554433221": [
        ["1104000000000000001", "a", "2023-05-04T10:00:00.000Z"],
        ["1104000000000000002", "[image]\n[file: plan.pdf]", "2023-05-04T10:01:00.000Z"],
        ["1104000000000000003", "c, d", "2023-05-04T10:02:00.000Z"],
      ],
      "99887766554433222": [
        ["1104000000000000009", "x", "2023-05-04T10:00:00.000Z"],
        ["1104000000000000011", "y", "2023-05-04T10:00:01.000Z"],
      ],
    });
    expect(rejected).toEqual([3]);
    expect(warnings).toEqual([]);
    expect(items.find((item) => item.kind === "messages")).toMatchObject({
      conversation: { title: "evening in House" },
      messages: [{ speaker: { id: "773264000000000001", name: "ann" } }, {}, {}],
    });
  });

  test("warns of ids that a spreadsheet has cut, and keeps their messages apart", async () => {
    const csv =
      "ID,Timestamp,Contents,Attachments\n1.104E+18,2023-05-04 10:00:00,a,\n1.104E+18,2023-05-04 10:00:00,a,\n1.104E+18,2023-05-04 10:01:00,b,\n";
    const { messages, warnings } = await readTranscript(
      discordPackage,
      await zipOf({ "messages/c99887766554433221/messages.csv": csv }),
    );
    expect(messages.map(({ text }) => text)).toEqual(["a", "a", "b"]);
    expect(new Set(messages.map(({ id }) => id)).size).toBe(3);
    expect(warnings[0]).toContain("3 ids of messages were cut by a spreadsheet");
  });

  test("is refused as another zip", async () => {
    await expect(readTranscript(discordPackage, await zipOf({ "a.json": "[]" }))).rejects.toThrow("Discord");
    expect(await detects(discordPackage, await zipOf({ "messages/index.json": "{}" }))).toBe(false);
  });
});
