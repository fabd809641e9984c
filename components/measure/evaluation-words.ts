/** Evaluations in words. Pure. */
import { counted } from "@/components/measure/figures";
import type { Tone } from "@/components/ui/tone";
import type { EvaluationRunDto } from "@/domain/measure/evaluations/evaluation-schema";

type Measured = EvaluationRunDto["strategies"][number];
type Discordance = NonNullable<Measured["comparison"]>["accuracy"];

/** Below this p a difference is called one: the usual convention. */
const UNLIKELY = 0.05;
/** With fewer pairs than this not even a split of all to none has a p below 0.05. */
const ENOUGH_PAIRS = 6;

/** The state of a run as a badge says it. */
export function lookOf({ state }: EvaluationRunDto): { label: string; tone: Tone } {
  if (state === "running") return { label: "Running", tone: "info" };
  if (state === "finished") return { label: "Finished", tone: "ok" };
  if (state === "cancelled") return { label: "Cancelled", tone: "neutral" };
  return { label: "Failed", tone: "danger" };
}

/** A run's name: its file's for those who may see that, else what it is. */
export function nameOf({ fileName, cases }: EvaluationRunDto): string {
  return fileName ?? counted(cases, "labelled case");
}

/** How much of a run is read, over all its strategies: 0 to 1. */
export function shareDone({ cases, strategies }: EvaluationRunDto): number {
  const done = strategies.reduce((sum, each) => sum + each.done, 0);
  return done / (cases * strategies.length);
}

/** A p-value as it is printed: "0.031", "<0.001". */
export function pText(p: number): string {
  return p < 0.001 ? "<0.001" : p.toFixed(3);
}

/** What McNemar's test says of two strategies, for somebody who never met it. */
export function comparisonInWords(
  { onlyFirst, onlySecond, p }: Discordance,
  first: string,
  second: string,
  whatHelps = "Label more cases.",
): string {
  const differ = onlyFirst + onlySecond;
  if (differ === 0) return `${first} and ${second} were right on the very same cases.`;
  const split = `They differ on ${counted(differ, "case")}: only ${first} was right on ${onlyFirst}, only ${second} on ${onlySecond}.`;
  if (p < UNLIKELY) {
    const better = onlyFirst > onlySecond ? first : second;
    return `${split} Chance is an unlikely reason for so uneven a split: ${better} answers these cases better.`;
  }
  if (differ < ENOUGH_PAIRS) return `${split} That is too few to tell them apart, however they fall. ${whatHelps}`;
  return `${split} Chance alone may well do that: neither is shown to be better.`;
}
