import { checkCounts, type Estimate, type IntervalOptions, tailsOf } from "@/domain/measure/statistics/estimate";
import { logFactorial } from "@/domain/measure/statistics/log-factorial";

const logChoose = (n: number, k: number) => logFactorial(n) - logFactorial(k) - logFactorial(n - k);

/** A population of `size` with `positive` among it, from which `drawn` are taken without putting back. */
type Draw = { size: number; positive: number; drawn: number };

/** The chance of exactly `hits`, for hits that are possible. */
function chanceOf(hits: number, { size, positive, drawn }: Draw): number {
  return Math.exp(logChoose(positive, hits) + logChoose(size - positive, drawn - hits) - logChoose(size, drawn));
}

/** Adds up chances from `first` in one direction until they no longer matter. `ratio` is the next chance over this one. */
function sumTail(first: number, step: 1 | -1, last: number, draw: Draw, ratio: (hits: number) => number): number {
  let chance = chanceOf(first, draw);
  let sum = chance;
  for (let hits = first; hits !== last && chance > sum * 1e-17; hits += step) {
    chance *= ratio(hits);
    sum += chance;
  }
  return Math.min(1, sum);
}

/** P(X ≤ hits) of the hypergeometric distribution, summed from the side on which the chances fall. */
export function hypergeometricCdf(hits: number, draw: Draw): number {
  const { size, positive, drawn } = draw;
  const least = Math.max(0, drawn - (size - positive));
  const most = Math.min(drawn, positive);
  if (hits < least) return 0;
  if (hits >= most) return 1;
  const spare = size - positive - drawn;
  if (hits < (drawn * positive) / size) {
    return sumTail(hits, -1, least, draw, (k) => (k * (spare + k)) / ((positive - k + 1) * (drawn - k + 1)));
  }
  return 1 - sumTail(hits + 1, 1, most, draw, (k) => ((positive - k) * (drawn - k)) / ((k + 1) * (spare + k + 1)));
}

/** The least whole number in (from, to] that passes, when all above one that passes pass too, and `to` does. */
function leastPassing(from: number, to: number, passes: (count: number) => boolean): number {
  let [failing, passing] = [from, to];
  while (passing - failing > 1) {
    const middle = Math.floor((failing + passing) / 2);
    if (passes(middle)) passing = middle;
    else failing = middle;
  }
  return passing;
}

/**
 * How many positives a finite population holds, from a simple random sample of it: the exact bounds of Buonaccorsi (1987),
 * which keep their promise for any size and are never wider than Clopper-Pearson's times the size.
 * @param hits positives in the sample
 * @param n size of the sample
 * @param size size of the population; the bounds are counts in it
 * @returns `value` is size·hits/n; null for an empty sample
 * @throws RangeError for counts that are impossible
 */
export function hypergeometricBounds(
  hits: number,
  n: number,
  size: number,
  options: IntervalOptions = {},
): Estimate | null {
  checkCounts(hits, n);
  checkCounts(n, size);
  if (n === 0) return null;
  const tails = tailsOf(options);
  const [fewest, most] = [hits, size - n + hits];
  const cdf = (k: number, positive: number) => hypergeometricCdf(k, { size, positive, drawn: n });
  const low = leastPassing(fewest - 1, most, (positive) => 1 - cdf(hits - 1, positive) > tails.below);
  const high = leastPassing(fewest, most + 1, (positive) => positive > most || cdf(hits, positive) <= tails.above) - 1;
  return {
    value: (size * hits) / n,
    low: tails.below === 0 ? fewest : low,
    high: tails.above === 0 ? most : high,
    n,
  };
}
