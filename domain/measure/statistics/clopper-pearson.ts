import betaQuantile from "@stdlib/stats-base-dists-beta-quantile";
import { checkCounts, type Estimate, type IntervalOptions, tailsOf } from "@/domain/measure/statistics/estimate";

/**
 * The Clopper-Pearson interval of a binomial proportion (Clopper and Pearson 1934), whose chance to miss is never above
 * the one asked for: low = B⁻¹(α/2; x, n−x+1), high = B⁻¹(1−α/2; x+1, n−x).
 * @param hits successes, 0 to n
 * @param n trials
 * @returns null for no trials
 * @throws RangeError for counts that are impossible
 */
export function clopperPearson(hits: number, n: number, options: IntervalOptions = {}): Estimate | null {
  checkCounts(hits, n);
  if (n === 0) return null;
  const tails = tailsOf(options);
  const low = hits === 0 || tails.below === 0 ? 0 : betaQuantile(tails.below, hits, n - hits + 1);
  const high = hits === n || tails.above === 0 ? 1 : betaQuantile(1 - tails.above, hits + 1, n - hits);
  return { value: hits / n, low, high, n };
}
