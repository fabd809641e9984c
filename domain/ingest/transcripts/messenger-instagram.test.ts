import { describe, expect, test } from "vitest";
import { memoryFile } from "@/domain/ingest/transcripts/memory-file";
import { messengerInstagram } from "@/domain/ingest/transcripts/messenger-instagram";
import { repairMetaText } from "@/domain/ingest/transcripts/meta-text";
import { readBackwards } from "@/domain/ingest/transcripts/read-backwards";
import { TranscriptRefused } from "@/domain/ingest/transcripts/transcript-format";
import { detects, readTranscript } from "@/domain/testing/read-transcript";
import { zipOf } from "@/domain/testing/transcript-files";

/** As Meta writes it: each byte of the UTF-8 as a character. */
const garbled = (text: string) => Buffer.from(text, "utf8").toString("latin1");
const said = (minute: number, content?: string, more: object = {}) => ({
  sender_name: garbled("Zoë"),
  timestamp_ms: Date.UTC(2023, 4, 4, 10, minute),
  ...(content !== undefined && { content: garbled(content) }),
  ...more,
});
const thread = (messages: object[], more: object = {}) =>
  JSON.stringify({
    participants: [{ name: garbled("Zoë") }, { name: "Ann" }],
    messages,
    title: garbled("Zoë"),
    thread_path: "inbox/zoe_12",
    ...more,
  });

describe("a Messenger or Instagram thread", () => {
  test("is turned to oldest first, its letters repaired", async () => {
    const { conversations, items } = await readTranscript(
      messengerInstagram,
      thread([said(2, "później"), said(1, "ça va? 🙂", { sender_name: "Ann" }), said(0, "hi")]),
    );
    expect(Object.keys(conversations)).toEqual(["inbox/zoe_12"]);
    expect(
      conversations["inbox/zoe_12"]?.map(({ speaker, text, sentAt, line }) => [
        speaker.id,
        text,
        sentAt?.toISOString(),
        line,
      ]),
    ).toEqual([
      ["Zoë", "hi", "2023-05-04T10:00:00.000Z", 3],
      ["Ann", "ça va? 🙂", "2023-05-04T10:01:00.000Z", 2],
      ["Zoë", "później", "2023-05-04T10:02:00.000Z", 1],
    ]);
    expect(items[0]).toMatchObject({ conversation: { title: "Zoë" } });
  });

  test.each<[string, object, string]>([
    ["pictures", said(0, "look", { photos: [{ uri: "a.jpg" }, { uri: "b.jpg" }] }), "look\n[image]\n[image]"],
    ["a recording", said(0, undefined, { audio_files: [{ uri: "a.mp4" }] }), "[audio]"],
    ["a sticker", said(0, undefined, { sticker: { uri: "a.png" } }), "[sticker]"],
    [
      "something shared",
      said(0, "see", { share: { link: "https://example.org", share_text: garbled("fête") } }),
      "see\nfête\nhttps://example.org",
    ],
    ["what was taken back", said(0, undefined, { is_unsent: true }), "[deleted]"],
    [
      "what was encrypted",
      {
        senderName: "Zoë",
        timestamp: 1683194400000,
        text: "né",
        isUnsent: false,
        media: [{ uri: "a" }],
        type: "media",
      },
      "né\n[media]",
    ],
  ])("names %s", async (_, message, text) => {
    expect((await readTranscript(messengerInstagram, thread([message]))).messages.map((each) => each.text)).toEqual([
      text,
    ]);
  });

  test("counts what is left out, and rejects what has no sender or time", async () => {
    const read = await readTranscript(
      messengerInstagram,
      thread([said(0, "a"), said(1, "Ann left", { type: "Unsubscribe" }), said(2), { content: "b" }]),
    );
    expect(read).toMatchObject({
      messages: [{ text: "a" }],
      rejected: [4],
      skipped: { "notices of the app": 1, "messages without text": 1 },
    });
  });

  test("keeps equal messages apart, with the same ids at every reading", async () => {
    const file = thread([said(0, "ok"), said(0, "ok"), said(0, "ok")]);
    const ids = async () => (await readTranscript(messengerInstagram, file)).messages.map(({ id }) => id);
    expect(new Set(await ids()).size).toBe(3);
    expect(await ids()).toEqual(await ids());
  });

  test("is put together from its files in a zip, thread by thread", async () => {
    const root = "your_instagram_activity/messages/inbox";
    const zip = await zipOf({
      [`${root}/zoe_12/message_1.json`]: thread([said(3, "d"), said(2, "c")]),
      [`${root}/zoe_12/message_2.json`]: thread([said(1, "b"), said(0, "a")]),
      [`${root}/ann_13/message_1.json`]: thread([said(0, "x")], { thread_path: "inbox/ann_13" }),
      [`${root}/zoe_12/photos/1.jpg`]: "",
      "personal_information/profile.json": "{}",
    });
    expect(await detects(messengerInstagram, zip)).toBe(true);
    const { conversations } = await readTranscript(messengerInstagram, memoryFile("a.zip", zip));
    expect(
      Object.fromEntries(Object.entries(conversations).map(([id, all]) => [id, all.map(({ text }) => text)])),
    ).toEqual({
      "inbox/zoe_12": ["a", "b", "c", "d"],
      "inbox/ann_13": ["x"],
    });
  });

  test("is refused without messages, or as a zip of pages", async () => {
    await expect(readTranscript(messengerInstagram, thread([]))).rejects.toThrow(TranscriptRefused);
    await expect(
      readTranscript(messengerInstagram, await zipOf({ "messages/inbox/a/message_1.html": "" })),
    ).rejects.toThrow("JSON");
  });

  test.each<[unknown, boolean]>([
    [{ participants: [], messages: [{ sender_name: "a", timestamp_ms: 1 }] }, true],
    [{ participants: ["a"], threadName: "a", messages: [{ senderName: "a" }] }, true],
    [{ messages: [{ role: "user", content: "a" }] }, false],
    [[{ sender_name: "a" }], false],
  ])("is told from others by its keys: %j", async (content, isOne) => {
    expect(await detects(messengerInstagram, JSON.stringify(content))).toBe(isOne);
  });
});

test.each([
  ["Zoë", garbled("Zoë")],
  ["plain", "plain"],
  ["Zoë", "Zoë"],
  ["日本", "日本"],
  ["naïve 🙂", "naïve 🙂"],
  ["\ufeffa", garbled("\ufeffa")],
])("%j is what %j says", (text, written) => expect(repairMetaText(written)).toBe(text));

test.each([
  [1, 100],
  [3, 100],
  [50, 100],
  [50, 7],
  [50, 1],
])("%i items at a time, of a weight of %i, are given from the last to the first", async (mostHeld, mostWeight) => {
  let readings = 0;
  async function* items() {
    readings += 1;
    for (let at = 0; at < 10; at += 1) yield at;
  }
  const given: number[] = [];
  for await (const item of readBackwards(items, () => 2, { mostHeld, mostWeight })) given.push(item);
  expect(given).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1, 0]);
  expect(readings).toBe(Math.ceil(10 / Math.min(mostHeld, Math.max(1, Math.floor(mostWeight / 2)), 10)));
});
