/** How many of the conversations at risk were flagged, from a sample of those that were not. Pure. */
import type { Unknown } from "@/domain/measure/statistics/estimate";
import { intervalOfDraws } from "@/domain/measure/statistics/posterior";
import { drawSides, type RateEstimate, type RateOptions, rateOfSides } from "@/domain/measure/statistics/rate-estimate";
import { isUnread, positivesOf, type SampledStratum } from "@/domain/measure/statistics/stratified";

/** What one stratum adds to the misses, with the interval of its own draws. Null where nobody read any of it. */
export type StratumShare = SampledStratum & { missed: Range | null };

export type Range = { value: number; low: number; high: number };

/** Recall, with how many were missed: `missed` counts conversations. `n` is how many unflagged ones were answered. */
export type RecallEstimate = RateEstimate & { missed: Range; strata: StratumShare[] };

/** A count that is known whole, as a stratum that was read whole. */
function countedWhole(found: number): SampledStratum[] {
  return [{ name: "found", size: found, reviewed: found, positive: found }];
}

/**
 * Recall: found / (found + missed), where the misses are estimated from the strata of unflagged conversations.
 *
 * `value` is the design's own estimate, Σ N_h·x_h/n_h for the misses, no stratum beyond what is known of it. `low` and `high` are the middle of seeded draws: of
 * each stratum a share from Beta(x_h+½, n_h−x_h+½) (Jeffreys), and of its N_h − n_h unread conversations a binomial of
 * that share, so that a stratum read whole adds no spread. `floor` and `ceiling` are exact hypergeometric bounds of the
 * strata, with the chance to miss shared out (Bonferroni): what an auditor may be promised.
 * @param found flagged conversations that people confirmed; or strata of the flagged, where not all were decided
 * @param strata the unflagged conversations
 * @returns the reason where a stratum has not one answer and is not declared negligible, where no stratum is given, or
 *   where nothing at risk was seen on either side
 * @throws RangeError for counts that are impossible
 */
export function estimateRecall(
  found: number | readonly SampledStratum[],
  strata: readonly SampledStratum[],
  options: RateOptions,
): RecallEstimate | Unknown {
  if (strata.length === 0) {
    return { value: null, reason: "No unflagged conversation was drawn for reading, so nobody knows what was missed." };
  }
  const sides = drawSides(typeof found === "number" ? countedWhole(found) : found, strata, options);
  if ("reason" in sides) return sides;
  const { confidence } = options;
  const n = strata.reduce((sum, { reviewed }) => sum + reviewed, 0);
  const rate = rateOfSides(sides, (caught, missed) => caught / (caught + missed), { n, confidence });
  if (rate === null) {
    return {
      value: null,
      reason: "No conversation at risk was found or seen in the sample: there is nothing to recall.",
    };
  }
  const rangeOf = (value: number, draws: Float64Array, most: number): Range => ({
    value,
    ...intervalOfDraws(draws, { value, least: 0, most, confidence }),
  });
  const { unflagged } = sides;
  return {
    ...rate,
    missed: rangeOf(unflagged.value, unflagged.draws, unflagged.most),
    strata: strata.map((stratum, i) => {
      const column = unflagged.columns[i];
      if (column === undefined || isUnread(stratum)) return { ...stratum, missed: null };
      return { ...stratum, missed: rangeOf(positivesOf(stratum), column, stratum.size) };
    }),
  };
}
