/** Cuts in hindsight as lines of a table, one for each. Pure. */
import type { Cut, CutRate, Simulation, Thresholds } from "@/domain/measure/thresholds/threshold-dto";

export type ThresholdLine = {
  model: string;
  strategy: string;
  first: string;
  last: string;
  /** What the cut is on: a tier up to which, or a score from which on, there would be a case. */
  axis: "tier" | "score";
  cut: number;
  /** Whether it is the cut that is in force, or the one nearest to it. */
  today: boolean;
  queue: number;
  perDay: number;
  tier0: number;
  tier1: number;
  tier2: number;
  tier3: number;
  noTier: number;
  recall: number | null;
  recallLow: number | null;
  recallHigh: number | null;
  recallAtLeast: number | null;
  precision: number | null;
  precisionLow: number | null;
  precisionHigh: number | null;
  answers: number;
  /** Why recall is not known; null where it is. */
  reason: string | null;
};

type Place = Pick<ThresholdLine, "model" | "strategy" | "first" | "last">;

const rangeOf = (rate: CutRate) => (rate.value === null ? { low: null, high: null } : rate);

function lineOf(place: Place, axis: ThresholdLine["axis"], { byTier, recall, precision, ...at }: Cut, today: boolean) {
  const [tier0 = 0, tier1 = 0, tier2 = 0, tier3 = 0] = byTier;
  return {
    ...place,
    axis,
    cut: at.cut,
    today,
    queue: at.queue,
    perDay: at.perDay,
    tier0,
    tier1,
    tier2,
    tier3,
    noTier: at.noTier,
    recall: recall.value,
    recallLow: rangeOf(recall).low,
    recallHigh: rangeOf(recall).high,
    recallAtLeast: at.atLeast,
    precision: precision.value,
    precisionLow: rangeOf(precision).low,
    precisionHigh: rangeOf(precision).high,
    answers: recall.n,
    reason: recall.value === null ? recall.reason : null,
  } satisfies ThresholdLine;
}

/** The cuts by tier, then those by score; none where nothing can be said. */
export function thresholdLines({ readBy, period, byTier, byScore }: Thresholds): ThresholdLine[] {
  const chosen = readBy.find((each) => each.chosen);
  if (chosen === undefined || period === null) return [];
  const { model, strategy } = chosen;
  const place = { model, strategy, first: period.first, last: period.last };
  const of = (axis: ThresholdLine["axis"], { cuts, today }: Simulation) =>
    cuts.map((cut) => lineOf(place, axis, cut, cut.cut === today?.cut));
  return [...of("tier", byTier), ...of("score", byScore)];
}
