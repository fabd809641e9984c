import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { clopperPearson } from "@/domain/measure/statistics/clopper-pearson";
import { quantileOf, sharesOf } from "@/domain/measure/statistics/posterior";
import {
  estimateElusion,
  estimateFalsePositiveRate,
  estimatePrecision,
  estimatePrevalence,
} from "@/domain/measure/statistics/rates";
import { estimateRecall, type RecallEstimate } from "@/domain/measure/statistics/recall";
import type { SampledStratum } from "@/domain/measure/statistics/stratified";

const stratum = (name: string, size: number, reviewed: number, positive: number): SampledStratum => ({
  name,
  size,
  reviewed,
  positive,
});

const SPLIT = stratum("split", 2000, 400, 20);
const TRIPWIRE = stratum("tripwire", 500, 500, 12);
const REST = stratum("rest", 92_500, 1000, 3);
const QUICK = { seed: "test", draws: 2000 };

/** The estimate, which has to be known. */
function recall(...args: Parameters<typeof estimateRecall>): RecallEstimate {
  const estimate = estimateRecall(...args);
  if (estimate.value === null) throw new Error(`Unknown: ${estimate.reason}`);
  return estimate;
}

describe("recall", () => {
  test("of three strata", () => {
    const estimate = recall(3600, [SPLIT, TRIPWIRE, REST], { seed: "vector", draws: 100_000 });
    expect(estimate.value).toBeCloseTo(0.9023687178844467, 12);
    expect(estimate.missed.value).toBeCloseTo(389.5, 9);
    // Exactly, by convolving the beta-binomials with scipy 1.12: 189 to 851 missed.
    expect(Math.abs(estimate.low - 0.8088070096607504)).toBeLessThan(0.001);
    expect(Math.abs(estimate.high - 0.9501187648456056)).toBeLessThan(0.001);
    // scipy's hypergeom at 1 − 0.05/2 for each of the two that were sampled: 119 to 1060 missed.
    expect(estimate.floor).toBeCloseTo(0.7725321888412017, 12);
    expect(estimate.ceiling).toBeCloseTo(0.9680021511158914, 12);
    expect(estimate.n).toBe(1900);
    expect(estimate.strata.map(({ missed }) => missed?.value)).toEqual([100, 12, 277.5]);
    expect(estimate.strata[1]?.missed).toEqual({ value: 12, low: 12, high: 12 });
  });

  // Exactly, by the same convolution.
  test.each([
    ["one small stratum", 90, [stratum("a", 300, 100, 2)], 2, 16],
    ["one read by half", 40, [stratum("a", 60, 30, 3), stratum("b", 500, 100, 0)], 3, 18],
    ["one large stratum", 8000, [stratum("a", 92_000, 1534, 5)], 116, 653],
  ])("has, for %s, the interval of the exact posterior", (_, found, strata, fewest, most) => {
    const { missed } = recall(found, strata, { seed: "exact" });
    expect(Math.abs(missed.low - fewest)).toBeLessThanOrEqual(Math.max(1, fewest * 0.03));
    expect(Math.abs(missed.high - most)).toBeLessThanOrEqual(Math.max(1, most * 0.03));
  });

  describe("where somebody came upon some beside the draw", () => {
    const beside = (of: typeof REST, size: number, positive: number) => ({ ...of, beside: { size, positive } });

    test("keeps the estimate and the doubt of their stratum, whose sample stands for them too", () => {
      // 50 of 500 stand for 500 of 5,000; that 300 of 3,000 were found by hand says only that there are 350 at least.
      const keyword = beside(stratum("keyword", 5_000, 500, 50), 3_000, 300);
      const estimate = recall(3_000, [keyword], QUICK);
      expect(estimate.missed.value).toBe(500);
      expect(Math.abs(estimate.missed.low - 389)).toBeLessThan(8);
      expect(Math.abs(estimate.missed.high - 637)).toBeLessThan(12);
      expect(estimate.value).toBeCloseTo(3_000 / 3_500, 12);
      expect(estimate.strata[0]?.missed).toEqual(estimate.missed);
    });

    test("has no fewer misses in a stratum than are known of it, whatever another is estimated to hold", () => {
      const plain = recall(3_600, [SPLIT, REST], QUICK);
      const many = recall(3_600, [beside(SPLIT, 950, 900), REST], QUICK);
      expect(plain.missed.value).toBe(100 + 277.5);
      expect(many.missed.value).toBe(920 + 277.5);
      expect(many.missed.low).toBeGreaterThan(920);
      expect(many.ceiling).toBeLessThan(3_600 / (3_600 + 920));
      // Nine of ten were read by hand, one was drawn: nothing is left to estimate.
      const whole = recall(3_600, [beside(stratum("few", 10, 1, 0), 9, 9), REST], QUICK);
      expect(whole.missed.value).toBe(9 + 277.5);
      expect(whole.strata[0]?.missed).toEqual({ value: 9, low: 9, high: 9 });
    });

    test("has no more than what nobody has read leaves room for", () => {
      // 1 of 10 would stand for 10 of 100, but 85 others were found to hold none.
      const { missed } = recall(3_600, [beside(stratum("rest", 100, 10, 1), 85, 0)], QUICK);
      expect(missed.value).toBe(6);
      expect(missed.high).toBeLessThanOrEqual(6);
    });

    test("stays unknown where they are all that is known of a stratum", () => {
      expect(estimateRecall(3_600, [beside(stratum("keyword", 50, 0, 0), 3, 3), REST], QUICK).value).toBeNull();
    });
  });

  test("without the correction for a finite population is the textbook's Jeffreys Monte Carlo: [.8082, .9505]", () => {
    const [split, rest] = [sharesOf(SPLIT, "endless"), sharesOf(REST, "endless")];
    const draws = Float64Array.from({ length: 100_000 }, () => 3600 / (3612 + 2000 * split() + 92_500 * rest())).sort();
    expect(Math.abs(quantileOf(draws, 0.025) - 0.8082)).toBeLessThan(0.0015);
    expect(Math.abs(quantileOf(draws, 0.975) - 0.9505)).toBeLessThan(0.0015);
  });

  test("has a floor above that of Clopper-Pearson's bounds, which know no finite population", () => {
    const bounds = [SPLIT, REST].map(({ positive, reviewed, size }) => {
      const bound = clopperPearson(positive, reviewed, { confidence: 0.975 });
      return [size * (bound?.low ?? 0), size * (bound?.high ?? 1)] as const;
    });
    const [least, most] = [0, 1].map((end) => 12 + bounds.reduce((sum, bound) => sum + (bound[end] ?? 0), 0));
    expect(least).toBeCloseTo(113.1328, 3);
    expect(most).toBeCloseTo(1070.1864, 3);
    expect(3600 / (3600 + (most ?? 0))).toBeCloseTo(0.7708471825, 9);
    expect(3600 / (3600 + (least ?? 0))).toBeCloseTo(0.9695317132, 9);
    const estimate = recall(3600, [SPLIT, TRIPWIRE, REST], QUICK);
    expect(estimate.floor).toBeGreaterThan(0.7708471825);
    expect(estimate.ceiling).toBeLessThan(0.9695317132);
  });

  test("from elusion alone", () => {
    const null_ = clopperPearson(5, 1534);
    expect(null_?.value).toBeCloseTo(0.0032595, 7);
    expect(null_?.low).toBeCloseTo(0.0010591562, 9);
    expect(null_?.high).toBeCloseTo(0.0075899537, 9);
    expect(8000 / (8000 + 92_000 * (null_?.high ?? 0))).toBeCloseTo(0.919723, 6);
    expect(recall(8000, [stratum("rest", 92_000, 1534, 5)], QUICK).value).toBeCloseTo(0.963871, 6);
  });

  test("is the plain confusion matrix when everything was read", () => {
    const read = [stratum("a", 70, 70, 4), stratum("b", 30, 30, 1), stratum("empty", 0, 0, 0)];
    const flagged = [stratum("flagged", 60, 60, 45)];
    const certain = (value: number) => ({ value, low: value, high: value, floor: value, ceiling: value });
    expect(recall(45, read, QUICK)).toMatchObject(certain(45 / 50));
    expect(estimatePrecision(flagged, QUICK)).toMatchObject(certain(45 / 60));
    expect(estimateElusion(read, QUICK)).toMatchObject(certain(5 / 100));
    expect(estimatePrevalence(flagged, read, QUICK)).toMatchObject(certain(50 / 160));
    expect(estimateFalsePositiveRate(flagged, read, QUICK)).toMatchObject(certain(15 / 110));
  });

  test("falls with every miss that is found, and holds its own value within its bounds", () => {
    const sampled = fc
      .tuple(fc.integer({ min: 1, max: 80 }), fc.integer({ min: 0, max: 300 }), fc.integer({ min: 1, max: 200 }))
      .chain(([reviewed, unread, found]) =>
        fc.tuple(fc.constant({ reviewed, size: reviewed + unread, found }), fc.integer({ min: 0, max: reviewed - 1 })),
      );
    fc.assert(
      fc.property(sampled, ([{ reviewed, size, found }, positive]) => {
        const options = { seed: "falls", draws: 400 };
        const fewer = recall(found, [stratum("rest", size, reviewed, positive)], options);
        const more = recall(found, [stratum("rest", size, reviewed, positive + 1)], options);
        expect(more.value).toBeLessThan(fewer.value);
        expect(more.floor).toBeLessThan(fewer.floor);
        expect(fewer.low).toBeLessThanOrEqual(fewer.value);
        expect(fewer.high).toBeGreaterThanOrEqual(fewer.value);
        expect(fewer.floor).toBeLessThanOrEqual(fewer.value);
        expect(fewer.ceiling).toBeGreaterThanOrEqual(fewer.value);
        expect(fewer.high).toBeLessThanOrEqual(1);
      }),
      { numRuns: 60 },
    );
  });

  test("does not depend on the order of the strata, and is the same for the same seed alone", () => {
    const one = recall(3600, [SPLIT, TRIPWIRE, REST], QUICK);
    const other = recall(3600, [REST, SPLIT, TRIPWIRE], QUICK);
    expect(other).toMatchObject({ value: one.value, low: one.low, high: one.high, floor: one.floor });
    expect(recall(3600, [SPLIT, TRIPWIRE, REST], QUICK)).toEqual(one);
    expect(recall(3600, [SPLIT, TRIPWIRE, REST], { ...QUICK, seed: "other" }).low).not.toBe(one.low);
  });

  test("is less certain when not all flagged conversations were decided", () => {
    const decided = recall([stratum("flagged", 5000, 5000, 3600)], [REST], QUICK);
    const partly = recall([stratum("flagged", 5000, 500, 360)], [REST], QUICK);
    expect(decided).toMatchObject({ value: recall(3600, [REST], QUICK).value });
    expect(partly.value).toBeCloseTo(decided.value, 12);
    expect(partly.floor).toBeLessThan(decided.floor);
  });

  test("with no miss in the sample does not claim to be certain", () => {
    const estimate = recall(100, [stratum("rest", 10_000, 300, 0)], QUICK);
    expect(estimate.value).toBe(1);
    expect(estimate.low).toBeLessThan(0.75);
    expect(estimate.floor).toBeLessThan(estimate.low);
    // Of so many unread nearly every draw has a miss; the value, at the edge of what is possible, is inside all the same.
    const vast = recall(100, [stratum("rest", 1_000_000, 50, 0)], QUICK);
    expect(vast).toMatchObject({ value: 1, high: 1, missed: { value: 0, low: 0 } });
  });
});

describe("recall is unknown, with the reason,", () => {
  test("when a stratum has conversations and no answer", () => {
    const unread = stratum("rest", 92_500, 0, 0);
    const estimate = estimateRecall(3600, [SPLIT, unread], QUICK);
    expect(estimate).toEqual({ value: null, reason: "Nobody has read any of the 92500 conversations in “rest”." });
    expect(estimateElusion([SPLIT, unread], QUICK).value).toBeNull();
  });

  test("unless the caller says that it is negligible: then it still widens the interval, and the floor counts it as missed", () => {
    const few = stratum("new source", 40, 0, 0);
    const estimate = recall(3600, [REST, few], { ...QUICK, negligible: ["new source"] });
    const without = recall(3600, [REST], QUICK);
    expect(estimate.value).toBe(without.value);
    expect(estimate.missed.high).toBeGreaterThan(without.missed.high);
    expect(estimate.floor).toBeLessThan(3600 / (3600 / without.floor + 39));
    expect(estimate.strata[1]?.missed).toBeNull();
  });

  test("when nothing at risk was seen, or nothing was drawn", () => {
    expect(estimateRecall(0, [stratum("rest", 100, 10, 0)], QUICK).value).toBeNull();
    expect(estimateRecall(10, [], QUICK).value).toBeNull();
    expect(estimatePrecision([], QUICK).value).toBeNull();
    expect(recall(0, [stratum("rest", 100, 10, 1)], QUICK).value).toBe(0);
  });

  test("and impossible counts are refused", () => {
    expect(() => estimateRecall(1, [stratum("rest", 5, 6, 0)], QUICK)).toThrow(RangeError);
    expect(() => estimateRecall(1, [SPLIT, SPLIT], QUICK)).toThrow("Two strata");
    expect(() => estimateRecall(-1, [SPLIT], QUICK)).toThrow(RangeError);
  });
});
