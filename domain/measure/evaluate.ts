/** How readings compare with labels. Pure. */
import { type Answer, DOMAIN_TYPES, DOMAINS, type Domain, LEVELS } from "@/domain/measure/labelled-case";
import { type CostScore, scoreCost } from "@/domain/measure/score-cost";
import { type SeverityScore, scoreSeverity } from "@/domain/measure/score-severity";
import type { Estimate } from "@/domain/measure/statistics/estimate";
import { wilson } from "@/domain/measure/statistics/wilson";
import { type Outcome, RISK_TYPES, type RiskType } from "@/inference/risk";

export const RATIOS = ["recall", "specificity", "precision", "accuracy"] as const;
export type Ratio = (typeof RATIOS)[number];
/** Wilson intervals at 95 %; null where there is nothing to have a share of, which is not the same as zero. */
export type Intervals = Record<Ratio, Estimate | null>;

/** `unscored` cases were not read: they are in none of the four counts and in no ratio. */
export type Counts = {
  cases: number;
  tp: number;
  fp: number;
  fn: number;
  tn: number;
  unscored: number;
  intervals: Intervals;
} & Record<Ratio, number | null>;

/** The same for one type of risk, over the cases that were read and whose types are known. */
export type TypeCounts = {
  type: RiskType;
  cases: number;
  tp: number;
  fp: number;
  fn: number;
  recall: number | null;
  precision: number | null;
  intervals: Pick<Intervals, "recall" | "precision">;
};

/** Cases of one domain of the older taxonomy: with a risk of a fitting type, with only other risks, without any. */
export type DomainCounts = { domain: Domain; cases: number; fitting: number; otherTypes: number; missed: number };

/** A case that was answered otherwise than its label says; `got` is “unscored” for one that was not read. */
export type Miss = { id: string; expected: "risk" | "none"; got: Outcome };
export type Evaluation = Counts & {
  byType: TypeCounts[];
  byDomain: DomainCounts[];
  severity: SeverityScore;
  cost: CostScore;
  misses: Miss[];
};

const shareOf = (estimate: Estimate | null) => estimate?.value ?? null;

function countsOf(answers: readonly Answer[]): Counts {
  const count = (expected: Outcome, got: Outcome) =>
    answers.filter((answer) => answer.expected.outcome === expected && answer.got === got).length;
  const [tp, fn, fp, tn] = [count("risk", "risk"), count("risk", "none"), count("none", "risk"), count("none", "none")];
  const intervals = {
    recall: wilson(tp, tp + fn),
    specificity: wilson(tn, tn + fp),
    precision: wilson(tp, tp + fp),
    accuracy: wilson(tp + tn, tp + fp + fn + tn),
  };
  return {
    cases: answers.length,
    tp,
    fp,
    fn,
    tn,
    unscored: answers.filter(({ got }) => got === "unscored").length,
    recall: shareOf(intervals.recall),
    specificity: shareOf(intervals.specificity),
    precision: shareOf(intervals.precision),
    accuracy: shareOf(intervals.accuracy),
    intervals,
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
  const intervals = { recall: wilson(tp, tp + fn), precision: wilson(tp, tp + fp) };
  return {
    type,
    cases,
    tp,
    fp,
    fn,
    recall: shareOf(intervals.recall),
    precision: shareOf(intervals.precision),
    intervals,
  };
}

function domainCountsOf(domain: Domain, answers: readonly Answer[]): DomainCounts {
  const of = answers.filter(({ expected, got }) => expected.domains.includes(domain) && got !== "unscored");
  const fits: readonly RiskType[] = DOMAIN_TYPES[domain];
  const fitting = of.filter(({ types }) => types.some((type) => fits.includes(type))).length;
  const missed = of.filter(({ got }) => got === "none").length;
  return { domain, cases: of.length, fitting, otherTypes: of.length - fitting - missed, missed };
}

/**
 * Scores answers by case, by type of risk, by severity and by cost. A case that was not read counts as unscored, never as
 * “none”, and is listed among the misses.
 */
export function scoreAnswers(answers: readonly Answer[]): Evaluation {
  const misses = answers.filter(({ expected, got }) => got !== expected.outcome);
  return {
    ...countsOf(answers),
    byType: RISK_TYPES.map((type) => typeCountsOf(type, answers)),
    byDomain: DOMAINS.map((domain) => domainCountsOf(domain, answers)).filter(({ cases }) => cases > 0),
    severity: scoreSeverity(answers),
    cost: scoreCost(answers),
    misses: misses.map(({ id, expected, got }) => ({ id, expected: expected.outcome, got })),
  };
}

/** How much a wrong answer matters: a missed risk before a failure to read, that before a false alarm, then by severity. */
function weight({ expected, got, level }: Answer): number {
  const kind = expected.outcome === "risk" ? (got === "unscored" ? 1 : 2) : 0;
  return kind * LEVELS.length + LEVELS.indexOf((expected.outcome === "risk" ? expected.level : level) ?? "none");
}

/** The wrong answers that matter most, worst first. */
export function worstMisses(answers: readonly Answer[], most = 10): Answer[] {
  const wrong = answers.filter(({ expected, got }) => got !== expected.outcome);
  return wrong.toSorted((a, b) => weight(b) - weight(a)).slice(0, most);
}
