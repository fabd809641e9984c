import { describe, expect, it } from "vitest";
import { wasCut } from "@/inference/windows/was-cut";

describe("a prompt that the server did not read whole", () => {
  it.each([
    ["the model's own tokenizer: text and template", 1_700, 1_708, 8, false],
    ["one token too few", 1_700, 1_699, 8, true],
    ["another tokenizer, whose count is lower", 1_700, 1_300, 2, false],
    ["another tokenizer, half of the text gone", 1_700, 800, 2, true],
    ["a server that counts nothing", 1_700, null, 8, false],
    ["a server that was not probed yet", 1_700, 10, undefined, false],
    ["a server that did not count in the probe", 1_700, 10, null, false],
    ["a server whose counts make no sense", 1_700, 1, -17, false],
  ])("%s", (_, promptTokens, seen, overhead, cut) => {
    expect(wasCut(promptTokens, seen, overhead)).toBe(cut);
  });
});
