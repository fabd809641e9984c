import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { clopperPearson } from "@/domain/measure/statistics/clopper-pearson";
import { hypergeometricBounds, hypergeometricCdf } from "@/domain/measure/statistics/hypergeometric";
import { logFactorial } from "@/domain/measure/statistics/log-factorial";

describe("positives of a finite population", () => {
  // scipy 1.12: gammaln(n + 1).
  test.each([
    [0, 0],
    [5, 4.787491742782046],
    [16, 30.671860106080675],
    [100, 363.73937555556347],
    [92_500, 965_240.7993451938],
  ])("ln %i! is %f", (n, log) => {
    expect(Math.abs(logFactorial(n) - log)).toBeLessThanOrEqual(1e-14 * log);
  });

  // scipy 1.12: hypergeom.cdf(hits, size, positive, drawn).
  test.each([
    [3, 2000, 100, 120, 0.13636982811565915],
    [0, 50, 5, 20, 0.06725915157922559],
    [20, 50, 30, 30, 0.9294811316610552],
    [900, 2000, 1000, 1500, 1],
    [40, 92_500, 3000, 1000, 0.9225223691192209],
  ])("at most %i hits from %i with %i positive, %i drawn", (hits, size, positive, drawn, chance) => {
    expect(hypergeometricCdf(hits, { size, positive, drawn })).toBeCloseTo(chance, 9);
  });

  // By trying every number of positives with scipy 1.12's hypergeom, at 95 %.
  test.each([
    [20, 400, 2000, 66, 146],
    [3, 1000, 92_500, 58, 805],
    [3, 10, 20, 3, 11],
    [0, 20, 50, 0, 6],
    [20, 20, 50, 44, 50],
    [2, 60, 500, 3, 55],
    [4, 99, 100, 4, 5],
    [0, 100, 1000, 0, 34],
  ])("%i of %i read, from %i, are %i to %i", (hits, n, size, low, high) => {
    expect(hypergeometricBounds(hits, n, size)).toEqual({ value: (size * hits) / n, low, high, n });
  });

  // The same, by halving, at 99.9 %.
  test.each([
    [2000, 50_000, 1_000_000, 37_247, 42_888],
    [0, 3000, 1_000_000, 0, 2526],
    [5, 4999, 5000, 5, 6],
    [500, 500, 100_000, 98_496, 100_000],
  ])("%i of %i read, from %i, are almost surely %i to %i", (hits, n, size, low, high) => {
    expect(hypergeometricBounds(hits, n, size, { confidence: 0.999 })).toMatchObject({ low, high });
    expect(hypergeometricBounds(hits, n, size, { confidence: 0.9995, sides: "upper" })).toMatchObject({
      low: hits,
      high,
    });
  });

  test("are certain once everything is read, and never wider than for an endless population", () => {
    const sample = fc
      .integer({ min: 1, max: 400 })
      .chain((size) => fc.tuple(fc.constant(size), fc.integer({ min: 1, max: size })))
      .chain(([size, n]) => fc.tuple(fc.constant(size), fc.constant(n), fc.integer({ min: 0, max: n })));
    fc.assert(
      fc.property(sample, ([size, n, hits]) => {
        const bounds = hypergeometricBounds(hits, n, size);
        const endless = clopperPearson(hits, n);
        expect(bounds?.low).toBeGreaterThanOrEqual(Math.max(hits, size * (endless?.low ?? 1) - 1));
        expect(bounds?.high).toBeLessThanOrEqual(Math.min(size - n + hits, size * (endless?.high ?? 0) + 1));
        if (n === size) expect(bounds).toMatchObject({ low: hits, high: hits });
      }),
    );
  });

  test("are unknown when nothing was read", () => {
    expect(hypergeometricBounds(0, 0, 10)).toBeNull();
    expect(() => hypergeometricBounds(1, 11, 10)).toThrow(RangeError);
  });
});
