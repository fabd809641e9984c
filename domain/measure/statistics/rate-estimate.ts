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
import { checkStrata, type SampledStratum } from "@/domain/measure/statistics/stratified";

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
function unreadReason(strata: readonly SampledStratum[], negligible: readonly string[] = []): Unknown | null {
  const unread = strata.filter(({ name, size, reviewed }) => size > 0 && reviewed === 0 && !negligible.includes(name));
  const [first, ...others] = unread;
  if (first === undefined) return null;
  const more = others.length === 0 ? "" : `, nor of ${others.map(({ name }) => `“${name}”`).join(", ")}`;
  return { value: null, reason: `Nobody has read any of the ${first.size} conversations in “${first.name}”${more}.` };
}

/** The bounds of one stratum, of which an unread one has none but its size. */
function boundsOf({ size, reviewed, positive }: SampledStratum, confidence: number): { low: number; high: number } {
  if (reviewed === size) return { low: positive, high: positive };
  return hypergeometricBounds(positive, reviewed, size, { confidence }) ?? { low: 0, high: size };
}

/** All of it; `covered` ones are in none of the sums, but nothing is below what is known with them. */
function drawSide(strata: readonly SampledStratum[], options: DrawOptions, strict: number): Side {
  const known = strata.reduce((sum, { positive }) => sum + positive, 0);
  const columns = strata.map((stratum) => drawPositives(stratum, options));
  const bounds = strata.map((stratum) => boundsOf(stratum, strict));
  const isOwn = (i: number) => strata[i]?.covered !== true;
  const own = strata.filter(({ reviewed, covered }) => reviewed > 0 && covered !== true);
  const draws = sumDraws(
    columns.filter((_, i) => isOwn(i)),
    options.draws ?? DEFAULT_DRAWS,
  );
  return {
    value: Math.max(
      known,
      own.reduce((sum, { size, reviewed, positive }) => sum + (size * positive) / reviewed, 0),
    ),
    draws: draws.map((positives) => Math.max(known, positives)),
    columns,
    least: Math.max(
      known,
      bounds.reduce((sum, { low }, i) => sum + (isOwn(i) ? low : 0), 0),
    ),
    // For a promise they are added all the same: a sample may by chance have met none of their kind.
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
  const sampled = all.filter(({ size, reviewed }) => reviewed < size).length;
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
