/** What the strata may hold, given what was read of them: draws, and intervals of draws. Pure, and the same for a seed. */
import { createRandom } from "@/domain/measure/statistics/random";
import { isReadWhole, knownBounds, type SampledStratum } from "@/domain/measure/statistics/stratified";
import { drawBeta, drawBinomial } from "@/domain/measure/statistics/variates";

/** `seed` names the figure; `draws` is how many worlds are tried, 20,000 unless told. */
export type DrawOptions = { seed: string; draws?: number; confidence?: number };

export const DEFAULT_DRAWS = 20_000;

/**
 * Draws of a stratum's share of positives under Jeffreys' prior: Beta(x+½, n−x+½). Counts may be fractions, for planning.
 * @returns a function that makes one draw after the other
 */
export function sharesOf({ name, reviewed, positive }: SampledStratum, seed: string): () => number {
  const random = createRandom(`${seed}/${name}`);
  return () => drawBeta(random, positive + 0.5, reviewed - positive + 0.5);
}

/**
 * Draws of how many positives a stratum holds: those that were found in it, and among the N − n that nobody read a binomial
 * of a drawn share. So the spread is that of a finite population: a stratum that was read whole has none. No draw is below
 * or above what the answers beside the sample leave open. Each stratum has a stream of its own, named by the seed and its
 * name, so that their order does not matter.
 */
export function drawPositives(stratum: SampledStratum, { seed, draws = DEFAULT_DRAWS }: DrawOptions): Float64Array {
  const { name, size, reviewed, positive } = stratum;
  const { least, most } = knownBounds(stratum);
  if (isReadWhole(stratum)) return new Float64Array(draws).fill(least);
  const unread = Math.round(size - reviewed);
  const share = sharesOf(stratum, seed);
  const random = createRandom(`${seed}/${name}/unread`);
  return new Float64Array(draws).map(() =>
    Math.min(most, Math.max(least, positive + drawBinomial(random, unread, share()))),
  );
}

/** Adds up columns of draws of the same length. */
export function sumDraws(columns: readonly Float64Array[], draws = DEFAULT_DRAWS): Float64Array {
  const sums = new Float64Array(draws);
  for (const column of columns) {
    for (let i = 0; i < draws; i += 1) sums[i] = (sums[i] ?? 0) + (column[i] ?? 0);
  }
  return sums;
}

/** The quantile of sorted numbers, with a straight line between neighbours (Hyndman and Fan's type 7). NaN of none. */
export function quantileOf(sorted: ArrayLike<number>, chance: number): number {
  const place = (sorted.length - 1) * chance;
  const below = sorted[Math.floor(place)] ?? Number.NaN;
  const above = sorted[Math.ceil(place)] ?? Number.NaN;
  return below + (above - below) * (place - Math.floor(place));
}

/** How an interval of draws is read off: the value that it has to hold, and the least and most that are possible. */
export type IntervalOfDraws = { value: number; least: number; most: number; confidence?: number | undefined };

/**
 * The middle of the draws, widened where that is needed to hold the value, since with no positive read the value lies at
 * the edge. A draw that has no value (NaN) might be anything: it counts as the least at the low end and the most at the high.
 */
export function intervalOfDraws(
  draws: Float64Array,
  { value, least, most, confidence = 0.95 }: IntervalOfDraws,
): { low: number; high: number } {
  const tail = (1 - confidence) / 2;
  const filled = (edge: number) => draws.map((draw) => (Number.isNaN(draw) ? edge : draw)).sort();
  const lows = filled(least);
  const highs = draws.some(Number.isNaN) ? filled(most) : lows;
  return { low: Math.min(value, quantileOf(lows, tail)), high: Math.max(value, quantileOf(highs, 1 - tail)) };
}
