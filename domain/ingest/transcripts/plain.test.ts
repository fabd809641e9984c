import { describe, expect, test } from "vitest";
import { plain } from "@/domain/ingest/transcripts/plain";
import { detects, readTranscript } from "@/domain/testing/read-transcript";

const said = async (text: string) =>
  (await readTranscript(plain, text)).messages.map(({ role, speaker, text: body }) => [role, speaker.name, body]);

describe("plain text with names", () => {
  test("is read by names that come again; other words before colons stay", async () => {
    const text =
      "a title\nAnn: hi\nBen: Note: it is late\nTime: 10:30\n\nAnn: yes\nBen:\nAnn: see\nhttps://example.org\nBen: ok\n";
    expect(await said(text)).toEqual([
      ["user", "Ann", "hi"],
      ["user", "Ben", "Note: it is late\nTime: 10:30"],
      ["user", "Ann", "yes"],
      ["user", "Ann", "see\nhttps://example.org"],
      ["user", "Ben", "ok"],
    ]);
    expect((await readTranscript(plain, text)).skipped).toEqual({
      "lines before the first name": 1,
      "names without text": 1,
    });
  });

  test("knows words that say who speaks", async () => {
    expect(await said("User: hi\nAssistant: hello\nCounsellor: good evening\nSystem: ended")).toEqual([
      ["user", "User", "hi"],
      ["assistant", "Assistant", "hello"],
      ["agent", "Counsellor", "good evening"],
      ["system", "System", "ended"],
    ]);
  });

  test("has ids by lines of this very file", async () => {
    const one = await readTranscript(plain, "Ann: a\nBen: a\nAnn: a");
    const other = await readTranscript(plain, "Ann: a\nBen: a\nAnn: b");
    expect(one.messages.map(({ id }) => id)).toEqual(["1", "2", "3"]);
    expect(Object.keys(one.conversations)).not.toEqual(Object.keys(other.conversations));
  });

  test("rejects what has no end and goes on", async () => {
    const text = `Ann: ${"x".repeat(999_999)}\nyy\nBen: a\nAnn: b\nBen: c`;
    expect(await readTranscript(plain, text)).toMatchObject({
      messages: [{ text: "a" }, { text: "b" }, { text: "c" }],
      rejected: [1],
    });
  });

  test.each([
    ["Ann: hi\nBen: ho", true],
    ["安: 你好\n明：再见", true],
    ["Ann: hi\nAnn: ho", false],
    ["Ann: hi\nand more\nand more\nBen: ho", false],
    ["it was quiet\nand dark", false],
    ["https://example.org\nhttps://example.org/a", false],
    ['{"a": 1}', false],
    ["", false],
  ])("is told from others: %j", async (text, isOne) => {
    expect(await detects(plain, text)).toBe(isOne);
    if (!isOne) await expect(readTranscript(plain, text)).rejects.toThrow();
  });
});
