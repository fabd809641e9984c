import { describe, expect, it, test } from "vitest";
import { isUnsafeLabel, scoreOfLogits } from "./label-score";

describe("labels", () => {
  test.each([
    ["unsafe", true],
    ["UNSAFE", true],
    ["severe_toxic", true],
    ["safe", false],
    ["non-toxic", false],
    ["not_unsafe", false],
    ["LABEL_1", false],
  ])("%s: %s", (label, unsafe) => expect(isUnsafeLabel(label)).toBe(unsafe));
});

describe("the score of logits", () => {
  it("is 1 minus the unsafe share, so the seed's rule for two labels", () => {
    const score = scoreOfLogits([1, 3], ["safe", "unsafe"], false);
    const top = 1 / (1 + Math.exp(-2));
    expect(score).toBeCloseTo(1 - top, 10);
    expect(scoreOfLogits([3, 1], ["safe", "unsafe"], false)).toBeCloseTo(top, 10);
  });
  it("takes labels that stand for themselves by the likeliest unsafe one", () => {
    expect(scoreOfLogits([0, 9, -9], ["calm", "toxic", "insult"], true)).toBeLessThan(0.001);
    expect(scoreOfLogits([9, -9, -9], ["calm", "toxic", "insult"], true)).toBeGreaterThan(0.999);
  });
  it.each([
    [[1], ["safe", "unsafe"], "labels_differ"],
    [[Number.NaN, 1], ["safe", "unsafe"], "not_a_number"],
    [[1, 1], ["a", "b"], "no_unsafe_label"],
  ])("of %j with %j fails instead of being safe", (logits, labels, code) => {
    expect(() => scoreOfLogits(logits, labels, false)).toThrow(code);
  });
});
