import type { Estimate, Unknown } from "@/domain/measure/statistics/estimate";
import {
  type AgreementOptions,
  agreementInterval,
  categoriesIn,
  type Pattern,
  patternsOf,
  type Ratings,
  ratersOf,
} from "@/domain/measure/statistics/rated-units";

/** How far two categories are apart: types are nominal, severity and imminence ordinal. */
export type Metric = "nominal" | "ordinal" | "interval" | "ratio";

/** How often each category meets each other within a unit: 1/(m−1) for each ordered pair of a unit's m ratings. */
function coincidences(patterns: readonly Pattern[], size: number): number[][] {
  const table = Array.from({ length: size }, () => new Array<number>(size).fill(0));
  for (const pattern of patterns) {
    const raters = ratersOf(pattern);
    if (raters < 2 || pattern.units === 0) continue;
    for (const [c, row] of table.entries()) {
      const here = pattern.counts[c] ?? 0;
      for (let k = 0; k < size; k += 1) {
        const pairs = here * ((pattern.counts[k] ?? 0) - (c === k ? 1 : 0));
        row[k] = (row[k] ?? 0) + (pattern.units * pairs) / (raters - 1);
      }
    }
  }
  return table;
}

/** The squared distance of two categories, given by their places; `totals` are how often each was used. */
function distance(
  metric: Metric,
  categories: readonly number[],
  totals: readonly number[],
  c: number,
  k: number,
): number {
  const [first, second] = [categories[c] ?? 0, categories[k] ?? 0];
  if (c === k) return 0;
  if (metric === "nominal") return 1;
  if (metric === "interval") return (first - second) ** 2;
  if (metric === "ratio") return ((first - second) / (first + second)) ** 2;
  const between = totals.slice(Math.min(c, k), Math.max(c, k) + 1).reduce((sum, total) => sum + total, 0);
  return (between - ((totals[c] ?? 0) + (totals[k] ?? 0)) / 2) ** 2;
}

function alphaOf(patterns: readonly Pattern[], categories: readonly number[], metric: Metric): number {
  const table = coincidences(patterns, categories.length);
  const totals = table.map((row) => row.reduce((sum, count) => sum + count, 0));
  const all = totals.reduce((sum, total) => sum + total, 0);
  let [observed, expected] = [0, 0];
  for (const [c, row] of table.entries()) {
    for (const [k, together] of row.entries()) {
      const apart = distance(metric, categories, totals, c, k);
      observed += together * apart;
      expected += ((totals[c] ?? 0) * (totals[k] ?? 0) * apart) / (all - 1);
    }
  }
  return expected > 0 ? 1 - observed / expected : Number.NaN;
}

/**
 * Krippendorff's α (2004, chapter 11): 1 − observed / expected disagreement, for any number of raters, of whom some may be
 * missing. 1 is full agreement, 0 what chance would give, below 0 worse. The interval is from resampled units.
 * @returns `n` is how many units two or more people rated. The reason where there are none, or all answers are the same:
 *   then agreement cannot be told from having one habit
 */
export function krippendorffAlpha(
  ratings: Ratings,
  { metric, ...options }: AgreementOptions & { metric: Metric },
): Estimate | Unknown {
  const categories = categoriesIn(ratings);
  const patterns = patternsOf(ratings, categories).filter((pattern) => ratersOf(pattern) > 1);
  const n = patterns.reduce((sum, { units }) => sum + units, 0);
  if (n === 0) return { value: null, reason: "No conversation was answered by two people." };
  const figure = (drawn: readonly Pattern[]) => alphaOf(drawn, categories, metric);
  const value = figure(patterns);
  if (Number.isNaN(value))
    return { value: null, reason: "All answers are the same, so agreement cannot be told from habit." };
  return { value, ...agreementInterval(patterns, figure, { ...options, n }), n };
}
