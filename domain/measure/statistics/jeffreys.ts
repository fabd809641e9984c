import betaQuantile from "@stdlib/stats-base-dists-beta-quantile";
import { checkCounts, type Estimate, type IntervalOptions, tailsOf } from "@/domain/measure/statistics/estimate";

/**
 * The Jeffreys interval of a binomial proportion: quantiles of Beta(x+½, n−x+½), with the ends put to 0 at x = 0 and to 1
 * at x = n, as Brown, Cai and DasGupta (2001) advise, so that the proportion seen lies inside.
 * @param hits successes, 0 to n
 * @param n trials
 * @returns null for no trials
 * @throws RangeError for counts that are impossible
 */
export function jeffreys(hits: number, n: number, options: IntervalOptions = {}): Estimate | null {
  checkCounts(hits, n);
  if (n === 0) return null;
  const tails = tailsOf(options);
  const low = hits === 0 || tails.below === 0 ? 0 : betaQuantile(tails.below, hits + 0.5, n - hits + 0.5);
  const high = hits === n || tails.above === 0 ? 1 : betaQuantile(1 - tails.above, hits + 0.5, n - hits + 0.5);
  return { value: hits / n, low, high, n };
}
