import { describe, expect, test } from "vitest";
import type { Unknown } from "@/domain/measure/statistics/estimate";
import { guessShare, intervalForRates, type Plan, sampleSizeForRecall } from "@/domain/measure/statistics/planner";

const STRATA = [
  { name: "split", size: 2000, share: 0.05 },
  { name: "rest", size: 92_500, share: 0.003 },
];

function known(plan: Plan | Unknown): Plan {
  if (plan.value === null) throw new Error(plan.reason);
  return plan;
}

describe("planning what to read", () => {
  test("finds about the fewest readings that buy the half width, most of them where the doubt is", () => {
    const plan = known(sampleSizeForRecall({ found: 3600, strata: STRATA, halfWidth: 0.05 }));
    expect(plan.halfWidth).toBeLessThanOrEqual(0.05);
    expect(plan.value).toBeCloseTo(3600 / (3600 + 100 + 277.5), 12);
    const [split, rest] = plan.readings.map(({ n }) => n);
    expect((split ?? 0) / plan.total).toBeCloseTo(0.0793, 2);
    expect(split ?? 0).toBeLessThan(rest ?? 0);
    const rates = STRATA.map((stratum, i) => ({ ...stratum, rate: (0.9 * (plan.readings[i]?.n ?? 0)) / stratum.size }));
    expect(known(intervalForRates({ found: 3600, strata: rates })).halfWidth).toBeGreaterThan(0.05);
  });

  test("asks for more reading for a narrower interval, and for everything at the most", () => {
    const widths = [0.2, 0.1, 0.05, 0.02, 1e-6];
    const totals = widths.map(
      (halfWidth) => known(sampleSizeForRecall({ found: 3600, strata: STRATA, halfWidth })).total,
    );
    expect(totals).toEqual([...totals].sort((a, b) => a - b));
    expect(totals.at(-1)).toBeGreaterThan(90_000);
    expect(totals.at(-1)).toBeLessThanOrEqual(94_500);
  });

  test("says what rates buy, and that a rate of nothing buys no figure", () => {
    const at = (rate: number) =>
      intervalForRates({ found: 3600, strata: STRATA.map((stratum) => ({ ...stratum, rate })) });
    expect(known(at(1))).toMatchObject({ halfWidth: 0, total: 94_500 });
    expect(known(at(0.1)).halfWidth).toBeLessThan(known(at(0.01)).halfWidth);
    expect(at(0)).toEqual({ value: null, reason: "At this rate nobody would read any of the 2000 in “split”." });
  });

  test("does not plan on certainty or on nothing", () => {
    const plan = (found: number, share: number) =>
      sampleSizeForRecall({ found, strata: [{ name: "rest", size: 100, share }], halfWidth: 0.05 });
    expect(plan(10, 0).value).toBeNull();
    expect(plan(0, 0.1).value).toBeNull();
    expect(() => plan(10, 2)).toThrow(RangeError);
    expect(guessShare({ reviewed: 0, positive: 0 })).toBe(0.5);
    expect(guessShare({ reviewed: 999, positive: 0 })).toBe(0.0005);
  });
});
