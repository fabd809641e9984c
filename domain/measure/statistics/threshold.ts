/** What a queue would be if cases were opened from another score on. Pure. */
import type { Unknown } from "@/domain/measure/statistics/estimate";
import type { DrawOptions } from "@/domain/measure/statistics/posterior";
import {
  drawSides,
  type RateEstimate,
  type RateOptions,
  rateOfSides,
  type Sides,
} from "@/domain/measure/statistics/rate-estimate";
import type { SampledStratum } from "@/domain/measure/statistics/stratified";

/**
 * A stratum with the scores of all its conversations, counted, and those of the answered ones. All answered ones are a
 * random sample of the stratum, so those on either side of a cut are one of their side: nothing else is weighted.
 * A score may be a chance, a tier or any number that grows with urgency. An answer counts once unless `count` says more.
 */
export type ScoredStratum = {
  name: string;
  /** Answers that are no random sample, as in `SampledStratum`; not among `answers`. */
  beside?: readonly { score: number; positive: boolean; count?: number }[];
  scores: readonly { score: number; count: number }[];
  answers: readonly { score: number; positive: boolean; count?: number }[];
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
  const counted = (items: readonly { score: number; count?: number }[]) =>
    items.reduce((sum, { score, count = 1 }) => sum + (inside(score) ? count : 0), 0);
  const isPositive = ({ positive }: { positive: boolean }) => positive;
  const beside = stratum.beside ?? [];
  return {
    name: stratum.name,
    ...(beside.length > 0 && { beside: { size: counted(beside), positive: counted(beside.filter(isPositive)) } }),
    size: counted(stratum.scores),
    reviewed: counted(stratum.answers),
    positive: counted(stratum.answers.filter(isPositive)),
  };
}

const answersOf = (strata: readonly SampledStratum[]) => strata.reduce((sum, { reviewed }) => sum + reviewed, 0);

function figuresAt(strata: readonly ScoredStratum[], cut: number, options: RateOptions): CutFigures {
  const above = strata.map((stratum) => partOf(stratum, (score) => score >= cut));
  const below = strata.map((stratum) => partOf(stratum, (score) => !(score >= cut)));
  const queue = above.reduce((sum, { size }) => sum + size, 0);
  const { confidence } = options;
  const of = (
    sides: Sides | Unknown,
    n: number,
    rate: (f: number, u: number) => number,
    nothing: string,
  ): RateEstimate | Unknown =>
    "reason" in sides ? sides : (rateOfSides(sides, rate, { n, confidence }) ?? { value: null, reason: nothing });
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
 * Recalls of rising cuts, none above the one before it, since that is known of the truth. Values are put in order, which
 * brings no estimate of a falling curve further from it (Chernozhukov, Fernández-Val and Galichon 2009). Each interval is
 * widened, never narrowed, until neither end rises: it holds what it held before.
 */
function neverRising(recalls: readonly RateEstimate[]): RateEstimate[] {
  const values = recalls.map(({ value }) => value).sort((a, b) => b - a);
  const lowest = (end: "low" | "floor", at: number) => Math.min(...recalls.slice(0, at + 1).map((each) => each[end]));
  const highest = (end: "high" | "ceiling", at: number) => Math.max(...recalls.slice(at).map((each) => each[end]));
  return recalls.map(({ value, n }, at) => ({
    value: values[at] ?? value,
    low: lowest("low", at),
    high: highest("high", at),
    floor: lowest("floor", at),
    ceiling: highest("ceiling", at),
    n,
  }));
}

const isKnown = (recall: RateEstimate | Unknown): recall is RateEstimate => recall.value !== null;

/**
 * Queue size, recall and precision if a case were opened from each cut on. The queue is counted; the others are estimated
 * as recall is, with the same bounds. Where a stratum was sampled, but no answer lies on one side of a cut, that side adds
 * nothing to the value and widens the interval by all it might hold; a stratum without any answer leaves recall unknown,
 * unless it is declared negligible (`RateOptions`). Recall never rises with the cut.
 * @param strata all conversations, flagged or not, by how they were sampled
 * @param cuts a score at a cut is in the queue; in rising order
 * @throws RangeError for more answers than conversations on one side of a cut, and for cuts that do not rise
 */
export function simulateCuts(
  strata: readonly ScoredStratum[],
  cuts: readonly number[],
  { draws = 4_000, negligible = [], ...options }: DrawOptions & Pick<RateOptions, "negligible">,
): CutFigures[] {
  if (cuts.some((cut, at) => at > 0 && !(cut > (cuts[at - 1] ?? Number.NaN))))
    throw new RangeError("Cuts have to rise.");
  const sampled = strata.filter(({ answers }) => answers.length > 0).map(({ name }) => name);
  const read = { ...options, draws, negligible: [...sampled, ...negligible] };
  const figures: CutFigures[] = [];
  for (const cut of cuts) {
    const last = figures.at(-1);
    const moved = strata.some(({ scores }) =>
      scores.some(({ score, count }) => count > 0 && score < cut && score >= (last?.cut ?? Number.NEGATIVE_INFINITY)),
    );
    figures.push(last === undefined || moved ? figuresAt(strata, cut, read) : { ...last, cut });
  }
  const recalls = figures.map(({ recall }) => recall);
  if (!recalls.every(isKnown)) return figures;
  const ordered = neverRising(recalls);
  return figures.map((each, at) => ({ ...each, recall: ordered[at] ?? each.recall }));
}
