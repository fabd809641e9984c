import { describe, expect, it } from "vitest";
import { formatShare, parseShare, shareInWords } from "@/components/settings/share-words";

describe("a share", () => {
  it.each([
    [0, "0 %", "none"],
    [0.05, "5 %", "about 1 in 20 decisions"],
    [0.005, "0.5 %", "about 1 in 200 decisions"],
    [0.0001, "0.01 %", "about 1 in 10,000 decisions"],
    [1 / 3, "33.3333 %", "about 1 in 3 decisions"],
    [0.5, "50 %", "about 1 in 2 decisions"],
    [0.9, "90 %", "all but about 1 in 10 decisions"],
    [1, "100 %", "every decision"],
  ])("of %d is %s, which means %s", (share, text, words) => {
    expect(formatShare(share)).toBe(text);
    expect(shareInWords(share, "decision", "decisions")).toBe(words);
  });

  it.each([
    ["5", 0.05],
    ["5%", 0.05],
    [" 0,5 % ", 0.005],
    ["100", 1],
    ["0", 0],
    ["33.3333 %", 0.333333],
  ])("is understood when written %j", (text, share) => expect(parseShare(text)).toBe(share));

  it.each(["", "a few", "101", "-1", "5 in 100", "1e1"])("is not guessed from %j", (text) =>
    expect(parseShare(text)).toBeNull(),
  );
});
