/** How readings compare with labels. Pure. */
import type { ReadableMessage } from "@/domain/ingest/message";
import { type Outcome, RISK_TYPES, type RiskType } from "@/inference/risk";

/** What is really there. `types` is null where the label says that there is a risk but not of which type. */
export type Expected = { outcome: "risk" | "none"; types: readonly RiskType[] | null };
export type LabelledCase = { id: string; messages: ReadableMessage[]; expected: Expected };
/** What a reading said of one case. */
export type Answer = { id: string; expected: Expected; got: Outcome; types: readonly RiskType[] };

export type Ratios = {
  recall: number | null;
  specificity: number | null;
  precision: number | null;
  accuracy: number | null;
};
/** `unscored` cases were not read: they are in none of the four counts and in no ratio. */
export type Counts = { cases: number; tp: number; fp: number; fn: number; tn: number; unscored: number } & Ratios;
/** The same for one type of risk, over the cases that were read and whose types are known. */
export type TypeCounts = {
  type: RiskType;
  cases: number;
  tp: number;
  fp: number;
  fn: number;
  recall: number | null;
  precision: number | null;
};
/** A case that was answered otherwise than its label says; `got` is “unscored” for one that was not read. */
export type Miss = { id: string; expected: "risk" | "none"; got: Outcome };
export type Evaluation = Counts & { byType: TypeCounts[]; misses: Miss[] };

/** A share; null where there is nothing to have a share of, which is not the same as zero. */
function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

function countsOf(answers: readonly Answer[]): Counts {
  const count = (expected: Outcome, got: Outcome) =>
    answers.filter((answer) => answer.expected.outcome === expected && answer.got === got).length;
  const [tp, fn, fp, tn] = [count("risk", "risk"), count("risk", "none"), count("none", "risk"), count("none", "none")];
  return {
    cases: answers.length,
    tp,
    fp,
    fn,
    tn,
    unscored: answers.filter(({ got }) => got === "unscored").length,
    recall: share(tp, tp + fn),
    specificity: share(tn, tn + fp),
    precision: share(tp, tp + fp),
    accuracy: share(tp + tn, tp + fp + fn + tn),
  };
}

function typeCountsOf(type: RiskType, answers: readonly Answer[]): TypeCounts {
  let [cases, tp, fp, fn] = [0, 0, 0, 0];
  for (const { expected, got, types } of answers) {
    const present = expected.outcome === "none" ? [] : expected.types;
    if (present === null || got === "unscored") continue;
    cases += 1;
    const [named, there] = [types.includes(type), present.includes(type)];
    if (named && there) tp += 1;
    else if (named) fp += 1;
    else if (there) fn += 1;
  }
  return { type, cases, tp, fp, fn, recall: share(tp, tp + fn), precision: share(tp, tp + fp) };
}

/**
 * Scores answers by case and by type of risk. A case that was not read counts as unscored, never as “none”, and is listed
 * among the misses.
 */
export function scoreAnswers(answers: readonly Answer[]): Evaluation {
  const misses = answers.filter(({ expected, got }) => got !== expected.outcome);
  return {
    ...countsOf(answers),
    byType: RISK_TYPES.map((type) => typeCountsOf(type, answers)),
    misses: misses.map(({ id, expected, got }) => ({ id, expected: expected.outcome, got })),
  };
}
