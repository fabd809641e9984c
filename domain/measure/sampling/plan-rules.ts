/** What rates of sampling cost and buy, from what came in lately. Pure. */
import type { SamplingPlan } from "@/domain/measure/sampling/sampling-dto";
import { intervalForRates, type PlannedStratum, sampleSizeForRecall } from "@/domain/measure/statistics/planner";
import { inclusionProbability, type SamplingRates } from "@/domain/triage/sampling/sampling-rates";
import { STRATA, type Stratum } from "@/domain/triage/sampling/strata";

/** Misses that are reckoned with while too few samples were read to say: guesses, high enough to plan by. */
const ASSUMED_MISS_RATE: Readonly<Record<Stratum, number>> = {
  tripwire: 0.05,
  split: 0.05,
  keyword: 0.02,
  rest: 0.002,
};
/** As many readings as the guess weighs: from then on what was read says more. */
const ASSUMED_WEIGHT = 50;

export type PlanBasis = {
  weeks: number;
  halfWidth: number | null;
  rates: SamplingRates;
  basisDays: number;
  intake: readonly { stratum: Stratum; sourceId: string; language: string | null; weekly: number }[];
  /** Of each stratum, how many samples were read, and in how many a risk was found. */
  read: readonly { stratum: string; reviewed: number; found: number }[];
  foundWeekly: number;
  time: { seconds: number; from: "samples" | "all_decisions" } | null;
};

type Part = SamplingPlan["strata"][number];

function partOf(stratum: Stratum, { intake, rates, read }: PlanBasis): Part {
  const cells = intake.filter((cell) => cell.stratum === stratum);
  const { reviewed, found } = read.find((each) => each.stratum === stratum) ?? { reviewed: 0, found: 0 };
  return {
    stratum,
    weekly: cells.reduce((sum, { weekly }) => sum + weekly, 0),
    drawnWeekly: cells.reduce((sum, cell) => sum + cell.weekly * inclusionProbability(rates, cell), 0),
    missRate: (found + ASSUMED_WEIGHT * ASSUMED_MISS_RATE[stratum]) / (reviewed + ASSUMED_WEIGHT),
    missRateFrom: reviewed >= ASSUMED_WEIGHT ? "samples" : "assumed",
  };
}

const hoursOf = (reads: number, { time }: PlanBasis) => (time === null ? null : (reads * time.seconds) / 3600);

const NAMES: Readonly<Record<Stratum, string>> = {
  tripwire: "Tripwire",
  split: "Split",
  keyword: "Keywords",
  rest: "The rest",
};
type Planned = PlannedStratum & { stratum: Stratum; rate: number };

/** The strata as they will be after so many weeks; those that hold nothing are left out. */
function plannedOf(parts: readonly Part[], weeks: number): Planned[] {
  return parts
    .map(({ stratum, weekly, drawnWeekly, missRate: share }) => {
      const size = Math.round(weekly * weeks);
      return { stratum, name: NAMES[stratum], size, share, rate: weekly > 0 ? Math.min(1, drawnWeekly / weekly) : 0 };
    })
    .filter(({ size }) => size > 0);
}

function neededFor(
  halfWidth: number,
  found: number,
  planned: readonly Planned[],
  basis: PlanBasis,
): SamplingPlan["needed"] {
  const plan = sampleSizeForRecall({ found, strata: planned, halfWidth });
  if (plan.value === null) return { reads: null, reason: plan.reason };
  const perStratum = planned.map(({ stratum, name, size }) => {
    const asked = plan.readings.find((each) => each.name === name)?.n ?? 0;
    // Of a tripwire everything is read, whether the interval asks for it or not.
    const reads = stratum === "tripwire" ? size : asked;
    return { stratum, reads, rate: reads / size };
  });
  const reads = perStratum.reduce((sum, each) => sum + each.reads, 0);
  const readsWeekly = reads / basis.weeks;
  const { value, low, high } = plan;
  return { reads, readsWeekly, hoursWeekly: hoursOf(readsWeekly, basis), perStratum, recall: { value, low, high } };
}

/** What the rates draw in a week, the hours it takes, the interval of recall it buys, and what a wished one would need. */
export function makePlan(basis: PlanBasis): SamplingPlan {
  const strata = STRATA.map((stratum) => partOf(stratum, basis));
  const drawnWeekly = strata.reduce((sum, part) => sum + part.drawnWeekly, 0);
  const planned = plannedOf(strata, basis.weeks);
  const found = Math.round(basis.foundWeekly * basis.weeks);
  const bought =
    planned.length === 0
      ? { value: null, reason: "Nothing was read clear in the last four weeks, so there is nothing to plan with yet." }
      : intervalForRates({ found, strata: planned });
  return {
    weeks: basis.weeks,
    basisDays: basis.basisDays,
    strata,
    foundWeekly: basis.foundWeekly,
    drawnWeekly,
    secondsEach: basis.time?.seconds ?? null,
    secondsFrom: basis.time?.from ?? null,
    hoursWeekly: hoursOf(drawnWeekly, basis),
    recall:
      bought.value === null
        ? { value: null, reason: bought.reason }
        : { value: bought.value, low: bought.low, high: bought.high },
    needed:
      basis.halfWidth === null
        ? null
        : planned.length === 0
          ? {
              reads: null,
              reason: "Nothing was read clear in the last four weeks, so there is nothing to plan with yet.",
            }
          : neededFor(basis.halfWidth, found, planned, basis),
  };
}
