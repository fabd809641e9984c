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

/** Answers to gold conversations: right ones among those with a risk, and among those without. */
export type GoldAnswers = { sensitivity: Proportion; specificity: Proportion };

const NO_GOLD =
  "Too few gold conversations were answered to say how often reviewers err: some of each kind are needed.";
const NO_BETTER = "On gold conversations reviewers were no better than chance, so nothing can be corrected by them.";

/**
 * Recall with the counts of both sides corrected for reviewers who err, to be shown beside recall: how much the figure
 * would move. Each draw takes one sensitivity and one specificity from the gold answers (Beta, Jeffreys) for all strata;
 * whole sides are corrected rather than strata, since putting each into [0, 1] would add misses that are not there.
 * @returns the reason where recall itself is unknown, or gold says too little
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
  const recallOf = (found: number, missed: number, quality: AnswerQuality) => {
    const caught = (flags ?? 0) * (roganGladen(flags ? found / flags : 0, quality) ?? Number.NaN);
    const eluded = (others ?? 0) * (roganGladen(others ? missed / others : 0, quality) ?? Number.NaN);
    return caught / (caught + eluded);
  };
  const quality = { sensitivity: sensitivity.value, specificity: specificity.value };
  if (roganGladen(0, quality) === null) return { value: null, reason: NO_BETTER };
  const value = recallOf(sides.flagged.value, sides.unflagged.value, quality);
  if (Number.isNaN(value)) {
    return {
      value: null,
      reason: "As often as reviewers err on gold conversations, every risk they saw may be an error.",
    };
  }
  const random = createRandom(`${options.seed}/gold`);
  const draw = ({ hits, n }: Proportion) => drawBeta(random, hits + 0.5, n - hits + 0.5);
  const recalls = new Float64Array(options.draws ?? DEFAULT_DRAWS).map((_, i) => {
    const drawn = { sensitivity: draw(gold.sensitivity), specificity: draw(gold.specificity) };
    return recallOf(sides.flagged.draws[i] ?? Number.NaN, sides.unflagged.draws[i] ?? Number.NaN, drawn);
  });
  const interval = intervalOfDraws(recalls, { value, least: 0, most: 1, confidence: options.confidence });
  return { value, ...interval, n: gold.sensitivity.n + gold.specificity.n };
}
