/** Units that several people rated, and the interval of a figure of agreement over them. Pure. */
import { clopperPearson } from "@/domain/measure/statistics/clopper-pearson";
import { intervalOfDraws } from "@/domain/measure/statistics/posterior";
import { createRandom, type Random } from "@/domain/measure/statistics/random";
import { drawBinomial } from "@/domain/measure/statistics/variates";

/** For each unit what its raters answered, as numbers of a scale; null, or a shorter row, where one did not answer. */
export type Ratings = readonly (readonly (number | null)[])[];

/** Units whose raters chose the same categories equally often: `counts` by category, and how many such `units` there are. */
export type Pattern = { counts: readonly number[]; units: number };

export const ratersOf = ({ counts }: Pattern) => counts.reduce((sum, count) => sum + count, 0);

/** The categories that were used, in order. */
export function categoriesIn(ratings: Ratings): number[] {
  const used = new Set(ratings.flat().filter((rating) => rating !== null));
  return [...used].sort((a, b) => a - b);
}

/**
 * Counts units by pattern, so that a figure over a million units costs what its few dozen patterns cost.
 * @throws RangeError for a rating that is not among the categories
 */
export function patternsOf(ratings: Ratings, categories: readonly number[]): Pattern[] {
  const place = new Map(categories.map((category, i) => [category, i]));
  const patterns = new Map<string, { counts: number[]; units: number }>();
  for (const unit of ratings) {
    const counts = categories.map(() => 0);
    for (const rating of unit) {
      if (rating === null) continue;
      const at = place.get(rating);
      if (at === undefined) throw new RangeError(`The rating ${rating} is not on the scale.`);
      counts[at] = (counts[at] ?? 0) + 1;
    }
    const key = counts.join();
    const known = patterns.get(key);
    if (known === undefined) patterns.set(key, { counts, units: 1 });
    else known.units += 1;
  }
  return [...patterns.values()];
}

/** As many units as there are, drawn from them with putting back. */
function resample(patterns: readonly Pattern[], random: Random): Pattern[] {
  let left = patterns.reduce((sum, { units }) => sum + units, 0);
  let weight = left;
  return patterns.map(({ counts, units }) => {
    const drawn = drawBinomial(random, left, weight === 0 ? 0 : units / weight);
    left -= drawn;
    weight -= units;
    return { counts, units: drawn };
  });
}

/** `seed` names the figure, so that the interval is the same each time. */
export type AgreementOptions = { seed: string; draws?: number; confidence?: number };

/**
 * The interval of a figure of agreement, from resampled units (percentile bootstrap). A resample for which the figure is
 * undefined counts as −1 below and 1 above. Where all agreed the resamples know no doubt; then `low` is 1 − u, for the most
 * units u that may have been answered by chance without one of them showing (Clopper-Pearson).
 * @param n units that two or more people rated
 */
export function agreementInterval(
  patterns: readonly Pattern[],
  figure: (patterns: readonly Pattern[]) => number,
  { n, seed, draws = 2_000, confidence = 0.95 }: AgreementOptions & { n: number },
): { low: number; high: number } {
  const value = figure(patterns);
  const random = createRandom(seed);
  const figures = new Float64Array(draws).map(() => figure(resample(patterns, random)));
  const { low, high } = intervalOfDraws(figures, { value, least: -1, most: 1, confidence });
  const unseen = value === 1 ? (clopperPearson(0, n, { confidence })?.high ?? 1) : 0;
  return { low: Math.min(low, 1 - unseen), high };
}
