import { describe, expect, it } from "vitest";
import { cutText, FOLD_AFTER } from "@/components/decide/cut-text";

const CASES = [
  { title: "a short text is whole", text: "a".repeat(FOLD_AFTER), length: null },
  { title: "a text just over the fold is whole", text: "a".repeat(FOLD_AFTER + 400), length: null },
  { title: "a long text is cut at the fold", text: "a".repeat(1_000_000), length: FOLD_AFTER },
  { title: "a character of two units is not cut in half", text: `a${"😀".repeat(4000)}`, length: FOLD_AFTER - 1 },
];

describe("cutting a long message", () => {
  it.each(CASES)("$title", ({ text, length }) => {
    const cut = cutText(text);
    expect(cut?.length ?? null).toBe(length);
    if (cut !== null) expect(cut.isWellFormed()).toBe(true);
  });
});
