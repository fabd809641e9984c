import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { findIn, foldText } from "@/lib/text/find-text";

/** What the hits cover, as it stands in the text. */
function found(text: string, words: string): string[] {
  return findIn(foldText(text), words).map(({ from, to }) => text.slice(from, to));
}

test.each<[string, string, string, string[]]>([
  ["case", "Home, HOME and home", "hOme", ["Home", "HOME", "home"]],
  ["an accent in the text", "the café", "cafe", ["café"]],
  ["an accent in the words", "the cafe", "café", ["cafe"]],
  ["an accent of its own", "cafe\u0301s", "café", ["cafe\u0301"]],
  ["a sharp s", "Straße", "STRASSE", ["Straße"]],
  ["both sigmas", "ΟΔΟΣ οδος", "οδός", ["ΟΔΟΣ", "οδος"]],
  ["a dotless i", "ISTANBUL \u0130stanbul ıstanbul", "istanbul", ["ISTANBUL", "\u0130stanbul", "ıstanbul"]],
  ["characters that nobody sees", "al\u200Bon\u00ADe", "alone", ["al\u200Bon\u00ADe"]],
  ["letters of formulas", "we are 𝔸𝗟𝒐𝑛𝚎", "alone", ["𝔸𝗟𝒐𝑛𝚎"]],
  ["wide letters", "ＡＢＣ", "abc", ["ＡＢＣ"]],
  ["any kind of space", "at\u00a0home\nnow", "at home now", ["at\u00a0home\nnow"]],
  [
    "Arabic without its vowel signs",
    "\u0645\u064E\u0631\u062D\u064E\u0628\u0627",
    "\u0645\u0631\u062D\u0628\u0627",
    ["\u0645\u064E\u0631\u062D\u064E\u0628\u0627"],
  ],
  [
    "Hebrew without its points",
    "\u05E9\u05C1\u05B8\u05DC\u05D5\u05B9\u05DD",
    "\u05E9\u05DC\u05D5\u05DD",
    ["\u05E9\u05C1\u05B8\u05DC\u05D5\u05B9\u05DD"],
  ],
  ["Chinese", "我今天很累", "今天", ["今天"]],
  ["Japanese sound marks, which make another letter", "がか", "か", ["か"]],
  ["an emoji", "ok 👍 then", "👍", ["👍"]],
  ["nothing but blanks", "a b", "  ", []],
  ["what is not there", "calm", "storm", []],
  ["neighbours, not one over the other", "aaaa", "aa", ["aa", "aa"]],
])("finds %s", (_name, text, words, expected) => {
  expect(found(text, words)).toEqual(expected);
});

const letters = fc.constantFrom(..."aAbéÉßσΣςİıñ 日本가가👍\u0301\u200B\u00ADのが\n".split(/(?:)/u));
const texts = fc.array(letters, { maxLength: 40 }).map((each) => each.join(""));

describe("findIn", () => {
  it("finds every piece of a text in the text", () => {
    fc.assert(
      fc.property(texts, fc.nat(40), fc.nat(40), (text, one, other) => {
        const characters = Array.from(text);
        const piece = characters.slice(Math.min(one, other), Math.max(one, other)).join("");
        fc.pre(foldText(piece).text.trim() !== "");
        expect(found(text, piece).length).toBeGreaterThan(0);
      }),
    );
  });

  it("gives stretches in order, apart, inside the text, each of which reads like the words", () => {
    fc.assert(
      fc.property(texts, texts, (text, words) => {
        const hits = findIn(foldText(text), words);
        const needle = foldText(words).text;
        let before = 0;
        for (const { from, to } of hits) {
          expect(from).toBeGreaterThanOrEqual(before);
          expect(to).toBeGreaterThan(from);
          expect(to).toBeLessThanOrEqual(text.length);
          expect(foldText(text.slice(from, to)).text).toContain(needle);
          before = to;
        }
      }),
    );
  });

  it("finds the same in upper and in lower case", () => {
    fc.assert(
      fc.property(texts, texts, (text, words) => {
        expect(findIn(foldText(text), words.toUpperCase())).toEqual(findIn(foldText(text), words.toLowerCase()));
      }),
    );
  });

  it("stops at the limit", () => {
    expect(findIn(foldText("a".repeat(1_000)), "a", 3)).toHaveLength(3);
  });
});
