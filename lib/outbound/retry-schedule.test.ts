import { describe, expect, it } from "vitest";
import { retryDelaySeconds } from "@/lib/outbound/retry-schedule";

const HOUR = 3_600;

describe("the schedule of tries", () => {
  it.each([
    [1, 5],
    [2, 300],
    [3, 1_800],
    [4, 2 * HOUR],
    [5, 5 * HOUR],
    [6, 10 * HOUR],
    [7, 14 * HOUR],
    [8, 20 * HOUR],
    [9, 24 * HOUR],
    [10, null],
    [11, null],
  ])("after try %i waits %s seconds", (attempts, seconds) => {
    expect(retryDelaySeconds(attempts, 0, null)).toBe(seconds);
  });

  it("reaches over 75 hours, and is longer by a tenth at the most", () => {
    const total = (random: number) =>
      Array.from({ length: 9 }, (_, index) => retryDelaySeconds(index + 1, random, null) ?? 0).reduce((a, b) => a + b);
    expect(total(0)).toBeGreaterThan(75 * HOUR);
    expect(total(1)).toBeCloseTo(total(0) * 1.1);
  });

  it("waits for as long as the receiver asks, and never less than planned", () => {
    expect(retryDelaySeconds(1, 0, 120)).toBe(120);
    expect(retryDelaySeconds(2, 0, 120)).toBe(300);
    expect(retryDelaySeconds(10, 0, 120)).toBeNull();
  });
});
