import { describe, expect, test } from "vitest";
import { telegramExport } from "@/domain/ingest/transcripts/telegram";
import { TranscriptRefused } from "@/domain/ingest/transcripts/transcript-format";
import { detects, readTranscript } from "@/domain/testing/read-transcript";

const said = (id: number, text: unknown, more: object = {}) => ({
  id,
  type: "message",
  date: "2023-05-04T12:00:00",
  date_unixtime: String(1683194400 + id),
  from: "Ann",
  from_id: "user11",
  text,
  ...more,
});
const chat = (messages: object[], more: object = {}) => ({
  name: "Ann",
  type: "personal_chat",
  id: 11,
  ...more,
  messages,
});
const read = (content: object, options = {}) => readTranscript(telegramExport, JSON.stringify(content), options);

describe("a Telegram export", () => {
  test.each<[string, object, string]>([
    ["a text", said(1, "hi"), "hi"],
    ["a text in parts", said(1, ["see ", { type: "link", text: "example.org" }, "!"]), "see example.org!"],
    ["a picture with words", said(1, "look", { photo: "photos/1.jpg" }), "look\n[image]"],
    ["a voice message", said(1, "", { media_type: "voice_message", file: "a.ogg" }), "[audio]"],
    ["a sticker", said(1, "", { media_type: "sticker", sticker_emoji: "😀", file: "a.webp" }), "[sticker: 😀]"],
    ["a file", said(1, "", { file: "files/plan.pdf", file_name: "plan.pdf" }), "[file: plan.pdf]"],
    ["a poll", said(1, "", { poll: { question: "When?", answers: [] } }), "[poll: When?]"],
  ])("names %s", async (_, message, text) => {
    expect((await read(chat([message]))).messages.map((each) => each.text)).toEqual([text]);
  });

  test("takes the exact time, else the local one in the given zone", async () => {
    const { messages } = await read(
      chat([
        said(1, "a", { edited_unixtime: "1683194500", edited: "2023-05-04T12:01:40" }),
        said(2, "b", { date_unixtime: undefined }),
        said(3, "c", { date_unixtime: undefined, date: undefined }),
      ]),
      { timezone: "Europe/Berlin" },
    );
    expect(messages.map(({ sentAt, editedAt }) => [sentAt?.toISOString(), editedAt?.toISOString()])).toEqual([
      ["2023-05-04T10:00:01.000Z", "2023-05-04T10:01:40.000Z"],
      ["2023-05-04T10:00:00.000Z", undefined],
      [undefined, undefined],
    ]);
  });

  test("knows people, the bot of a chat, channels, deleted accounts and old numbers of accounts", async () => {
    const { messages } = await read(
      chat(
        [
          said(1, "a"),
          said(2, "b", { from: "Helper", from_id: "user99" }),
          said(3, "c", { from: null, from_id: undefined }),
          said(4, "d", { from_id: 12345678901 }),
          said(5, "e", { from: "News", from_id: "channel7" }),
          said(6, "f", { from: "", from_id: undefined }),
        ],
        { type: "bot_chat", id: 99 },
      ),
    );
    expect(messages.map(({ role, speaker }) => [role, speaker.id, speaker.name])).toEqual([
      ["user", "user11", "Ann"],
      ["assistant", "user99", "Helper"],
      ["user", "deleted account", undefined],
      ["user", "12345678901", "Ann"],
      ["agent", "channel7", "News"],
      ["user", "deleted account", undefined],
    ]);
  });

  test("reads every chat of an account, and gives supergroups the ids of the webhooks alone", async () => {
    const { conversations, skipped } = await read({
      about: "…",
      personal_information: { user_id: 1 },
      chats: {
        about: "…",
        list: [chat([said(1, "a"), { ...said(2, ""), type: "service", action: "join" }]), chat([], { id: 5 })],
      },
      left_chats: { list: [chat([said(1, "b")], { type: "public_supergroup", id: 1234567890 })] },
    });
    expect(
      Object.entries(conversations).map(([id, messages]) => [id, messages.map(({ id: each, text }) => [each, text])]),
    ).toEqual([
      ["telegram-export:11", [["1", "a"]]],
      ["-1001234567890", [["1", "b"]]],
    ]);
    expect(skipped).toEqual({ "notices of the app": 1 });
  });

  test("rejects a record of another form by its number and goes on", async () => {
    expect(await read(chat([said(1, "a"), said(2, 7), { type: "message" }, said(4, "d")]))).toMatchObject({
      messages: [{ text: "a" }, { text: "d", line: 4 }],
      rejected: [2, 3],
    });
  });

  test("leaves out messages without anything to read, and refuses a file with nothing else", async () => {
    expect((await read(chat([said(1, "a"), said(2, "")]))).skipped).toEqual({ "messages without text": 1 });
    await expect(read(chat([said(2, "")]))).rejects.toThrow(TranscriptRefused);
  });

  test.each<[unknown, boolean]>([
    [chat([said(1, "a")]), true],
    [{ about: "a", personal_information: {}, contacts: {}, chats: { list: [] } }, true],
    [{ id: 1, type: "x", messages: [{ role: "user", content: "a" }] }, false],
    [[chat([said(1, "a")])], false],
    ["result", false],
  ])("is told from others by its keys: %j", async (content, isOne) => {
    expect(await detects(telegramExport, JSON.stringify(content))).toBe(isOne);
  });

  test("is read in items of at most 500 messages, without holding the chat", async () => {
    const { items } = await read(chat(Array.from({ length: 1201 }, (_, at) => said(at, "x"))));
    expect(items.flatMap((item) => (item.kind === "messages" ? item.messages.length : []))).toEqual([500, 500, 201]);
  });
});
