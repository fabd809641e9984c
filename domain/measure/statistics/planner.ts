/** How much reading a wished interval costs, and which interval a given reading buys. Pure. */
import { neymanAllocation } from "@/domain/measure/statistics/allocation";
import type { Unknown } from "@/domain/measure/statistics/estimate";
import { drawPositives, intervalOfDraws, sumDraws } from "@/domain/measure/statistics/posterior";

/** A stratum of unflagged conversations in the time that is planned for; `share` is how much of it is guessed at risk. */
export type PlannedStratum = { name: string; size: number; share: number };

/** The recall to expect, its interval, and how many of each stratum are read. */
export type Plan = {
  value: number;
  low: number;
  high: number;
  halfWidth: number;
  readings: { name: string; n: number }[];
  total: number;
};

type Sampled = PlannedStratum & { n: number };

/** Enough for a second digit; a plan rests on guesses. */
const DRAWS = 4_000;
const SEED = "plan";

/** A share to guess from what was read before: the mean of Beta(x+½, n−x+½), so that nothing found is not guessed as 0. */
export function guessShare({ reviewed, positive }: { reviewed: number; positive: number }): number {
  return (positive + 0.5) / (reviewed + 1);
}

function checkPlan(found: number, strata: readonly PlannedStratum[]): Unknown | null {
  const isCount = (value: number) => Number.isSafeInteger(value) && value >= 0;
  if (!isCount(found) || strata.some(({ size }) => !isCount(size)))
    throw new RangeError("A plan counts conversations.");
  if (strata.some(({ share }) => !(share >= 0 && share <= 1))) throw new RangeError("A share is between 0 and 1.");
  if (strata.length === 0) return { value: null, reason: "There is no stratum to read from." };
  if (found === 0) {
    return { value: null, reason: "No conversation at risk was found, so there is no recall to plan for." };
  }
  return null;
}

/** The interval that is to be expected: that of the expected counts. */
function planFor(found: number, strata: readonly Sampled[], confidence: number): Plan {
  const missed = sumDraws(
    strata.map(({ name, size, share, n }) =>
      drawPositives({ name, size, reviewed: n, positive: n * share }, { seed: SEED, draws: DRAWS }),
    ),
    DRAWS,
  );
  const value = found / (found + strata.reduce((sum, { size, share }) => sum + size * share, 0));
  const recalls = missed.map((count) => found / (found + count));
  const { low, high } = intervalOfDraws(recalls, { value, least: 0, most: 1, confidence });
  const readings = strata.map(({ name, n }) => ({ name, n }));
  return { value, low, high, halfWidth: (high - low) / 2, readings, total: strata.reduce((sum, { n }) => sum + n, 0) };
}

/** Shares `total` readings out by Neyman; what a stratum is too small to take goes to the others. */
function shareOut(strata: readonly PlannedStratum[], total: number): Sampled[] {
  let open = strata.map((stratum) => ({ ...stratum, n: stratum.size }));
  const full: Sampled[] = [];
  for (;;) {
    const left = total - full.reduce((sum, { n }) => sum + n, 0);
    const parts = neymanAllocation(open);
    const asked = open.map((stratum, i) => ({ ...stratum, n: Math.max(1, Math.round(left * (parts[i] ?? 0))) }));
    const over = asked.filter(({ n, size }) => n >= size);
    if (over.length === 0) {
      const dealt = [...full, ...asked];
      return strata.map((stratum) => dealt.find(({ name }) => name === stratum.name) ?? { ...stratum, n: 0 });
    }
    full.push(...over.map((stratum) => ({ ...stratum, n: stratum.size })));
    open = open.filter(({ name }) => !full.some((stratum) => stratum.name === name));
  }
}

/**
 * The fewest readings that should bring the interval of recall down to ± halfWidth, shared out over the strata by Neyman's
 * allocation; each stratum gets at least one. It is found by halving, with the same draws that the figure itself uses.
 * @param goal `found`: confirmed flagged conversations to expect; `halfWidth`: such as 0.05 for ± 5 points
 * @returns the plan with the interval it should buy, or why none can be made
 * @throws RangeError for counts, shares or a half width that are impossible
 */
export function sampleSizeForRecall(
  { found, strata, halfWidth }: { found: number; strata: readonly PlannedStratum[]; halfWidth: number },
  { confidence = 0.95 }: { confidence?: number } = {},
): Plan | Unknown {
  if (!(halfWidth > 0 && halfWidth < 1)) throw new RangeError("A half width is between 0 and 1.");
  const problem = checkPlan(found, strata);
  if (problem !== null) return problem;
  const certain = strata.find(({ size, share }) => size > 0 && (share === 0 || share === 1));
  if (certain !== undefined) {
    const reason = `A plan needs a guess above 0 and below 1 for “${certain.name}”: what is certain needs no reading.`;
    return { value: null, reason };
  }
  let [few, enough] = [0, strata.reduce((sum, { size }) => sum + size, 0)];
  let plan = planFor(found, shareOut(strata, enough), confidence);
  while (enough - few > 1) {
    const middle = Math.floor((few + enough) / 2);
    const tried = planFor(found, shareOut(strata, middle), confidence);
    if (tried.halfWidth <= halfWidth) [enough, plan] = [middle, tried];
    else few = middle;
  }
  return plan;
}

/**
 * What given rates of sampling buy: the interval of recall to expect when each conversation of a stratum is read with the
 * chance `rate`.
 * @returns the plan, or the reason where a stratum with conversations would have no reading
 * @throws RangeError for counts, shares or rates that are impossible
 */
export function intervalForRates(
  { found, strata }: { found: number; strata: readonly (PlannedStratum & { rate: number })[] },
  { confidence = 0.95 }: { confidence?: number } = {},
): Plan | Unknown {
  if (strata.some(({ rate }) => !(rate >= 0 && rate <= 1))) throw new RangeError("A rate is between 0 and 1.");
  const problem = checkPlan(found, strata);
  if (problem !== null) return problem;
  const sampled = strata.map((stratum) => ({ ...stratum, n: Math.round(stratum.size * stratum.rate) }));
  const unread = sampled.find(({ size, n }) => size > 0 && n === 0);
  if (unread !== undefined) {
    return { value: null, reason: `At this rate nobody would read any of the ${unread.size} in “${unread.name}”.` };
  }
  return planFor(found, sampled, confidence);
}
