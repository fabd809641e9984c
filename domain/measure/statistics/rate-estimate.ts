/** One way to estimate every rate that is made of the positives among flagged and among unflagged conversations. Pure. */
import type { Unknown } from "@/domain/measure/statistics/estimate";
import { hypergeometricBounds } from "@/domain/measure/statistics/hypergeometric";
import {
  DEFAULT_DRAWS,
  type DrawOptions,
  drawPositives,
  intervalOfDraws,
  sumDraws,
} from "@/domain/measure/statistics/posterior";
import {
  checkStrata,
  isReadWhole,
  isUnread,
  knownBounds,
  positivesOf,
  type SampledStratum,
} from "@/domain/measure/statistics/stratified";

/**
 * `negligible` names strata that may be unread. They add nothing to the value, but their share may be anything in the draws
 * (Beta(½, ½)) and the worst in the promised bounds, so that a stratum cannot be hidden by calling it negligible.
 */
export type RateOptions = DrawOptions & { negligible?: readonly string[] };

/**
 * A rate of conversations. `low` and `high` hold it at the confidence (Jeffreys); `floor` and `ceiling` can be promised:
 * their chance to miss is at most 1 − confidence whatever the truth is. `n` is how many answers it rests on.
 */
export type RateEstimate = { value: number; low: number; high: number; floor: number; ceiling: number; n: number };

/** A rate made of the positives among flagged and among unflagged. Monotone in each; NaN where it has no meaning. */
export type RateOf = (flagged: number, unflagged: number) => number;

/** The positives of one side: by the design, in each draw, and at the least and most that can be promised. */
export type Side = { value: number; draws: Float64Array; columns: Float64Array[]; least: number; most: number };
export type Sides = { flagged: Side; unflagged: Side };

/** Strata that have conversations but not one answer, and are not declared negligible; null where there are none. */
export function unreadReason(strata: readonly SampledStratum[], negligible: readonly string[] = []): Unknown | null {
  const unread = strata.filter((stratum) => isUnread(stratum) && !negligible.includes(stratum.name));
  const [first, ...others] = unread;
  if (first === undefined) return null;
  const more = others.length === 0 ? "" : `, nor of ${others.map(({ name }) => `“${name}”`).join(", ")}`;
  const but = first.beside ? " but what somebody came upon, which stands for no other" : "";
  return {
    value: null,
    reason: `Nobody has read any of the ${first.size} conversations in “${first.name}”${but}${more}.`,
  };
}

/** The bounds of one stratum, of which an unread one has none but its size and what is known of it. */
function boundsOf(stratum: SampledStratum, confidence: number): { low: number; high: number } {
  const { size, reviewed, positive } = stratum;
  const { least, most } = knownBounds(stratum);
  if (isReadWhole(stratum)) return { low: least, high: least };
  const { low, high } = hypergeometricBounds(positive, reviewed, size, { confidence }) ?? { low: 0, high: size };
  return { low: Math.min(most, Math.max(least, low)), high: Math.max(least, Math.min(most, high)) };
}

/** All of it, stratum by stratum. */
function drawSide(strata: readonly SampledStratum[], options: DrawOptions, strict: number): Side {
  const columns = strata.map((stratum) => drawPositives(stratum, options));
  const bounds = strata.map((stratum) => boundsOf(stratum, strict));
  return {
    value: strata.reduce((sum, stratum) => sum + positivesOf(stratum), 0),
    draws: sumDraws(columns, options.draws ?? DEFAULT_DRAWS),
    columns,
    least: bounds.reduce((sum, { low }) => sum + low, 0),
    most: bounds.reduce((sum, { high }) => sum + high, 0),
  };
}

/**
 * Draws both sides. The promised bounds are exact ones for each stratum, at a chance to miss that all strata which were
 * not read whole share evenly (Bonferroni).
 * @returns why nothing can be said, where a stratum has not one answer
 * @throws RangeError for counts that are impossible
 */
export function drawSides(
  flagged: readonly SampledStratum[],
  unflagged: readonly SampledStratum[],
  { negligible, ...options }: RateOptions,
): Sides | Unknown {
  checkStrata(flagged);
  checkStrata(unflagged);
  const all = [...flagged, ...unflagged];
  const unread = unreadReason(all, negligible);
  if (unread !== null) return unread;
  const sampled = all.filter((stratum) => !isReadWhole(stratum)).length;
  const strict = 1 - (1 - (options.confidence ?? 0.95)) / Math.max(1, sampled);
  const seeded = (side: string) => ({ ...options, seed: `${options.seed}/${side}` });
  return {
    flagged: drawSide(flagged, seeded("flagged"), strict),
    unflagged: drawSide(unflagged, seeded("unflagged"), strict),
  };
}

/** A rate from what both sides hold. Null where the rate has no meaning for what was seen, such as a share of nothing. */
export function rateOfSides(
  { flagged, unflagged }: Sides,
  rate: RateOf,
  { n, confidence }: { n: number; confidence?: number | undefined },
): RateEstimate | null {
  const value = rate(flagged.value, unflagged.value);
  if (Number.isNaN(value)) return null;
  const drawn = flagged.draws.map((positives, i) => rate(positives, unflagged.draws[i] ?? Number.NaN));
  const corners = [flagged.least, flagged.most].flatMap((f) =>
    [unflagged.least, unflagged.most].map((u) => rate(f, u)),
  );
  const known = corners.some(Number.isNaN) ? [0, 1] : corners;
  return {
    value,
    ...intervalOfDraws(drawn, { value, least: 0, most: 1, confidence }),
    floor: Math.min(...known),
    ceiling: Math.max(...known),
    n,
  };
}
