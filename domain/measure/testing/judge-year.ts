/** What Measure says of a simulated year, held against the truth. The same for a seed. */
import { buildReport } from "@/domain/measure/figures/build-report";
import type { Figure } from "@/domain/measure/figures/figure";
import type { GoldError } from "@/domain/measure/figures/gold-error";
import { answerReferences, answerYear, readTwice } from "@/domain/measure/testing/answer-year";
import { drawYear, trueRecall, type YearGroup } from "@/domain/measure/testing/draw-year";
import { FAULTLESS, PEOPLE, type People, WEEKS, type YearPlan } from "@/domain/measure/testing/year-plan";

/** What is claimed of recall, under which people: the words of the table. */
export const CLAIMS = {
  plain: "recall, people never err",
  quarter: "the same, of the last quarter alone",
  comeUpon: "the same, a fifth of the misses come upon",
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
const NO_REFERENCES: GoldError = { asked: 0, risk: 0, found: 0, none: 0, cleared: 0 };
const FRESH = { waiting: 0, oldestWaitingAt: null, newestWaitingAt: null, check: null };

type Year = { seed: string; plan: YearPlan; groups: readonly YearGroup[]; draws: number | undefined };

function reportOf({ seed, plan, groups, draws }: Year, people: People, references: readonly GoldError[]) {
  const rows = answerYear(seed, plan, people, groups);
  const of = (gold: GoldError) =>
    buildReport({ rows, unread: 0, freshness: FRESH, gold }, draws === undefined ? {} : { draws });
  return references.map(of);
}

/**
 * Draws a year, lets people answer it in several ways, and takes from Measure's own report what it says of recall.
 * @param draws worlds to try for each interval: as many as the page does unless told
 */
export function judgeYear(seed: string, plan: YearPlan, draws?: number): Judged[] {
  const groups = drawYear(seed, plan);
  const truth = trueRecall(groups);
  const year: Year = { seed, plan, groups, draws };
  const headline = (claim: Claim, of: Year, people: People, actual = truth): Judged[] =>
    reportOf(of, people, [NO_REFERENCES]).map(({ figures, recall: { floor, flagsOnly } }) => {
      return { claim, truth: actual, said: figures.recall, floor, flagsOnly: flagsOnly.value };
    });
  const asked = { known: KNOWN, thousand: 1_000, hundred: 100 };
  const references = Object.values(asked).map((each) => answerReferences(seed, PEOPLE, each));
  const corrected = reportOf(year, PEOPLE, references).map((report, i): Judged => {
    const claim = (Object.keys(asked) as (keyof typeof asked)[])[i] ?? "known";
    return { claim, truth, said: report.corrected.recall, floor: null, flagsOnly: null };
  });
  const quarter = groups.filter(({ week }) => week >= (WEEKS * 3) / 4);
  const behind = { ...plan, answeredOf: (week: number) => (week < WEEKS - 4 ? 0.9 : 0.3) };
  return [
    ...headline("plain", year, FAULTLESS),
    ...headline("quarter", { ...year, groups: quarter }, FAULTLESS, trueRecall(quarter)),
    ...headline("comeUpon", { ...year, plan: { ...plan, cameUpon: 0.2 } }, FAULTLESS),
    ...headline("waits", { ...year, plan: behind }, FAULTLESS),
    ...headline("err", year, PEOPLE),
    ...corrected,
    ...headline("twice", year, readTwice(PEOPLE)),
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
  value: number;
  width: number;
  flagsOnly: number | null;
};

const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

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
      truth: meanOf(of.map(({ truth }) => truth)),
      value: meanOf(known.map(({ value }) => value)),
      width: meanOf(known.map(({ low, high }) => high - low)),
      flagsOnly: naive.length === 0 ? null : meanOf(naive),
    };
  });
}
