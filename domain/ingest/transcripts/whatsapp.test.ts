import { describe, expect, test } from "vitest";
import { memoryFile } from "@/domain/ingest/transcripts/memory-file";
import { TranscriptRefused } from "@/domain/ingest/transcripts/transcript-format";
import { whatsappExport } from "@/domain/ingest/transcripts/whatsapp";
import { detects, readTranscript, sampleBytes } from "@/domain/testing/read-transcript";
import { zipOf } from "@/domain/testing/transcript-files";

const CHAT = `[20.06.19, 15:58:47] Messages and calls are end-to-end encrypted.
[20.06.19, 15:58:53] Ann: Hey
how are you?

[20.06.19, 15:58:57] ~\u202fBen: \u200e<attached: 00000001-PHOTO-2019-06-20.jpg>
[20.06.19, 15:59:07] Ann: \u200eThis message was deleted.
[20.06.19, 15:59:09] Ben: see you at 10:30 \u200e<This message was edited>
`;

const texts = async (chat: string) => (await readTranscript(whatsappExport, chat)).messages.map(({ text }) => text);

describe("a WhatsApp chat", () => {
  test("is read with its lines, people, attachments, deletions and edits", async () => {
    const { conversations, messages, skipped } = await readTranscript(whatsappExport, CHAT, {
      timezone: "Europe/Berlin",
    });
    expect(Object.keys(conversations)).toHaveLength(1);
    expect(
      messages.map(({ role, speaker, text, line, sequence }) => [role, speaker.name, text, line, sequence]),
    ).toEqual([
      ["system", "WhatsApp", "Messages and calls are end-to-end encrypted.", 1, 1n],
      ["user", "Ann", "Hey\nhow are you?", 2, 2n],
      ["user", "Ben", "[image]", 5, 3n],
      ["user", "Ann", "[deleted]", 6, 4n],
      ["user", "Ben", "see you at 10:30", 7, 5n],
    ]);
    expect(messages.map(({ isDeleted }) => isDeleted)).toEqual([undefined, undefined, undefined, true, undefined]);
    expect(messages[1]?.sentAt?.toISOString()).toBe("2019-06-20T13:58:53.000Z");
    expect(skipped).toEqual({ "marks of edited messages, which hold no time": 1 });
  });

  test.each([
    ["Android", "5/4/23, 10:00 - Ann: IMG-20230405-WA0001.jpg (file attached)\nat the lake", "[image: at the lake]"],
    ["Android without media", "5/4/23, 10:00 - Ann: <Media omitted>", "[media]"],
    ["German Android without media", "05.04.23, 10:00 - Ann: <Medien ausgeschlossen>", "[media]"],
    ["iPhone without media", "[5/4/23, 10:00:00] Ann: \u200eimage omitted", "[image]"],
    ["a sticker", "[5/4/23, 10:00:00] Ann: \u200e<attached: 00000009-STICKER-2023-04-05.webp>", "[sticker]"],
    [
      "an iPhone with a caption",
      "[5/4/23, 10:00:00] Ann: at the\nlake \u200e<attached: 0001-PHOTO-2023.jpg>",
      "[image: at the\nlake]",
    ],
    ["a document in Spanish", "5/4/23, 10:00 - Ann: plan.pdf (archivo adjunto)", "[file: plan.pdf]"],
    ["an attachment in a language without table", "[5/4/23, 10:00:00] Ann: <dołączono: 0001-PHOTO.jpg>", "[image]"],
    ["a deletion in Spanish", "5/4/23, 10:00 - Ann: Se eliminó este mensaje", "[deleted]"],
    [
      "words about a deletion",
      "5/4/23, 10:00 - Ann: This message was deleted by my brother",
      "This message was deleted by my brother",
    ],
    ["a colon and an address", "5/4/23, 10:00 - Ann: see: https://example.org/a", "see: https://example.org/a"],
    ["emoji", "5/4/23, 10:00 - Ann: 🎵😍", "🎵😍"],
  ])("names what %s shows", async (_, chat, text) => expect(await texts(chat)).toEqual([text]));

  test("keeps a notice that quotes a name with a colon as a notice", async () => {
    const { messages } = await readTranscript(whatsappExport, '5/4/23, 10:00 - Ann changed the name to "a: b"');
    expect(messages[0]).toMatchObject({ role: "system", text: 'Ann changed the name to "a: b"' });
  });

  test.each([
    ["a day above 12", "13/04/23", "14/04/23", "dmy", true, "2023-04-13"],
    ["a month second", "04/13/23", "04/14/23", "mdy", true, "2023-04-13"],
    ["the order of time", "05/04/23", "06/04/23", "dmy", false, "2023-04-05"],
    ["a year first", "2023-04-05", "2023-04-06", "ymd", true, "2023-04-05"],
  ])("concludes the order of dates from %s", async (_, first, second, dateOrder, sure, day) => {
    const chat = `${first}, 10:00 - Ann: a\n${second}, 10:00 - Ben: b`;
    const { items, messages } = await readTranscript(whatsappExport, chat);
    const inferred = items.find((item) => item.kind === "inferred");
    expect(inferred).toMatchObject({ dateOrder });
    if (sure) expect(inferred).toMatchObject({ sure });
    expect(messages[0]?.sentAt?.toISOString().slice(0, 10)).toBe(day);
  });

  test("follows the order that is given, and then infers none", async () => {
    const { items, messages } = await readTranscript(whatsappExport, "05/04/23, 10:00 - Ann: a", { dateOrder: "mdy" });
    expect(items.some((item) => item.kind === "inferred")).toBe(false);
    expect(messages[0]?.sentAt?.toISOString()).toBe("2023-05-04T10:00:00.000Z");
  });

  test("reads Buddhist years, and says which dates it cannot read", async () => {
    const { messages, warnings } = await readTranscript(
      whatsappExport,
      "4/5/2566 15:04 - Ann: a\n14/2/1402, 15:04 - Ben: b\n31/2/2566 15:04 - Ann: c",
    );
    expect(messages.map(({ sentAt }) => sentAt?.toISOString())).toEqual([
      "2023-05-04T15:04:00.000Z",
      undefined,
      undefined,
    ]);
    expect(warnings).toEqual(["2 messages have a date that cannot be read; they have no time."]);
  });

  test("gives the same ids whatever is asked, separate ones to equal lines, and the same to a later export", async () => {
    const chat = "05/04/23, 10:00 - Ann: ok\n05/04/23, 10:00 - Ann: ok\n05/04/23, 10:01 - Ben: no";
    const first = await readTranscript(whatsappExport, chat, { dateOrder: "dmy" });
    const later = await readTranscript(whatsappExport, `${chat}\n06/04/23, 10:01 - Ann: more`, {
      dateOrder: "mdy",
      timezone: "Asia/Tokyo",
    });
    expect(new Set(first.messages.map(({ id }) => id)).size).toBe(3);
    expect(later.messages.slice(0, 3).map(({ id }) => id)).toEqual(first.messages.map(({ id }) => id));
    expect(Object.keys(later.conversations)).toEqual(Object.keys(first.conversations));
    const other = await readTranscript(whatsappExport, chat.replace("Ben", "Bea"));
    expect(Object.keys(other.conversations)).not.toEqual(Object.keys(first.conversations));
  });

  test("is read from a zip, past its media", async () => {
    const zip = await zipOf({ "_chat.txt": CHAT, "00000001-PHOTO-2019-06-20.jpg": "\xff\xd8" });
    expect(await detects(whatsappExport, zip)).toBe(true);
    const { messages, skipped } = await readTranscript(whatsappExport, zip);
    expect(messages).toHaveLength(5);
    expect(skipped["media files"]).toBe(1);
  });

  test("counts lines before the first message, and refuses a message without end", async () => {
    const long = `05/04/23, 10:00 - Ann: a\n05/04/23, 10:00 - Ben: ${"x".repeat(900_000)}\n${"y".repeat(200_000)}`;
    expect(await readTranscript(whatsappExport, `a title\n${long}`)).toMatchObject({
      messages: [{ text: "a" }],
      rejected: [3],
      skipped: { "lines before the first message": 1 },
    });
  });

  test.each([
    ["", false],
    ["Ann: hi\nBen: ho", false],
    ["[1] a footnote", false],
    [CHAT, true],
    [`\ufeff${CHAT}`, true],
  ])("is told from other texts: %j", async (text, isOne) => expect(await detects(whatsappExport, text)).toBe(isOne));

  test("is refused when it holds no message", async () => {
    await expect(readTranscript(whatsappExport, "nothing here")).rejects.toThrow(TranscriptRefused);
    await expect(readTranscript(whatsappExport, await zipOf({ "a.txt": "hi" }))).rejects.toThrow("_chat.txt");
  });
});

describe.skipIf(sampleBytes("pustur-whatsapp/_chat.txt") === null)(
  "the public sample (skipped without ../shared)",
  () => {
    const bytes = sampleBytes("pustur-whatsapp/_chat.txt") ?? Buffer.alloc(0);
    // What a Mac stores beside a file stands at its end, in bytes that are no text.
    const chat = bytes.subarray(0, bytes.indexOf(0));

    test("has 52 messages, 4 of them notices, of three people", async () => {
      const read = await readTranscript(whatsappExport, memoryFile("_chat.txt", chat, 7));
      expect(read.messages).toHaveLength(52);
      expect(read.messages.filter(({ role }) => role === "system")).toHaveLength(4);
      expect(new Set(read.messages.filter(({ role }) => role === "user").map(({ speaker }) => speaker.id))).toEqual(
        new Set(["John", "Loris", "Emily"]),
      );
      expect(read.items.find((item) => item.kind === "inferred")).toMatchObject({ dateOrder: "dmy", sure: true });
      expect(read.messages.find(({ text }) => text.startsWith("POLL:"))?.text.split("\n")).toHaveLength(7);
    });

    test("is refused with the bytes that are no text", async () => {
      await expect(readTranscript(whatsappExport, bytes)).rejects.toThrow(TranscriptRefused);
    });
  },
);
