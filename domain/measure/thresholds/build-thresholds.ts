/** The answer about cuts and scores, from what was counted. Pure. */
import type { Freshness } from "@/domain/measure/figures/figure";
import type { CountRow } from "@/domain/measure/figures/load-counts";
import { sidesOf } from "@/domain/measure/figures/rate-figures";
import { basisOf, isDecided, total } from "@/domain/measure/figures/tally";
import { calibrateScores } from "@/domain/measure/thresholds/calibrate-scores";
import type { ReadingsBy, ScoreRow } from "@/domain/measure/thresholds/load-score-counts";
import { simulateScores, simulateTiers } from "@/domain/measure/thresholds/simulate-queue";
import type { Simulation, ThresholdQuery, Thresholds } from "@/domain/measure/thresholds/threshold-dto";
import { thresholdSentences } from "@/domain/measure/thresholds/threshold-sentences";

const DAY_MS = 86_400_000;
const BY_RULES = "These readings are by keyword rules, whose scores mean something else than a model's.";
const NO_SCORE =
  "None of these readings has a stored score: the model server did not say the probabilities of its words.";

export type ThresholdParts = {
  query: ThresholdQuery;
  /** What the chosen ones read, and that part of it which has a score. */
  rows: readonly CountRow[];
  scored: readonly ScoreRow[];
  readBy: readonly ReadingsBy[];
  chosen: ReadingsBy | undefined;
  freshness: Freshness;
  /** Why the unflagged cannot be told apart by what was asked, where they cannot. */
  noUnflagged?: string | undefined;
};

const daysBetween = (first: string, last: string) => 1 + (Date.parse(last) - Date.parse(first)) / DAY_MS;

/** Why there are no scores to cut or to calibrate; undefined where there are. */
function whyNoScores({ rows, scored, chosen }: ThresholdParts): string | undefined {
  if (chosen?.rules) return BY_RULES;
  return scored.length === 0 && rows.length > 0 ? NO_SCORE : undefined;
}

/** The queue at other cuts and what scores stand for, with what neither can know. `draws` are worlds for each interval. */
export function buildThresholds(parts: ThresholdParts, draws?: number): Thresholds {
  const { query, rows, scored, readBy, chosen, freshness, noUnflagged } = parts;
  const sides = sidesOf(rows);
  const read = [...sides.flagged, ...sides.clear];
  const period = chosen && { first: chosen.first, last: chosen.last, days: daysBetween(chosen.first, chosen.last) };
  const options = { days: period?.days ?? 1, noUnflagged, draws };
  const noScores = whyNoScores(parts);
  const withScore = scored.filter(({ outcome }) => outcome !== "unscored");
  const noCuts = (reason: string): Simulation => ({ cuts: [], today: null, reason });
  return {
    freshness,
    readBy: readBy.map(({ first: _, last: __, ...each }, at) => ({ ...each, chosen: readBy[at] === chosen })),
    period: period ?? null,
    counts: {
      read: total(read),
      flagged: total(sides.flagged),
      decided: total(read.filter(isDecided)),
      unscored: total(sides.unscored),
      withoutScore: total(read) - total(withScore),
    },
    basis: basisOf(read),
    byTier: simulateTiers(sides, options),
    byScore: noScores === undefined ? simulateScores(withScore, options) : noCuts(noScores),
    calibration:
      noScores === undefined ? calibrateScores(withScore, query.calibration) : { method: null, n: 0, reason: noScores },
    missing: chosen === undefined ? [] : thresholdSentences({ sides, scored: withScore, chosen, readBy, freshness }),
  };
}
