/** The queue and recall that other cuts would have meant, from counts of conversations. Pure. */

import { edgeOf, SCORE_EDGES } from "@/domain/measure/facts/score-bins";
import type { CountRow } from "@/domain/measure/figures/load-counts";
import { negligibleOf, type RowSides, sidesOf } from "@/domain/measure/figures/rate-figures";
import { clearGroups, clearStrata, flaggedGroups, isBeside, isDecided, total } from "@/domain/measure/figures/tally";
import type { Unknown } from "@/domain/measure/statistics/estimate";
import type { RateEstimate } from "@/domain/measure/statistics/rate-estimate";
import { type CutFigures, type ScoredStratum, simulateCuts } from "@/domain/measure/statistics/threshold";
import type { ScoreRow } from "@/domain/measure/thresholds/load-score-counts";
import type { Cut, CutRate, Simulation } from "@/domain/measure/thresholds/threshold-dto";

/** Worlds tried at each cut, of which there are forty: fewer than for a figure that stands alone. */
const DRAWS = 1_000;
const TIERS = [0, 1, 2, 3] as const;

export type SimulateOptions = { days: number; noUnflagged?: string | undefined; draws?: number | undefined };

/** What orders the conversations: the larger, the sooner a case is opened. */
type Rank<R extends CountRow> = (row: R) => number;
const flagRank: Rank<CountRow> = ({ outcome }) => (outcome === "risk" ? 1 : 0);
const tierRank: Rank<CountRow> = ({ outcome, tier }) =>
  outcome === "risk" ? TIERS.length - (tier ?? TIERS.length - 1) : 0;
const scoreRank: Rank<ScoreRow> = ({ bin }) => edgeOf(bin);

function strataOf<R extends CountRow>(rows: readonly R[], rank: Rank<R>): ScoredStratum[] {
  const { flagged, clear } = sidesOf(rows);
  const answersOf = (of: readonly R[]) =>
    of.filter(isDecided).map((row) => ({ score: rank(row), positive: row.answer === "risk", count: row.n }));
  return [...flaggedGroups(flagged), ...clearGroups(clear)].map(([name, of]) => ({
    name,
    scores: of.map((row) => ({ score: rank(row), count: row.n })),
    answers: answersOf(of.filter((row) => !isBeside(row))),
    beside: answersOf(of.filter((row) => isBeside(row))),
  }));
}

function rateOf(rate: RateEstimate | Unknown, n: number): CutRate {
  if (rate.value === null) return { value: null, reason: (rate as Unknown).reason, n };
  const { value, low, high } = rate as RateEstimate;
  return { value, low, high, n };
}

function cutOf<R extends CountRow>(figures: CutFigures, rows: readonly R[], rank: Rank<R>, days: number): Cut {
  const { cut, queue, recall, precision } = figures;
  const queued = rows.filter((row) => rank(row) >= cut);
  const ofTier = (tier: number | null) =>
    total(queued.filter((row) => (row.outcome === "risk" ? row.tier : null) === tier));
  return {
    cut,
    queue,
    perDay: queue / days,
    byTier: TIERS.map(ofTier),
    noTier: ofTier(null),
    recall: rateOf(recall, total(rows.filter(isDecided))),
    precision: rateOf(precision, total(queued.filter(isDecided))),
    atLeast: recall.value === null ? null : (recall as RateEstimate).floor,
  };
}

/** Why recall cannot be told at any cut, whatever was decided; undefined where it can. */
function whyNothing(rows: readonly CountRow[], noUnflagged: string | undefined): string | undefined {
  if (noUnflagged !== undefined) return noUnflagged;
  return rows.length === 0 ? "Nothing was read under these filters." : undefined;
}

function simulate<R extends CountRow>(
  rows: readonly R[],
  rank: Rank<R>,
  cuts: readonly number[],
  options: SimulateOptions,
): Cut[] {
  const { clear } = sidesOf(rows);
  const figures = simulateCuts(strataOf(rows, rank), cuts, {
    seed: "cuts",
    draws: options.draws ?? DRAWS,
    negligible: negligibleOf(clearStrata(clear)),
  });
  const undrawn = "No unflagged conversation was drawn for reading, so nobody knows what was missed.";
  return figures.map((each) => {
    const known = clear.length > 0 ? each : { ...each, recall: { value: null, reason: undrawn } as const };
    return cutOf(known, rows, rank, options.days);
  });
}

/** Cuts on the tier: a case for tier 0 alone, up to 1, up to 2, or for each tier, which is the one in force. */
export function simulateTiers({ flagged, clear }: RowSides, options: SimulateOptions): Simulation {
  const rows = [...flagged, ...clear];
  const reason = whyNothing(rows, options.noUnflagged);
  if (reason !== undefined) return { cuts: [], today: null, reason };
  const made = simulate(rows, tierRank, [1, 2, 3, 4], options);
  const cuts = made.map((each) => ({ ...each, cut: TIERS.length - each.cut })).reverse();
  const now = cuts.at(-1);
  if (now === undefined) throw new Error("no cut was simulated");
  const { atLeast: _, ...today } = now;
  return { cuts, today: { ...today, differ: 0 }, reason: null };
}

/** The score cut that treats the fewest conversations otherwise than the model's own word did; of several the one next to ½. */
function nearestCut(rows: readonly ScoreRow[]): { cut: number; differ: number } {
  const at = SCORE_EDGES.map((cut) => ({
    cut,
    differ: total(rows.filter((row) => scoreRank(row) >= cut !== (row.outcome === "risk"))),
  }));
  const nearer = (one: number, other: number) => Math.abs(one - 0.5) < Math.abs(other - 0.5);
  return at.reduce((best, each) =>
    each.differ < best.differ || (each.differ === best.differ && nearer(each.cut, best.cut)) ? each : best,
  );
}

/** Cuts on the score, from opening a case for everything on. @param rows all that has a score */
export function simulateScores(rows: readonly ScoreRow[], options: SimulateOptions): Simulation {
  const reason = whyNothing(rows, options.noUnflagged);
  if (reason !== undefined) return { cuts: [], today: null, reason };
  const [now] = simulate(rows, flagRank, [1], options);
  if (now === undefined) throw new Error("no cut was simulated");
  const { atLeast: _, ...today } = now;
  return {
    cuts: simulate(rows, scoreRank, SCORE_EDGES, options),
    today: { ...today, ...nearestCut(rows) },
    reason: null,
  };
}
