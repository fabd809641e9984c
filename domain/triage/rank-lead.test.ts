import { describe, expect, it } from "vitest";
import { fallbackOf } from "@/domain/settings/definitions";
import { rankLeadSeconds } from "@/domain/triage/rank-lead";

describe("the place of a case within its tier", () => {
  it.each([
    [0, 1, 15],
    [0, 0, 0],
    [1, 0.5, 37.5],
    [1, null, 37.5],
    [2, 1, 450],
    [3, 1, 21_600],
  ] as const)("tier %i with score %s leads by %d seconds", (tier, score, seconds) => {
    expect(rankLeadSeconds(tier, score, fallbackOf("tiers").dueSeconds)).toBeCloseTo(seconds);
  });
});
