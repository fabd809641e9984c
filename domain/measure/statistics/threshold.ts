/** What a queue would be if cases were opened from another score on. Pure. */
import type { Unknown } from "@/domain/measure/statistics/estimate";
import type { DrawOptions } from "@/domain/measure/statistics/posterior";
import { drawSides, type RateEstimate, type RateOptions, rateOfSides } from "@/domain/measure/statistics/rate-estimate";
import type { SampledStratum } from "@/domain/measure/statistics/stratified";

/**
 * A stratum with the scores of all its conversations, counted, and those of the answered ones. All answered ones are a
 * random sample of the stratum, so those on either side of a cut are one of their side: nothing else is weighted.
 * A score may be a chance, a tier or any number that grows with urgency.
 */
export type ScoredStratum = {
  name: string;
  scores: readonly { score: number; count: number }[];
  answers: readonly { score: number; positive: boolean }[];
};

/** At one cut: how many conversations would be in the queue, and what that would catch. */
export type CutFigures = {
  cut: number;
  queue: number;
  recall: RateEstimate | Unknown;
  precision: RateEstimate | Unknown;
};

/** The part of a stratum on one side of a cut. */
function partOf(stratum: ScoredStratum, inside: (score: number) => boolean): SampledStratum {
  const answers = stratum.answers.filter(({ score }) => inside(score));
  return {
    name: stratum.name,
    size: stratum.scores.reduce((sum, { score, count }) => sum + (inside(score) ? count : 0), 0),
    reviewed: answers.length,
    positive: answers.filter(({ positive }) => positive).length,
  };
}

const answersOf = (strata: readonly SampledStratum[]) => strata.reduce((sum, { reviewed }) => sum + reviewed, 0);

function figuresAt(strata: readonly ScoredStratum[], cut: number, options: RateOptions): CutFigures {
  const above = strata.map((stratum) => partOf(stratum, (score) => score >= cut));
  const below = strata.map((stratum) => partOf(stratum, (score) => !(score >= cut)));
  const queue = above.reduce((sum, { size }) => sum + size, 0);
  const { confidence } = options;
  const of = (
    sides: ReturnType<typeof drawSides>,
    n: number,
    rate: (f: number, u: number) => number,
    nothing: string,
  ) => ("reason" in sides ? sides : (rateOfSides(sides, rate, { n, confidence }) ?? { value: null, reason: nothing }));
  const both = drawSides(above, below, options);
  const queued = "reason" in both ? drawSides(above, [], options) : both;
  const none = "No answered conversation had a risk, so there is nothing to recall.";
  return {
    cut,
    queue,
    recall: of(both, answersOf(above) + answersOf(below), (caught, missed) => caught / (caught + missed), none),
    precision: of(queued, answersOf(above), (caught) => caught / queue, "At this cut no case would be opened."),
  };
}

/**
 * Queue size, recall and precision if a case were opened from each cut on. The queue is counted; the others are estimated
 * as recall is, with the same bounds. Where a stratum was sampled, but no answer lies on one side of a cut, that side adds
 * nothing to the value and widens the interval by all it might hold; a stratum without any answer leaves recall unknown.
 * @param strata all conversations, flagged or not, by how they were sampled
 * @param cuts a score at a cut is in the queue
 * @throws RangeError for more answers than conversations on one side of a cut
 */
export function simulateCuts(
  strata: readonly ScoredStratum[],
  cuts: readonly number[],
  { draws = 4_000, ...options }: DrawOptions,
): CutFigures[] {
  const sampled = strata.filter(({ answers }) => answers.length > 0).map(({ name }) => name);
  return cuts.map((cut) => figuresAt(strata, cut, { ...options, draws, negligible: sampled }));
}
