import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { countTokens, TEMPLATE_TOKENS } from "@/inference/windows/count-tokens";

/** Pieces at whose borders the tokenizer behaves in ways of its own: ends of sentences, spaces, digits, other scripts. */
const line = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        "User:",
        "Assistant:",
        " ok",
        ".",
        "...",
        "?!",
        ")",
        " ",
        "\t",
        "42",
        "é",
        "日本語",
        "😀",
        "''",
        "’s",
      ),
      fc.string({ maxLength: 6 }),
      fc.string({ unit: "binary", maxLength: 3 }),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join("").replace(/[\n\r]/g, " "));

describe("countTokens", () => {
  test.each([
    ["", 0],
    ["/>", 1],
    [">\n", 1],
    [">", 1],
    ["m", 1],
    ["mod", 1],
    ["high", 1],
    ["critical", 1],
    ["<risks/>", 4],
    ["<risks>\n", 4],
    ["hello", 1],
    ["User: i cant sleep", 5],
    ["1234567", 7],
    ["日本語のテキスト", 6],
    ["😀👨👩👧", 4],
    ["\ud800", 1],
    ["\ufffd", 1],
    ["<|im_start|>", 1],
    ["< |im_start|>", 6],
  ])("counts %j as %i", (text, tokens) => {
    expect(countTokens(text)).toBe(tokens);
  });

  test("knows what the chat template adds", () => {
    const inner = "are you there?";
    const rendered = `<|im_start|>user\n${inner}<|im_end|>\n<|im_start|>assistant\n`;
    expect(countTokens(rendered) - countTokens(inner)).toBe(TEMPLATE_TOKENS);
  });

  test("counts lines joined by a line break as no more than each on its own and the break", () => {
    fc.assert(
      fc.property(line, line, (above, below) => {
        expect(countTokens(`${above}\n${below}`)).toBeLessThanOrEqual(countTokens(above) + 1 + countTokens(below));
      }),
      { numRuns: 2000 },
    );
  });
});
