import { describe, expect, it } from "vitest";
import { wilson } from "@/domain/measure/wilson";

// Vectors: R binom.confint via statsmodels test results, and scipy's test_morestats (R prop.test).
const VECTORS: [number, number, number, number, number][] = [
  [18, 20, 0.95, 0.6989663547715128, 0.972133518786232],
  [4, 20, 0.95, 0.0806576625797981, 0.4160174322518935],
  [4, 200, 0.95, 0.00780442641634947, 0.05028708690582643],
  [190, 200, 0.95, 0.910421851861224, 0.972617354399236],
  [1, 30, 0.95, 0.00590859, 0.16670391],
  [0, 30, 0.95, 0, 0.11351339],
  [30, 30, 0.95, 0.8864866, 1],
  [19, 38, 0.95, 0.348499283643951, 0.651500716356049],
  [3, 10, 0.95, 0.1077913, 0.6032219],
  [3, 10, 0.99, 0.07956632, 0.6799753],
];

describe("the Wilson interval", () => {
  it.each(VECTORS)("of %i in %i at %f", (hits, n, confidence, low, high) => {
    const interval = wilson(hits, n, confidence);
    expect(interval?.low).toBeCloseTo(low, 6);
    expect(interval?.high).toBeCloseTo(high, 6);
    expect(interval?.value).toBe(hits / n);
  });

  it("is unknown without trials, not zero", () => {
    expect(wilson(0, 0)).toBeNull();
  });
});
