import { describe, expect, test } from "vitest";
import { decodeText } from "@/domain/ingest/transcripts/decode-text";
import { memoryFile } from "@/domain/ingest/transcripts/memory-file";
import { collect } from "@/domain/testing/transcript-files";

const utf16 = (text: string, isBig: boolean, mark = true) => {
  const bytes = Buffer.from((mark ? "\ufeff" : "") + text, "utf16le");
  return isBig ? bytes.swap16() : bytes;
};

async function decode(bytes: Uint8Array, pieceBytes?: number) {
  const pieces = await collect(decodeText(memoryFile("a", bytes, pieceBytes)));
  const text = pieces.filter((piece) => typeof piece === "string").join("");
  return { text, warnings: pieces.filter((piece) => typeof piece !== "string").map((warning) => warning.text) };
}

const words = "Grüße, 你好, नमस्ते, 🙂\r\n";
const ascii = "plain words\n".repeat(20_000);
const russian = "Я не знаю, что мне делать сегодня вечером. Позвони мне, пожалуйста, когда сможешь.\n".repeat(20);
/** In windows-1251, where the letters lie as in Unicode, from 0xc0 on. */
const cyrillic = Buffer.from(
  [...russian]
    .map((letter) => (letter.charCodeAt(0) < 128 ? letter : String.fromCharCode(letter.charCodeAt(0) - 0x350)))
    .join(""),
  "latin1",
);

describe("decodeText", () => {
  test.each<[string, Uint8Array, string]>([
    ["nothing", new Uint8Array(), ""],
    ["plain ASCII", Buffer.from("abc"), "abc"],
    ["UTF-8", Buffer.from(words), words],
    ["UTF-8 with a byte order mark", Buffer.from(`\ufeff${words}`), words],
    ["UTF-16LE", utf16(words, false), words],
    ["UTF-16BE", utf16(words, true), words],
    ["UTF-16LE without a mark", utf16("plain words", false, false), "plain words"],
    ["UTF-16BE without a mark", utf16("plain words", true, false), "plain words"],
    ["UTF-8 that begins after much ASCII", Buffer.from(ascii + words), ascii + words],
  ])("reads %s, in pieces of any size", async (_, bytes, text) => {
    for (const pieceBytes of [1, 3, 65_536, 1_000_000])
      if (bytes.length < 1000 || pieceBytes > 3)
        expect(await decode(bytes, pieceBytes)).toEqual({ text, warnings: [] });
  });

  test.each<[string, Uint8Array, string, string]>([
    [
      "windows-1252",
      Buffer.from("le caf\xe9 est ferm\xe9, \xe0 bient\xf4t\n".repeat(20), "latin1"),
      "café",
      "ISO-8859-1",
    ],
    ["windows-1251", cyrillic, "делать сегодня", "windows-1251"],
    [
      "what shows only after much ASCII",
      Buffer.concat([Buffer.from(ascii), cyrillic]),
      "делать сегодня",
      "windows-1251",
    ],
  ])("guesses %s and says so", async (_, bytes, part, name) => {
    const { text, warnings } = await decode(bytes);
    expect(text).toContain(part);
    expect(warnings).toEqual([expect.stringContaining(`read as ${name}`)]);
  });

  const late = Buffer.concat([Buffer.from(words.repeat(5000)), Buffer.from([0xc3, 0x28])]);
  test.each<[string, Uint8Array, RegExp]>([
    ["a byte that breaks UTF-8 late", late, new RegExp(`utf-8 at byte ${late.length}\\b`)],
    ["a character that is cut off at the end", Buffer.from(words).subarray(0, -3), /as utf-8 at byte/],
    ["half a character in UTF-16", utf16("ab\ud800c", false), /utf-16le at byte/],
    ["zeros", Buffer.alloc(100), /not a text/],
    ["an image", Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"), /not a text/],
    ["UTF-32", Buffer.from("fffe00006100000062000000", "hex"), /not a text/],
  ])("refuses %s", async (_, bytes, reason) => {
    await expect(decode(bytes)).rejects.toThrow(reason);
    await expect(decode(bytes, 1000)).rejects.toThrow(reason);
  });

  test("names the byte whose place is in a later piece than its character's beginning", async () => {
    const bytes = Buffer.concat([Buffer.from("é".repeat(100_000)), Buffer.from([0xe4, 0xbd]), Buffer.from("x")]);
    await expect(decode(bytes, 65_537)).rejects.toThrow(`byte ${bytes.length}.`);
  });
});
