import {
  checkCounts,
  type Estimate,
  type IntervalOptions,
  normalDeviate,
  tailsOf,
} from "@/domain/measure/statistics/estimate";

/**
 * The Wilson score interval of a binomial proportion (Wilson 1927), clipped to [0, 1] against rounding.
 * @param hits successes, 0 to n
 * @param n trials
 * @returns null for no trials: nothing is known, which is not the same as zero
 * @throws RangeError for counts that are impossible
 */
export function wilson(hits: number, n: number, options: IntervalOptions = {}): Estimate | null {
  checkCounts(hits, n);
  return n === 0 ? null : { ...wilsonOfShare(hits / n, n, options), n };
}

/**
 * The same of a share `p` that says as much as `n` independent trials would, which need not be a whole number.
 * @throws RangeError for what is no share, or of nothing
 */
export function wilsonOfShare(p: number, n: number, options: IntervalOptions = {}): Omit<Estimate, "n"> {
  if (!(p >= 0 && p <= 1 && n > 0)) throw new RangeError(`Not a share of something: ${p} of ${n}.`);
  const tails = tailsOf(options);
  const bound = (tail: number, side: 1 | -1) => {
    const z = normalDeviate(tail);
    const half = z * Math.sqrt((p * (1 - p)) / n + z ** 2 / (4 * n ** 2));
    return (p + z ** 2 / (2 * n) + side * half) / (1 + z ** 2 / n);
  };
  const low = p === 0 || tails.below === 0 ? 0 : Math.max(0, bound(tails.below, -1));
  const high = p === 1 || tails.above === 0 ? 1 : Math.min(1, bound(tails.above, 1));
  return { value: p, low, high };
}
