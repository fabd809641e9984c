import normalQuantile from "@stdlib/stats-base-dists-normal-quantile";

/** A figure with its interval. `low` and `high` bound it at the given confidence; `n` is how many were looked at. */
export type Estimate = { value: number; low: number; high: number; n: number };

/** What cannot be said, and why, in a sentence for the page. Never a 0 or a 1 in its stead. */
export type Unknown = { value: null; reason: string };

/**
 * How an interval is asked for. With `sides` "both" the error is shared by both ends; "lower" and "upper" spend all of it
 * on one bound and leave the other end at the edge of what is possible.
 */
export type IntervalOptions = { confidence?: number; sides?: "both" | "lower" | "upper" };

/** The chance of error at each end that an interval is built for. The end that is not asked for has none. */
export type Tails = { below: number; above: number };

/**
 * @returns the chance that each end may miss: half of 1 − confidence, or all of it on the one side that is asked for
 * @throws RangeError for a confidence that is not between 0 and 1
 */
export function tailsOf({ confidence = 0.95, sides = "both" }: IntervalOptions): Tails {
  if (!(confidence > 0 && confidence < 1)) throw new RangeError(`A confidence is between 0 and 1, not ${confidence}.`);
  const error = 1 - confidence;
  if (sides === "lower") return { below: error, above: 0 };
  if (sides === "upper") return { below: 0, above: error };
  return { below: error / 2, above: error / 2 };
}

/** The quantile of the standard normal distribution at 1 − tail. */
export function normalDeviate(tail: number): number {
  return normalQuantile(1 - tail, 0, 1);
}

/** Holds that `hits` of `n` is possible. @throws RangeError otherwise: a wrong count would become a figure */
export function checkCounts(hits: number, n: number): void {
  if (!(Number.isSafeInteger(hits) && Number.isSafeInteger(n) && hits >= 0 && hits <= n)) {
    throw new RangeError(`Not a count out of a count: ${hits} of ${n}.`);
  }
}
