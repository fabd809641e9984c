/** What the figures would be if reviewers never erred, as far as gold conversations tell how often they do. Pure. */
import type { Estimate, Unknown } from "@/domain/measure/statistics/estimate";
import { jeffreys } from "@/domain/measure/statistics/jeffreys";
import type { Proportion } from "@/domain/measure/statistics/newcombe";
import { DEFAULT_DRAWS, intervalOfDraws } from "@/domain/measure/statistics/posterior";
import { createRandom } from "@/domain/measure/statistics/random";
import { drawSides, type RateOptions } from "@/domain/measure/statistics/rate-estimate";
import type { SampledStratum } from "@/domain/measure/statistics/stratified";
import { drawBeta } from "@/domain/measure/statistics/variates";

/** How often answers are right where there is a risk (`sensitivity`) and where there is none (`specificity`). */
export type AnswerQuality = { sensitivity: number; specificity: number };

/**
 * The true share of positives behind an observed one: (p + Sp − 1) / (Se + Sp − 1), put into [0, 1] (Rogan and Gladen 1978).
 * @returns null where Se + Sp ≤ 1: such answers say nothing
 */
export function roganGladen(observed: number, { sensitivity, specificity }: AnswerQuality): number | null {
  const better = sensitivity + specificity - 1;
  return better > 0 ? Math.min(1, Math.max(0, (observed + specificity - 1) / better)) : null;
}

/** Right answers, and how many independent ones say as much as they do (`clusteredShare`); all unless told. */
type RightAnswers = Proportion & { effective?: number };
/** Answers to gold conversations: right ones among those with a risk, and among those without. */
export type GoldAnswers = { sensitivity: RightAnswers; specificity: RightAnswers };

const NO_GOLD = "Too few reference cases were answered to say how often reviewers err: some of each kind are needed.";
const NO_BETTER = "On reference cases reviewers were no better than chance, so nothing can be corrected by them.";
const NO_FIT =
  "The errors of reviewers on reference cases do not fit what they decided: without them fewer than none, or more than all, would hold a risk. Reference cases may be harder than what comes in.";

/** A share as it is without errors; null where it lies outside 0 to 1, or at 0 though something was seen: it is not told then. */
export function shareWithoutError(observed: number, quality: AnswerQuality): number | null {
  const { sensitivity, specificity } = quality;
  const better = sensitivity + specificity - 1;
  const share = (observed + specificity - 1) / better;
  return better > 0 && share <= 1 && (share > 0 || (share === 0 && observed === 0)) ? share : null;
}

/**
 * Recall with the counts of both sides corrected for reviewers who err, to be shown beside recall: how much the figure
 * would move. Each draw takes one sensitivity and one specificity from the gold answers (Beta, Jeffreys) for all strata;
 * whole sides are corrected rather than strata, since putting each into [0, 1] would add misses that are not there. A draw
 * that leaves no miss counts as none: the interval then reaches 1.
 * @returns the reason where recall itself is unknown, gold says too little, or the errors may explain all that was seen
 * @throws RangeError for counts that are impossible
 */
export function estimateRecallCorrected(
  flagged: readonly SampledStratum[],
  unflagged: readonly SampledStratum[],
  gold: GoldAnswers,
  options: RateOptions,
): Estimate | Unknown {
  const [sensitivity, specificity] = [gold.sensitivity, gold.specificity].map(({ hits, n }) => jeffreys(hits, n));
  if (!sensitivity || !specificity) return { value: null, reason: NO_GOLD };
  const sides = drawSides(flagged, unflagged, options);
  if ("reason" in sides) return sides;
  const [flags, others] = [flagged, unflagged].map((strata) => strata.reduce((sum, { size }) => sum + size, 0));
  const counts = (correct: typeof roganGladen, found: number, missed: number, quality: AnswerQuality) => ({
    caught: flags ? flags * (correct(found / flags, quality) ?? Number.NaN) : 0,
    eluded: others ? others * (correct(missed / others, quality) ?? Number.NaN) : 0,
  });
  const quality = { sensitivity: sensitivity.value, specificity: specificity.value };
  if (roganGladen(0, quality) === null) return { value: null, reason: NO_BETTER };
  const { caught, eluded } = counts(shareWithoutError, sides.flagged.value, sides.unflagged.value, quality);
  const value = caught / (caught + eluded);
  if (Number.isNaN(value)) return { value: null, reason: NO_FIT };
  const random = createRandom(`${options.seed}/gold`);
  const draw = ({ hits, n, effective = n }: RightAnswers) =>
    drawBeta(random, (hits * effective) / n + 0.5, ((n - hits) * effective) / n + 0.5);
  const recalls = new Float64Array(options.draws ?? DEFAULT_DRAWS).map((_, i) => {
    const drawn = { sensitivity: draw(gold.sensitivity), specificity: draw(gold.specificity) };
    const [found, missed] = [sides.flagged.draws[i] ?? Number.NaN, sides.unflagged.draws[i] ?? Number.NaN];
    const without = counts(roganGladen, found, missed, drawn);
    return without.caught / (without.caught + without.eluded);
  });
  const interval = intervalOfDraws(recalls, { value, least: 0, most: 1, confidence: options.confidence });
  return { value, ...interval, n: gold.sensitivity.n + gold.specificity.n };
}
