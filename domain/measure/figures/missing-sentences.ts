/** What is missing from the figures, in the words of the page. Pure. */
import type { Figure, Freshness } from "@/domain/measure/figures/figure";
import type { CountRow } from "@/domain/measure/figures/load-counts";
import type { MeasureFilter } from "@/domain/measure/figures/measure-filter";
import type { RowSides } from "@/domain/measure/figures/rate-figures";
import { counted, whole } from "@/domain/measure/figures/say";
import { answered, cellName, groupRows, isBeside, isDismissal, modelRows, total } from "@/domain/measure/figures/tally";

export type Missing = RowSides & {
  provisional: number;
  left: number;
  shown: number;
  decided: number;
  freshness: Freshness;
  recall: Figure;
  /** The same without the error of reviewers. */
  corrected: Figure;
};

/** Where recall and recall without the error of reviewers cannot both be right. */
function misled(recall: Figure, corrected: Figure): boolean {
  if (recall.value === null || corrected.value === null) return false;
  return corrected.low > recall.high || corrected.high < recall.low;
}

const leftSentence = (left: number): string | false =>
  left > 0 &&
  `${counted(left, "conversation")} read by rules alone, while no model was there, ${left === 1 ? "is" : "are"} left out of the figures. Filter by model to see them.`;

/** What is left out of figures that speak of the model alone: what keyword rules read while no model was there. */
export function leftSentences(rows: readonly CountRow[]): string[] {
  const line = leftSentence(total(rows) - total(modelRows(rows)));
  return line === false ? [] : [line];
}

/** Where figures cannot be narrowed down to one way of deciding, that they were not. */
export const notByVisibility = (visibility: MeasureFilter["visibility"], what: string): string[] =>
  visibility === undefined
    ? []
    : [`${what} cannot be told apart by how decisions were made: this part of the filter was left aside here.`];

/** How many of the flagged nobody has decided on yet, by any word. */
export const undecidedOf = (flagged: readonly CountRow[]): number =>
  answered(flagged, "open", "waits") - total(flagged.filter(isDismissal));

/** What figures make of dismissals that wait. */
export function dismissedSentence(flagged: readonly CountRow[]): string | false {
  const n = total(flagged.filter(isDismissal));
  const [decisions, them] = n === 1 ? ["decision takes", "it"] : ["decisions take", "them"];
  return (
    n > 0 &&
    `${whole(n)} ${decisions} a flagged conversation out of tier 0 and ${n === 1 ? "waits" : "wait"} for a second person. Until then ${them === "it" ? "it counts" : "they count"} as no risk, as what is confirmed there counts at once: precision and recall may be higher, and not lower, by ${them}.`
  );
}

/** In the order of how much hangs on it. */
export function missingSentences(what: Missing): string[] {
  const { flagged, clear, unscored, provisional, left, shown, decided, freshness, recall, corrected } = what;
  const lines: (string | false)[] = [];
  const unframed = total(clear.filter(({ stratum }) => stratum === "unframed"));
  const undrawn = groupRows(clear, cellName)
    .map(([, of]) => of.filter((row) => !isBeside(row)))
    .filter((of) => of.every(({ answer, stratum }) => answer === "unasked" && stratum !== "unframed"))
    .reduce((sum, of) => sum + total(of), 0);
  const unanswered = answered(clear, "open", "waits");
  const undecided = undecidedOf(flagged);
  const failed = answered(unscored, "open", "waits");
  lines.push(
    unframed > 0 &&
      `${counted(unframed, "unflagged conversation")} never came into a draw, because they were read before there was one or by rules alone: nothing is known of what was missed in them.`,
    undrawn > 0 &&
      `${counted(undrawn, "unflagged conversation")} ${undrawn === 1 ? "is" : "are"} of groups from which nothing was drawn so far: nothing is known of what was missed in them.`,
    unanswered > 0 &&
      `${counted(unanswered, "drawn conversation")} of those not flagged still ${unanswered === 1 ? "waits" : "wait"} for a person. The estimates take them to be like the ones that were answered.`,
    undecided > 0 &&
      `${counted(undecided, "flagged conversation")} of ${whole(total(flagged))} ${undecided === 1 ? "is" : "are"} not decided yet. Recall takes them, tier by tier, to be like the decided ones; precision speaks of the decided ones alone, and the urgent come first.`,
    dismissedSentence(flagged),
    failed > 0 &&
      `${counted(failed, "conversation")} that the model could not read ${failed === 1 ? "waits" : "wait"} for a person.`,
    shown > 0 &&
      `${whole(shown)} of ${counted(decided, "decision")} ${shown === 1 ? "was" : "were"} made with the model's answer in view, which draws people towards it: precision may look better than it is.`,
    misled(recall, corrected) &&
      "Recall takes every answer to be right. As often as reviewers err on reference cases that moves it further than its interval says: go by the corrected figure, and have each stated risk read by a second person.",
    leftSentence(left),
    left === 0 &&
      provisional > 0 &&
      `${whole(provisional)} of ${counted(decided, "decision")} ${provisional === 1 ? "was" : "were"} about a reading by keyword rules: no model has read any of this.`,
    freshness.waiting > 0 &&
      `${counted(freshness.waiting, "change")} of the last moments ${freshness.waiting === 1 ? "is" : "are"} not in these figures yet.`,
    freshness.check?.ok === false &&
      `The last comparison with the records, on ${freshness.check.at.slice(0, 10)}, found ${counted(freshness.check.differences, "difference")}. They were mended; tell whoever runs this desk, since none should arise.`,
  );
  return lines.filter((line) => line !== false);
}
