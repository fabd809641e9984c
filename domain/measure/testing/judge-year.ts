/** What Measure says of a simulated year, held against the truth. The same for a seed. */
import { buildReport } from "@/domain/measure/figures/build-report";
import { correctedFigures } from "@/domain/measure/figures/corrected-figures";
import type { Figure } from "@/domain/measure/figures/figure";
import type { GoldError } from "@/domain/measure/figures/gold-error";
import { type FigureOptions, rateFigures } from "@/domain/measure/figures/rate-figures";
import { shareOf } from "@/domain/measure/figures/tally";
import { independentShare } from "@/domain/measure/statistics/clustered";
import { answerReferences, answerYear, readTwice } from "@/domain/measure/testing/answer-year";
import { drawYear, trueRecall, type YearGroup } from "@/domain/measure/testing/draw-year";
import { FAULTLESS, PEOPLE, type People, WEEKS, type YearPlan } from "@/domain/measure/testing/year-plan";

/** What is claimed of recall, under which people: the words of the table. */
export const CLAIMS = {
  plain: "recall, people never err",
  quarter: "the same, of the last quarter alone",
  comeUpon: "the same, a fifth of the misses come upon",
  byHand: "the same, half of what shows nothing read by hand",
  waits: "the same, the last month mostly waits",
  err: "recall, people err",
  known: "corrected, their error known",
  thousand: "corrected, by 1,000 reference cases of each kind",
  hundred: "corrected, by 100 of each kind",
  twice: "recall, each stated risk read twice",
} as const;
export type Claim = keyof typeof CLAIMS;

/** One claim about one year. `flagsOnly` is what a desk that reviews only flags would call its recall. */
export type Judged = { claim: Claim; truth: number; said: Figure; floor: number | null; flagsOnly: number | null };

/** So many answers leave no doubt how often people err. */
const KNOWN = 1_000_000;
const NO_REFERENCES: GoldError = { asked: 0, risk: independentShare(0, 0), none: independentShare(0, 0) };
const FRESH = { waiting: 0, oldestWaitingAt: null, newestWaitingAt: null, check: null };

type Year = { seed: string; plan: YearPlan; groups: readonly YearGroup[]; options: FigureOptions };

/** What the report says of recall. */
function headline(claim: Claim, { seed, plan, groups, options }: Year, people: People): Judged {
  const rows = answerYear(seed, plan, people, groups);
  const { figures, recall } = buildReport(
    { rows, unread: 0, freshness: FRESH, gold: NO_REFERENCES, readTwice: [] },
    options,
  );
  const { floor, flagsOnly } = recall;
  return { claim, truth: trueRecall(groups), said: figures.recall, floor, flagsOnly: flagsOnly.value };
}

const ASKED = { known: KNOWN, thousand: 1_000, hundred: 100 } as const;

/** What it says beside it, by as many answers to reference cases. */
function corrected({ seed, plan, groups, options }: Year, people: People): Judged[] {
  const { figures, sides } = rateFigures(answerYear(seed, plan, people, groups), { ...options, brief: true });
  const truth = trueRecall(groups);
  return Object.entries(ASKED).map(([claim, each]) => {
    const { recall } = correctedFigures(
      answerReferences(seed, people, each),
      figures,
      { ...sides, readTwice: [] },
      options,
    );
    return { claim: claim as keyof typeof ASKED, truth, said: recall, floor: null, flagsOnly: null };
  });
}

/**
 * Draws a year, lets people answer it in several ways, and takes what Measure's own report says of recall.
 * @param draws worlds to try for each interval: as many as the page does unless told
 */
export function judgeYear(seed: string, plan: YearPlan, draws?: number): Judged[] {
  const groups = drawYear(seed, plan);
  const year: Year = { seed, plan, groups, options: draws === undefined ? {} : { draws } };
  const quarter = groups.filter(({ week }) => week >= (WEEKS * 3) / 4);
  const behind = { ...plan, answeredOf: (week: number) => (week < WEEKS - 4 ? plan.answeredOf(week) : 0.3) };
  return [
    headline("plain", year, FAULTLESS),
    headline("quarter", { ...year, groups: quarter }, FAULTLESS),
    headline("comeUpon", { ...year, plan: { ...plan, cameUpon: 0.2 } }, FAULTLESS),
    headline("byHand", { ...year, plan: { ...plan, byHand: 0.5 } }, FAULTLESS),
    headline("waits", { ...year, plan: behind }, FAULTLESS),
    headline("err", year, PEOPLE),
    ...corrected(year, PEOPLE),
    headline("twice", year, readTwice(PEOPLE)),
  ];
}

/** How often a claim held over some years. Shares; `unknown` and `held` count years. */
export type ClaimRow = {
  claim: string;
  years: number;
  /** The truth lies inside the 95 % interval. */
  held: number;
  unknown: number;
  /** The truth is below what was promised ("at least"). */
  floorBroken: number;
  truth: number;
  value: number | null;
  width: number | null;
  flagsOnly: number | null;
};

const meanOf = (values: readonly number[]) =>
  shareOf(
    values.reduce((sum, value) => sum + value, 0),
    values.length,
  );

/** One row for each claim. What Measure calls unknown holds nothing and is counted so. */
export function summariseYears(judged: readonly Judged[]): ClaimRow[] {
  return (Object.keys(CLAIMS) as Claim[]).map((claim) => {
    const of = judged.filter((one) => one.claim === claim);
    const known = of.flatMap(({ said, truth, floor }) => (said.value === null ? [] : [{ ...said, truth, floor }]));
    const naive = of.flatMap(({ flagsOnly }) => (flagsOnly === null ? [] : [flagsOnly]));
    return {
      claim: CLAIMS[claim],
      years: of.length,
      held: known.filter(({ low, high, truth }) => low <= truth && truth <= high).length,
      unknown: of.length - known.length,
      floorBroken: known.filter(({ floor, truth }) => floor !== null && truth < floor).length,
      truth: meanOf(of.map(({ truth }) => truth)) ?? Number.NaN,
      value: meanOf(known.map(({ value }) => value)),
      width: meanOf(known.map(({ low, high }) => high - low)),
      flagsOnly: meanOf(naive),
    };
  });
}
