import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { countTokens } from "@/inference/windows/count-tokens";
import { splitText } from "@/inference/windows/split-text";

const PIECE_TOKENS = 200;

function textsOf(text: string): string[] {
  return [...splitText(text)].map((piece) => piece.text);
}

const text = fc
  .array(
    fc.oneof(
      fc.constantFrom("I was there. ", "no idea ", "why?! ", "日本語。", "😀", "e\u0301", " ", "\t", "’"),
      fc.constantFrom("walking home ".repeat(110), "x".repeat(700), "字".repeat(300), "👩".repeat(120)),
      fc.string({ unit: "binary", maxLength: 6 }),
    ),
    { maxLength: 6 },
  )
  .map((parts) => parts.join("").toWellFormed());

// The vocabulary takes a moment to read, and a busy machine longer.
beforeAll(() => void countTokens(""), 60_000);

describe("splitText", () => {
  test("divides between sentences", () => {
    expect(textsOf("I was there. Was it cold? I do not know... It was late!")).toEqual([
      "I was there. ",
      "Was it cold? ",
      "I do not know... ",
      "It was late!",
    ]);
  });

  test("divides a sentence that is too long between words", () => {
    const pieces = textsOf("and then we walked on ".repeat(100));
    expect(pieces.length).toBeGreaterThan(1);
    for (const piece of pieces) expect(piece).toMatch(/^ ?(and|then|we|walked|on)\b.*(and|then|we|walked|on) ?$/);
  });

  test("divides a word that is too long between characters, and no character in two", () => {
    const pieces = textsOf("😀".repeat(500));
    expect(pieces.length).toBeGreaterThan(1);
    for (const piece of pieces) expect(piece).toMatch(/^(😀)+$/u);
  });

  test("gives pieces that joined are the text, each with its tokens and few of them", () => {
    fc.assert(
      fc.property(text, (sample) => {
        const pieces = [...splitText(sample)];
        expect(pieces.map((piece) => piece.text).join("")).toBe(sample);
        for (const piece of pieces) {
          expect(piece.text).not.toBe("");
          expect(piece.tokens).toBe(countTokens(piece.text));
          expect(piece.tokens).toBeLessThanOrEqual(PIECE_TOKENS);
        }
      }),
      { numRuns: 60 },
    );
  }, 30_000);
});
