import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { contentSearchSchema, foldWords } from "@/domain/decide/search/content-search";

const isTaken = (words: string) => contentSearchSchema.safeParse({ words }).success;

test.each([
  ["two letters", "no", true],
  ["one character that is a word", "累", true],
  ["one syllable of Korean", "나", true],
  ["an emoji", "👍", true],
  ["one letter", "a", false],
  ["one letter among blanks and hidden characters", " \u200Ba\u00AD ", false],
  ["nothing that can be seen", "\u200B\u200D", false],
  ["nothing", "", false],
  ["more than anybody looks for", "a".repeat(201), false],
])("words to look for: %s", (_name, words, expected) => {
  expect(isTaken(words)).toBe(expected);
});

describe("words as they are compared", () => {
  it("are the same in upper and lower case, in wide letters, with hidden characters and blanks around them", () => {
    const plain = fc.stringMatching(/^[a-z]{2,20}$/);
    fc.assert(
      fc.property(plain, (words) => {
        const wide = Array.from(words, (letter) => String.fromCodePoint((letter.codePointAt(0) ?? 0) + 0xfee0)).join(
          "",
        );
        const hidden = Array.from(words).join("\u200B");
        for (const other of [words.toUpperCase(), wide, hidden, ` ${words}\n`]) expect(foldWords(other)).toBe(words);
      }),
    );
  });

  it("do not change when they are prepared twice", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 40 }), (words) => {
        expect(foldWords(foldWords(words))).toBe(foldWords(words));
      }),
    );
  });
});
