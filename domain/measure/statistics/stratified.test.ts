import { describe, expect, test } from "vitest";
import { neymanAllocation, oasisAllocation } from "@/domain/measure/statistics/allocation";
import { hajekMean, horvitzThompson, stratifiedSum, stratifiedTotal } from "@/domain/measure/statistics/stratified";

describe("totals of a stratified population", () => {
  test("are those of R's survey package (its data fpc: mean 5.4481, SE 0.7413 without and 0.6160 with correction)", () => {
    const sum = stratifiedSum([
      { size: 15, values: [2.8, 4.1, 6.8, 6.8, 9.2] },
      { size: 12, values: [3.7, 6.6, 4.2] },
    ]);
    expect((sum?.total ?? 0) / 27).toBeCloseTo(5.448148148148148, 12);
    expect(Math.sqrt(sum?.endlessVariance ?? 0) / 27).toBeCloseTo(0.7412683306, 9);
    expect(Math.sqrt(sum?.variance ?? 0) / 27).toBeCloseTo(0.6160407234, 9);
  });

  test("count misses with their variance, to which a stratum that was read whole adds none", () => {
    const strata = [
      { name: "split", size: 2000, reviewed: 400, positive: 20 },
      { name: "tripwire", size: 500, reviewed: 500, positive: 12 },
      { name: "rest", size: 92_500, reviewed: 1000, positive: 3 },
    ];
    const total = stratifiedTotal(strata);
    expect(total?.total).toBeCloseTo(389.5, 9);
    expect(total?.variance).toBeCloseTo(25_721.36904761905, 6);
    // The delta method's error of recall: for comparison only, its interval is not to be used.
    expect((3600 * Math.sqrt(total?.variance ?? 0)) / (3600 + 389.5) ** 2).toBeCloseTo(0.0362754, 6);
    const asValues = strata.map(({ size, reviewed, positive }) => ({
      size,
      values: Array.from({ length: reviewed }, (_, i) => (i < positive ? 1 : 0)),
    }));
    expect(stratifiedSum(asValues)?.variance).toBeCloseTo(total?.variance ?? 0, 6);
  });

  test("are unknown where nothing was read, and their variance where one answer is all there is", () => {
    expect(stratifiedTotal([{ name: "rest", size: 10, reviewed: 0, positive: 0 }])).toBeNull();
    expect(stratifiedTotal([{ name: "rest", size: 10, reviewed: 1, positive: 1 }])).toMatchObject({ variance: null });
    expect(stratifiedTotal([{ name: "rest", size: 1, reviewed: 1, positive: 1 }])).toMatchObject({ variance: 0 });
    expect(() => stratifiedTotal([{ name: "rest", size: 1, reviewed: 2, positive: 1 }])).toThrow(RangeError);
  });

  test("of items drawn with unequal chances are weighted by them", () => {
    const chances = [1, 1, 0.5, 0.2, 0.2, 0.05];
    const items = [1, 0, 1, 1, 0, 1].map((value, i) => ({ value, chance: chances[i] ?? 0 }));
    const { total, variance, size } = horvitzThompson(items);
    expect(total).toBeCloseTo(28, 9);
    expect(variance).toBeCloseTo(402, 9);
    expect(size).toBeCloseTo(34, 9);
    expect(hajekMean(items)).toBeCloseTo(0.8235294118, 9);
    expect(hajekMean([])).toBeNull();
    expect(() => horvitzThompson([{ value: 1, chance: 0 }])).toThrow(RangeError);
  });
});

describe("how readings are shared out", () => {
  test("by Neyman, most to the stratum that is large and uncertain", () => {
    const parts = neymanAllocation([
      { size: 2000, share: 0.05 },
      { size: 92_500, share: 0.003 },
    ]);
    expect(parts[0]).toBeCloseTo(0.07932889, 7);
    expect(parts[1]).toBeCloseTo(0.92067111, 7);
  });

  test("as OASIS suggests for recall", () => {
    const strata = [
      { weight: 0.05, flagged: 1, positive: 0.7 },
      { weight: 0.15, flagged: 0, positive: 0.1 },
      { weight: 0.8, flagged: 0, positive: 0.005 },
    ];
    const expected = { 0: [0.21145179, 0.35964569, 0.42890252], 0.001: [0.21129034, 0.35943605, 0.42927361] };
    for (const [epsilon, parts] of Object.entries(expected)) {
      const got = oasisAllocation(strata, { alpha: 0, guess: 0.6, epsilon: Number(epsilon) });
      parts.forEach((part, i) => {
        expect(got[i]).toBeCloseTo(part, 7);
      });
    }
  });
});
