import { describe, expect, it } from "vitest";
import { formatAge, formatClock } from "@/components/ui/format-time";

describe("formatAge", () => {
  it.each([
    [0, "just now"],
    [9.9, "just now"],
    [-3, "just now"],
    [10, "10 s ago"],
    [59.9, "59 s ago"],
    [60, "1 min ago"],
    [3599, "59 min ago"],
    [3600, "1 h ago"],
    [86_399, "23 h ago"],
    [86_400, "1 d ago"],
    [40 * 86_400, "40 d ago"],
    [-90, "in 1 min"],
    [-7200, "in 2 h"],
  ])("says %d seconds as %s", (seconds, text) => {
    expect(formatAge(seconds)).toBe(text);
  });

  it("drops the direction in the short form", () => {
    expect(formatAge(125, true)).toBe("2 min");
    expect(formatAge(1, true)).toBe("now");
  });
});

describe("formatClock", () => {
  it.each([
    [0, "00:00"],
    [59.99, "00:59"],
    [60, "01:00"],
    [299, "04:59"],
    [3599, "59:59"],
    [3600, "1:00:00"],
    [86_400, "24:00:00"],
    [-130, "02:10"],
  ])("shows %d seconds as %s", (seconds, text) => {
    expect(formatClock(seconds)).toBe(text);
  });
});
