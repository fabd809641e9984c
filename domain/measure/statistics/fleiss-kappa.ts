import type { Estimate, Unknown } from "@/domain/measure/statistics/estimate";
import {
  type AgreementOptions,
  agreementInterval,
  type Pattern,
  ratersOf,
} from "@/domain/measure/statistics/rated-units";

function kappaOf(patterns: readonly Pattern[], chance: "observed" | "uniform"): number {
  const units = patterns.reduce((sum, pattern) => sum + pattern.units, 0);
  const [first] = patterns;
  if (first === undefined) return Number.NaN;
  const raters = ratersOf(first);
  const agreement = patterns.reduce((sum, pattern) => {
    const squares = pattern.counts.reduce((total, count) => total + count ** 2, 0);
    return sum + (pattern.units * (squares - raters)) / (raters * (raters - 1));
  }, 0);
  const shares = first.counts.map(
    (_, k) => patterns.reduce((sum, pattern) => sum + pattern.units * (pattern.counts[k] ?? 0), 0) / (units * raters),
  );
  const expected = chance === "uniform" ? 1 / shares.length : shares.reduce((sum, share) => sum + share ** 2, 0);
  return expected < 1 ? (agreement / units - expected) / (1 - expected) : Number.NaN;
}

/**
 * Fleiss' κ (1971) of several raters, as many for each unit: for comparison with what others publish. α also takes units
 * that some raters left out.
 * @param table for each unit how many raters chose each category
 * @param options `chance` "uniform" is Randolph's free-marginal κ (2005)
 * @returns the reason where units differ in raters, have fewer than two, or all answers are the same
 */
export function fleissKappa(
  table: readonly (readonly number[])[],
  { chance = "observed", ...options }: AgreementOptions & { chance?: "observed" | "uniform" },
): Estimate | Unknown {
  const patterns = table.map((counts) => ({ counts, units: 1 }));
  const raters = new Set(patterns.map(ratersOf));
  if (raters.size !== 1 || [...raters].some((count) => count < 2)) {
    return { value: null, reason: "Fleiss’ κ needs the same number of raters for each conversation, two or more." };
  }
  const figure = (drawn: readonly Pattern[]) => kappaOf(drawn, chance);
  const value = figure(patterns);
  if (Number.isNaN(value))
    return { value: null, reason: "All answers are the same, so agreement cannot be told from habit." };
  return { value, ...agreementInterval(patterns, figure, { ...options, n: table.length }), n: table.length };
}
