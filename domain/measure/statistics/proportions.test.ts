import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { agrestiCoull } from "@/domain/measure/statistics/agresti-coull";
import { clopperPearson } from "@/domain/measure/statistics/clopper-pearson";
import type { IntervalOptions } from "@/domain/measure/statistics/estimate";
import { jeffreys } from "@/domain/measure/statistics/jeffreys";
import { newcombe } from "@/domain/measure/statistics/newcombe";
import { wilson } from "@/domain/measure/statistics/wilson";

const METHODS = { wilson, clopperPearson, agrestiCoull, jeffreys };

type Row = [keyof typeof METHODS, hits: number, n: number, options: IntervalOptions, low: number, high: number];

// R's binom.confint, as statsmodels keeps it in results_proportion.py; and R's binom.test and prop.test, as scipy keeps
// them in test_morestats.py.
const PUBLISHED: Row[] = [
  ["wilson", 18, 20, {}, 0.6989663547715128, 0.972133518786232],
  ["wilson", 4, 20, {}, 0.0806576625797981, 0.4160174322518935],
  ["wilson", 4, 200, {}, 0.00780442641634947, 0.05028708690582643],
  ["wilson", 190, 200, {}, 0.910421851861224, 0.972617354399236],
  ["wilson", 1, 30, {}, 0.00590859, 0.16670391],
  ["wilson", 0, 30, {}, 0, 0.11351339],
  ["wilson", 30, 30, {}, 0.8864866, 1],
  ["wilson", 19, 38, {}, 0.348499283643951, 0.651500716356049],
  ["wilson", 3, 10, {}, 0.1077913, 0.6032219],
  ["wilson", 3, 10, { confidence: 0.99 }, 0.07956632, 0.6799753],
  ["wilson", 3, 10, { sides: "upper" }, 0, 0.5583002],
  ["wilson", 0, 10, {}, 0, 0.2775328],
  ["wilson", 10, 10, {}, 0.7224672, 1],
  ["clopperPearson", 18, 20, {}, 0.6830172859809176, 0.9876514728297052],
  ["clopperPearson", 4, 20, {}, 0.05733399705003284, 0.436614002996668],
  ["clopperPearson", 4, 200, {}, 0.005475565879556443, 0.05041360908989634],
  ["clopperPearson", 190, 200, {}, 0.9099724622986486, 0.975765834527891],
  ["clopperPearson", 1, 30, {}, 0.0008435709, 0.17216946],
  ["clopperPearson", 0, 30, {}, 0, 0.11570331],
  ["clopperPearson", 30, 30, {}, 0.8842967, 1],
  ["clopperPearson", 20, 100, {}, 0.1266555521019559, 0.2918426890886281],
  ["clopperPearson", 20, 100, { sides: "upper" }, 0, 0.2772002496709138],
  ["clopperPearson", 20, 100, { sides: "lower" }, 0.1366613252458672, 1],
  ["clopperPearson", 3, 50, { confidence: 0.99 }, 0.006872485, 0.202706269],
  ["clopperPearson", 0, 10, {}, 0, 0.3084971],
  ["clopperPearson", 10, 10, {}, 0.6915029, 1],
  // 1 − 0.05^(1/n): what no miss in n readings proves.
  ["clopperPearson", 0, 60, { sides: "upper" }, 0, 1 - 0.05 ** (1 / 60)],
  ["clopperPearson", 0, 300, { sides: "upper" }, 0, 1 - 0.05 ** (1 / 300)],
  ["clopperPearson", 0, 3000, { sides: "upper" }, 0, 1 - 0.05 ** (1 / 3000)],
  ["agrestiCoull", 18, 20, {}, 0.6867561125596077, 0.984343760998137],
  ["agrestiCoull", 4, 20, {}, 0.0749115102767071, 0.4217635845549845],
  ["agrestiCoull", 4, 200, {}, 0.005991954548218395, 0.0520995587739575],
  ["agrestiCoull", 190, 200, {}, 0.909307307911624, 0.973731898348837],
  ["agrestiCoull", 1, 30, {}, 0, 0.18091798],
  ["agrestiCoull", 0, 30, {}, 0, 0.1347117],
  ["agrestiCoull", 30, 30, {}, 0.8652883, 1],
  ["jeffreys", 18, 20, {}, 0.716146742695748, 0.97862751197755],
  ["jeffreys", 4, 20, {}, 0.0715200524787, 0.4082257625169],
  ["jeffreys", 4, 200, {}, 0.0067875988, 0.046846567],
];

const counts = fc.integer({ min: 1, max: 3000 }).chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)));

describe("intervals of a proportion", () => {
  test.each(PUBLISHED)("%s of %i in %i with %o", (method, hits, n, options, low, high) => {
    const interval = METHODS[method](hits, n, options);
    expect(interval?.low).toBeCloseTo(low, 6);
    expect(interval?.high).toBeCloseTo(high, 6);
    expect(interval?.value).toBe(hits / n);
  });

  test.each(Object.entries(METHODS))("%s is unknown without trials, and refuses impossible counts", (_, method) => {
    expect(method(0, 0)).toBeNull();
    for (const [hits, n] of [
      [2, 1],
      [-1, 3],
      [0.5, 2],
      [Number.NaN, 2],
    ] as const) {
      expect(() => method(hits, n)).toThrow(RangeError);
    }
    expect(() => method(1, 2, { confidence: 95 })).toThrow(RangeError);
  });

  test.each(Object.entries(METHODS))("%s holds the proportion, stays in [0, 1] and mirrors successes", (_, method) => {
    fc.assert(
      fc.property(counts, ([hits, n]) => {
        const interval = method(hits, n);
        const mirrored = method(n - hits, n);
        expect(interval?.low).toBeGreaterThanOrEqual(0);
        expect(interval?.low).toBeLessThanOrEqual(hits / n);
        expect(interval?.high).toBeGreaterThanOrEqual(hits / n);
        expect(interval?.high).toBeLessThanOrEqual(1);
        expect(interval?.high).toBeCloseTo(1 - (mirrored?.low ?? Number.NaN), 9);
      }),
    );
  });
});

describe("the difference of two proportions", () => {
  test("has Newcombe's interval (Fagerland, Lydersen and Laake 2015: 7/34 − 1/34 → 0.019, 0.340)", () => {
    const difference = newcombe({ hits: 7, n: 34 }, { hits: 1, n: 34 });
    expect(difference?.value).toBeCloseTo(6 / 34, 12);
    expect(difference?.low).toBeCloseTo(0.018921443885773, 9);
    expect(difference?.high).toBeCloseTo(0.3403686870327, 9);
  });

  test("is unknown where one side has no trials", () => {
    expect(newcombe({ hits: 1, n: 2 }, { hits: 0, n: 0 })).toBeNull();
  });
});
