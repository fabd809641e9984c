import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { tokenTexts } from "@/inference/engines/llamacpp/runner/token-texts";

function textsOf(tokens: readonly (readonly number[])[]): string[] {
  return tokenTexts(tokens.length, (count) => Buffer.from(tokens.slice(0, count).flat()).toString("utf8"));
}

describe("the texts of tokens", () => {
  it("gives a character to the token that completes it", () => {
    const [a, b, c, d] = Buffer.from("🌊");
    expect(textsOf([[0x61], [a ?? 0, b ?? 0], [c ?? 0], [d ?? 0, 0x62]])).toEqual(["a", "", "", "🌊b"]);
  });

  it("shows what is left of a character that was cut off", () => {
    expect(textsOf([[0x61], [0xf0, 0x9f]])).toEqual(["a", "\ufffd"]);
  });

  it("is the whole text, however the bytes are cut", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.array(fc.integer({ min: 1, max: 3 })), (text, lengths) => {
        const bytes = [...Buffer.from(text)];
        const tokens: number[][] = [];
        for (let at = 0, index = 0; at < bytes.length; index += 1) {
          const length = lengths[index % Math.max(1, lengths.length)] ?? 1;
          tokens.push(bytes.slice(at, at + length));
          at += length;
        }
        expect(textsOf(tokens).join("")).toBe(Buffer.from(text).toString("utf8"));
      }),
    );
  });
});
