import { describe, expect, test } from "vitest";
import { hasMixedScriptWord, hasTagCharacters } from "@/lib/text/disguised-letters";

const tags = (text: string) => Array.from(text, (each) => String.fromCodePoint(0xe0000 + (each.codePointAt(0) ?? 0)));

describe("words in two scripts that look alike", () => {
  test.each([
    ["one Cyrillic letter in a Latin word", "the p\u0430per boat"],
    ["the same, split by a zero-width space", "p\u200b\u0430\u200bper"],
    ["one Latin letter in a Cyrillic word", "\u0431\u0443\u043ca\u0433\u0430"],
    ["a Greek omicron", "b\u03bfat"],
    ["full-width Latin with Cyrillic", "\uff50\u0430\uff50\uff45\uff52"],
  ])("%s", (_, text) => expect(hasMixedScriptWord(text)).toBe(true));
  test.each([
    ["one script", "a paper boat"],
    ["two languages, each with words of its own", "boat \u043b\u043e\u0434\u043a\u0430 b\u00e1t"],
    ["two words joined by a hyphen", "web-\u0441\u0430\u0439\u0442"],
    ["units", "a 10k\u03a9 part, 20 \u00b5grams"],
    ["Japanese, which is written in several scripts", "\u6f22\u5b57\u3068\u30ab\u30bf\u30ab\u30ca T\u30b7\u30e3\u30c4"],
    ["accents written as marks of their own", "cafe\u0301 \u03ba\u03b1\u03bb\u03bf\u0301\u03c2"],
  ])("not %s", (_, text) => expect(hasMixedScriptWord(text)).toBe(false));
});

test("tag characters are found, and the flags that are spelled with them are not", () => {
  const scotland = `\u{1f3f4}${tags("gbsct").join("")}\u{e007f}`;
  expect(hasTagCharacters(`hello ${tags("other words").join("")}`)).toBe(true);
  expect(hasTagCharacters(`a flag ${scotland}`)).toBe(false);
  expect(hasTagCharacters(`${scotland}${tags("x").join("")}`)).toBe(true);
  expect(hasTagCharacters("plain")).toBe(false);
});
