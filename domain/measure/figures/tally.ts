/** Counts of conversations added up the ways the figures ask for them. Pure. */
import type { Basis } from "@/domain/measure/figures/figure";
import type { CountRow } from "@/domain/measure/figures/load-counts";
import type { SampledStratum } from "@/domain/measure/statistics/stratified";

/** How many conversations the rows hold. */
export function total(rows: readonly CountRow[]): number {
  return rows.reduce((sum, { n }) => sum + n, 0);
}

/** How many of them have this answer. */
export function answered(rows: readonly CountRow[], ...answers: CountRow["answer"][]): number {
  return total(rows.filter(({ answer }) => answers.includes(answer)));
}

/** Whether a model has read any of these; where none has, what keyword rules read is all there is. */
export const hasModelRead = (rows: readonly CountRow[]): boolean =>
  rows.some(({ provisional, outcome }) => !provisional && outcome !== "unscored");

/** What is left of the rows for figures about the model: readings by rules alone count only where no model has read. */
export function modelRows(rows: readonly CountRow[]): CountRow[] {
  return hasModelRead(rows) ? rows.filter(({ provisional }) => !provisional) : [...rows];
}

export const isDecided = ({ answer }: CountRow): boolean => answer === "risk" || answer === "none";

/** How the decisions among the rows were made. */
export function basisOf(rows: readonly CountRow[]): Basis {
  const decided = rows.filter(isDecided);
  const blind = total(decided.filter(({ visibility }) => visibility === "blind"));
  const shown = total(decided.filter(({ visibility }) => visibility === "shown"));
  if (blind + shown === 0) return "none";
  if (shown === 0) return "blind";
  return blind === 0 ? "shown" : "mixed";
}

/** A share, or null of nothing. */
export const shareOf = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

type From = { stratum: string | null; probability: number | null; cameInto?: string | null | undefined };

/** Whether a row came into a draw, was not drawn, and was decided on because somebody came upon it. At a rate of 0 no sample stands for it. */
export const isBeside = <R extends From>(row: R): row is R & { cameInto: string } =>
  row.stratum === "seen" && Boolean(row.probability) && typeof row.cameInto === "string";

type Answered = From & { answer: string; n: number };

/**
 * One group of rows as a stratum: `size` is all of it, `reviewed` what people have decided, `positive` what they found a
 * risk in, but for what was come upon `beside` the draw.
 */
export function stratumOf(name: string, rows: readonly Answered[]): SampledStratum {
  const count = (of: readonly Answered[], ...answers: string[]) =>
    of.reduce((sum, { answer, n }) => sum + (answers.includes(answer) ? n : 0), 0);
  const [drawn, beside] = [rows.filter((row) => !isBeside(row)), rows.filter(isBeside)];
  const known = { size: count(beside, "risk", "none"), positive: count(beside, "risk") };
  return {
    name,
    size: rows.reduce((sum, { n }) => sum + n, 0),
    reviewed: count(drawn, "risk", "none"),
    positive: count(drawn, "risk"),
    ...(known.size > 0 && { beside: known }),
  };
}

/** Rows by a name, in the order in which the names first come. */
export function groupRows<R extends CountRow>(rows: readonly R[], nameOf: (row: R) => string): [string, R[]][] {
  const groups = new Map<string, R[]>();
  for (const row of rows) {
    const name = nameOf(row);
    const group = groups.get(name);
    if (group) group.push(row);
    else groups.set(name, [row]);
  }
  return [...groups].sort(([a], [b]) => a.localeCompare(b));
}

/** Cells without a draw, in words: sentences quote them. */
const UNDRAWN: Readonly<Record<string, string>> = { seen: "seen without a draw", unframed: "unreached by any draw" };

/**
 * The name of the cell of the unflagged: rows of one stratum that were drawn with different chances are never one cell.
 * What was come upon beside the draw is of the cell whose sample stands for it.
 */
export function cellName(row: From): string {
  if (isBeside(row)) return `${row.cameInto} at ${row.probability}`;
  const { stratum, probability } = row;
  if (probability === null || stratum === "seen") return UNDRAWN[stratum ?? ""] ?? `${stratum}`;
  return `${stratum} at ${probability}`;
}

type Tier = number | null;
/** Flags that never had a case have no tier: they come after the least urgent ones. */
const placeOf = (tier: Tier): number => tier ?? 4;

/**
 * The names of the strata of the flagged: each tier by itself, because the urgent ones are decided first. A tier without
 * one answer is put to the nearest that has some (the less urgent of two, which is the more cautious); with no answer in
 * any they are one stratum.
 * @param answered the tiers that have answers
 */
export function tierNames(answered: ReadonlySet<Tier>): (tier: Tier) => string {
  return (tier) => {
    const far = (other: Tier) => Math.abs(placeOf(other) - placeOf(tier));
    const [nearest] = [...answered].sort((a, b) => far(a) - far(b) || placeOf(b) - placeOf(a));
    return nearest === undefined ? "flagged" : `flagged in tier ${nearest}`;
  };
}

/** Whether a decision that takes a flag out of tier 0 waits for a second person. */
export const isDismissal = ({ outcome, tier, answer }: CountRow): boolean =>
  outcome === "risk" && tier === 0 && answer === "waits";

/**
 * The flagged with dismissals that wait counted as no risk, which is the least that they can be: in tier 0 a confirmation
 * takes effect at once. Were only dismissals left out, what is missing would hang on the answer.
 */
export const atFirstWord = <R extends CountRow>(flagged: readonly R[]): R[] =>
  flagged.map((row) => (isDismissal(row) ? { ...row, answer: "none" } : row));

/** The names of the strata of these flagged rows, by tier. */
export const flaggedNames = (flagged: readonly CountRow[]) =>
  tierNames(
    new Set(
      atFirstWord(flagged)
        .filter(isDecided)
        .map(({ tier }) => tier),
    ),
  );

/** The flagged by the strata they are in, at the first word. */
export function flaggedGroups<R extends CountRow>(flagged: readonly R[]): [string, R[]][] {
  const nameOf = flaggedNames(flagged);
  return groupRows(atFirstWord(flagged), ({ tier }) => nameOf(tier));
}

/** The unflagged by the cells they were drawn from. */
export function clearGroups<R extends CountRow>(clear: readonly R[]): [string, R[]][] {
  return groupRows(clear, cellName);
}

/** The flagged as strata. */
export function flaggedStrata(flagged: readonly CountRow[]): SampledStratum[] {
  return flaggedGroups(flagged).map(([name, of]) => stratumOf(name, of));
}

/** The unflagged as strata. */
export function clearStrata(clear: readonly CountRow[]): SampledStratum[] {
  return clearGroups(clear).map(([name, of]) => stratumOf(name, of));
}
