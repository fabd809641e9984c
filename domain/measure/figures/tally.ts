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

/** One group of rows as a stratum: `size` is all of it, `reviewed` what people have decided, `positive` what they found a risk in. */
export function stratumOf(name: string, rows: readonly CountRow[]): SampledStratum {
  const positive = answered(rows, "risk");
  return { name, size: total(rows), reviewed: positive + answered(rows, "none"), positive };
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
/** What came into a draw, was not drawn or not answered, and that somebody came upon: the samples stand for it too. */
const COME_UPON = "seen beside the draw";

/** The name of the cell of the unflagged: rows of one stratum that were drawn with different chances are never one cell. */
export function cellName({ stratum, probability }: Pick<CountRow, "stratum" | "probability">): string {
  // At a rate of 0 no sample stands for it.
  if (stratum === "seen" && probability) return COME_UPON;
  if (probability === null || stratum === "seen") return UNDRAWN[stratum ?? ""] ?? `${stratum}`;
  return `${stratum} at ${probability}`;
}

/** Whether the samples of other cells stand for the conversations of this one (`SampledStratum.covered`). */
export const isCovered = (cell: string): boolean => cell === COME_UPON;

/** The name of the stratum of the flagged in a tier. */
export const tierName = ({ tier }: Pick<CountRow, "tier">): string => `flagged in tier ${tier}`;

/** The flagged by tier, because the urgent ones are decided first; as one group where a tier has not one answer yet. */
export function flaggedGroups<R extends CountRow>(flagged: readonly R[]): [string, R[]][] {
  const tiers = groupRows(flagged, tierName);
  return tiers.every(([, of]) => of.some(isDecided)) ? tiers : [["flagged", [...flagged]]];
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
  return clearGroups(clear).map(([name, of]) => ({ ...stratumOf(name, of), covered: isCovered(name) }));
}
