import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mcnemar } from "@/domain/measure/statistics/mcnemar";

/** The lesser tail by its definition: a sum of binomial coefficients over 2^n. */
function tail(k: number, n: number): number {
  let [coefficient, sum] = [1, 0];
  for (let i = 0; i <= k; i += 1) {
    sum += coefficient;
    coefficient = (coefficient * (n - i)) / (i + 1);
  }
  return sum / 2 ** n;
}

describe("mcnemar", () => {
  test.each<[number, number, number, number]>([
    // statsmodels' tests, test_nonparametric.py, give the exact p of these tables.
    [121, 59, 0.000004, 6],
    [70, 59, 0.378688, 6],
    [80, 59, 0.089452, 6],
    [30, 60, 0.00206, 5],
    [10, 30, 0.002221, 6],
    [10, 10, 1, 12],
    // By hand: 2·(1 + 6)/2^6, 2·1/2^5, 2·(1 + 9)/2^9.
    [1, 5, 0.21875, 12],
    [0, 5, 0.0625, 12],
    [8, 1, 0.0390625, 12],
    [0, 0, 1, 12],
  ])("gives for %i and %i discordant pairs p = %f", (b, c, p, digits) => {
    expect(mcnemar(b, c).p).toBeCloseTo(p, digits);
    expect(mcnemar(c, b).p).toBeCloseTo(p, digits);
  });

  test.each<[number, number, number]>([
    // By hand: the exact p less P(X = min): 14/64 − 6/64, 2/32 − 1/32, and one half from each side where both are the same.
    [1, 5, 0.125],
    [0, 5, 0.03125],
    [7, 7, 1],
    [0, 0, 1],
  ])("gives for %i and %i the mid-p %f", (b, c, midP) => {
    expect(mcnemar(b, c).midP).toBeCloseTo(midP, 12);
  });

  test("is the doubled tail of the binomial, at most 1, and never below its mid-p", () => {
    const few = fc.integer({ min: 0, max: 40 });
    fc.assert(
      fc.property(few, few, (b, c) => {
        const { p, midP } = mcnemar(b, c);
        expect(p).toBeCloseTo(Math.min(1, 2 * tail(Math.min(b, c), b + c)), 9);
        expect(midP).toBeLessThanOrEqual(p);
        expect(midP).toBeGreaterThan(0);
      }),
    );
  });
});
