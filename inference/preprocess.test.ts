import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { preprocessText } from "@/inference/preprocess";

const LINE_BREAK = /[\n\v\f\r\u0085\u2028\u2029]/;
const nastyText = fc.string({
  unit: fc.oneof(
    fc.constantFrom(
      "\n",
      "\r",
      "\v",
      "\f",
      "\u0085",
      "\u2028",
      "\u2029",
      "\u200b",
      "\u202e",
      "\u2066",
      "\ufeff",
      " ",
      "\t",
    ),
    fc.constantFrom("\ud800", "\udfff", "💀", "é", "e\u0301", "\u{1d4d0}", "＜", "\ufdfa", "\u00a0", "a"),
    fc.string({ unit: "binary", minLength: 1, maxLength: 1 }),
  ),
  maxLength: 40,
});

describe("preprocessText", () => {
  test.each([
    ["decorative letters become plain ones", "𝓘 𝔀𝓪𝓷𝓽 ｔｏ 𝕘𝕠", "I want to go"],
    [
      "zero-width characters, bidi controls and the BOM are removed",
      "\ufeffk\u200bm\u200cs\u202e \u2066now\u2069",
      "kms now",
    ],
    ["the joiner of a family emoji is removed, as documented", "👩\u200d👧", "👩👧"],
    ["runs of spaces become one, the ends are trimmed", "  so   done  ", "so done"],
    ["a no-break space is a space", "a\u00a0\u00a0b", "a b"],
    ["newlines become one space", "one\n\ntwo\nthree", "one two three"],
    ["Windows line ends become one space", "one\r\ntwo\r\n\r\nthree", "one two three"],
    ["every other line break is flattened too", "a\vb\fc\u0085d\u001ce", "a b c d e"],
    ["line separators are removed, as documented", "a\u2028b\u2029c", "abc"],
    [
      "emoji, punctuation and spelling are kept",
      "im so done!!! kms 💀 😭 ❤️ w/ it…",
      "im so done!!! kms 💀 😭 ❤️ w/ it...",
    ],
    ["a lone surrogate becomes a replacement character", "a\ud83db\udc80", "a\ufffdb\ufffd"],
    ["a soft hyphen is not in the documented class", "a\u00adb", "a\u00adb"],
    ["an empty text stays empty", "", ""],
    ["a text of invisible characters becomes empty", " \u200b\n\u2060 ", ""],
  ])("%s", (_title, text, expected) => {
    expect(preprocessText(text, { singleMessage: true })).toBe(expected);
  });

  test("keeps the line breaks of a transcript", () => {
    const transcript = "User: hi\nAssistant:  hello\u200b\nUser: bad day\n";
    expect(preprocessText(transcript, { singleMessage: false })).toBe("User: hi\nAssistant: hello\nUser: bad day");
  });

  test("never throws, and leaves one trimmed line of well-formed text without documented invisibles", () => {
    fc.assert(
      fc.property(nastyText, (text) => {
        const seen = preprocessText(text, { singleMessage: true });
        expect(seen).not.toMatch(LINE_BREAK);
        expect(seen).not.toMatch(/[\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]/);
        expect(seen).not.toMatch(/ {2}/);
        expect(seen.isWellFormed()).toBe(true);
        expect(seen).toBe(seen.trim());
      }),
    );
  });

  test("does nothing to plain text that is already clean", () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z!?.,'💀]{1,8}$/u), { minLength: 1 }), (words) => {
        const text = words.join(" ");
        expect(preprocessText(text, { singleMessage: true })).toBe(text);
      }),
    );
  });
});
