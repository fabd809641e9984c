import normalQuantile from "@stdlib/stats-base-dists-normal-quantile";

/** A proportion with its interval. `low` and `high` bound it at the given confidence. */
export type Estimate = { value: number; low: number; high: number; n: number };

/**
 * The Wilson score interval of a binomial proportion (Wilson 1927), clipped to [0, 1] against rounding.
 * @param hits successes, 0 to n
 * @param n trials
 * @returns null for no trials: nothing is known, which is not the same as zero
 */
export function wilson(hits: number, n: number, confidence = 0.95): Estimate | null {
  if (n === 0) return null;
  const z = normalQuantile(1 - (1 - confidence) / 2, 0, 1);
  const p = hits / n;
  const scale = 1 + z ** 2 / n;
  const centre = (p + z ** 2 / (2 * n)) / scale;
  const half = (z * Math.sqrt((p * (1 - p)) / n + z ** 2 / (4 * n ** 2))) / scale;
  const low = hits === 0 ? 0 : Math.max(0, centre - half);
  const high = hits === n ? 1 : Math.min(1, centre + half);
  return { value: p, low, high, n };
}
