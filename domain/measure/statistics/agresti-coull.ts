import {
  checkCounts,
  type Estimate,
  type IntervalOptions,
  normalDeviate,
  tailsOf,
} from "@/domain/measure/statistics/estimate";

/**
 * The Agresti-Coull interval of a binomial proportion (Agresti and Coull 1998): Wald's after z²/2 successes and as many
 * failures are added, clipped to [0, 1].
 * @param hits successes, 0 to n
 * @param n trials
 * @returns null for no trials
 * @throws RangeError for counts that are impossible
 */
export function agrestiCoull(hits: number, n: number, options: IntervalOptions = {}): Estimate | null {
  checkCounts(hits, n);
  if (n === 0) return null;
  const tails = tailsOf(options);
  const bound = (tail: number, side: 1 | -1) => {
    const z = normalDeviate(tail);
    const trials = n + z ** 2;
    const p = (hits + z ** 2 / 2) / trials;
    return p + side * z * Math.sqrt((p * (1 - p)) / trials);
  };
  const low = tails.below === 0 ? 0 : Math.max(0, bound(tails.below, -1));
  const high = tails.above === 0 ? 1 : Math.min(1, bound(tails.above, 1));
  return { value: hits / n, low, high, n };
}
