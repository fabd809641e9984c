/** What stored scores stand for, from what people decided. Pure, and changes nothing in the queue. */

import { edgeOf, middleOf } from "@/domain/measure/facts/score-bins";
import { negligibleOf, sidesOf } from "@/domain/measure/figures/rate-figures";
import { clearGroups, flaggedGroups, isBeside, isDecided, stratumOf } from "@/domain/measure/figures/tally";
import {
  calibrated,
  fitIsotonic,
  fitPlatt,
  outOfFold,
  type Predicted,
  type Scored,
} from "@/domain/measure/statistics/calibration";
import type { Unknown } from "@/domain/measure/statistics/estimate";
import { unreadReason } from "@/domain/measure/statistics/rate-estimate";
import { brierScore, reliabilityBins } from "@/domain/measure/statistics/reliability";
import type { ScoreRow } from "@/domain/measure/thresholds/load-score-counts";
import type { ScoreCalibration, ThresholdQuery } from "@/domain/measure/thresholds/threshold-dto";

/** From so many answers on isotonic regression no longer follows their luck (Niculescu-Mizil and Caruana 2005). */
const ENOUGH = 1_000;

type Group = [name: string, rows: ScoreRow[]];

/** The flagged, and the unflagged that answers were drawn from: what somebody came upon is chosen, and stands for nothing. */
function groupsOf(rows: readonly ScoreRow[]): { flagged: Group[]; drawn: Group[] } {
  const { flagged, clear } = sidesOf(rows);
  // What was come upon beside the draw is of a cell whose samples stand for it; its own answers are none of theirs.
  const drawn = clear.filter((row) => row.stratum !== "seen" || isBeside(row));
  return { flagged: flaggedGroups(flagged), drawn: clearGroups(drawn) };
}

/** Why nothing can be said of the scores of some: nobody has read any of a group that is not next to nothing. */
function unreadOf({ flagged, drawn }: ReturnType<typeof groupsOf>): Unknown | null {
  const strataOf = (groups: Group[]) => groups.map(([name, of]) => ({ ...stratumOf(name, of), beside: undefined }));
  const rest = strataOf(drawn);
  return unreadReason([...strataOf(flagged), ...rest], negligibleOf(rest));
}

/** The answers with the middle of their bin as score, each standing for as many as its stratum has for one answer. */
function answersOf({ flagged, drawn }: ReturnType<typeof groupsOf>): (Scored & { bin: number; count: number })[] {
  return [...flagged, ...drawn].flatMap(([name, of]) => {
    const { size, reviewed } = stratumOf(name, of);
    const answered = of.filter((row) => isDecided(row) && !isBeside(row));
    return answered.map(({ bin, answer, n }) => ({
      bin,
      score: middleOf(bin),
      positive: answer === "risk",
      weight: size / reviewed,
      count: n,
    }));
  });
}

function judge(items: readonly Predicted[]) {
  const score = brierScore(items);
  if (score === null) throw new Error("nothing to judge by");
  return { brier: score.value, reliability: score.reliability, bins: reliabilityBins(items) };
}

/**
 * Calibrates the scores by what people decided: isotonic regression or Platt's curve, judged out of fold beside the scores
 * as they are.
 * @param rows of one model and strategy
 * @returns the reason where there are too few answers of a kind, or none of a group that any were drawn from
 */
export function calibrateScores(rows: readonly ScoreRow[], asked: ThresholdQuery["calibration"]): ScoreCalibration {
  const groups = groupsOf(rows);
  const items = answersOf(groups);
  const counted = (of: typeof items) => of.reduce((sum, { count }) => sum + count, 0);
  const n = counted(items);
  const unread = unreadOf(groups);
  if (unread !== null) return { method: null, n, reason: unread.reason };
  const method = asked ?? (n < ENOUGH ? "platt" : "isotonic");
  const learn = method === "isotonic" ? fitIsotonic : fitPlatt;
  const after = outOfFold(items, learn, { seed: "calibration" });
  if ("reason" in after) return { method: null, n, reason: after.reason };
  const fitted = learn(items);
  const bins = [...new Map(items.map(({ bin, score }) => [bin, score]))].sort(([a], [b]) => a - b);
  return {
    method,
    n,
    withRisk: counted(items.filter(({ positive }) => positive)),
    before: judge(items.map(({ score, ...item }) => ({ ...item, chance: score }))),
    after: judge(after),
    scores: bins.map(([bin, score]) => ({
      from: edgeOf(bin),
      score,
      chance: calibrated(fitted, score),
      n: counted(items.filter((item) => item.bin === bin)),
    })),
  };
}
