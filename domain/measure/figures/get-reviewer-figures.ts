import "server-only";
import { type Actor, requireRight } from "@/domain/access/actor";
import { catchUp } from "@/domain/measure/facts/fold-changes";
import { loadCounts } from "@/domain/measure/figures/load-counts";
import { countSecondReviews, loadPairs } from "@/domain/measure/figures/load-pairs";
import type { MeasureFilter } from "@/domain/measure/figures/measure-filter";
import { leftSentences, notByVisibility } from "@/domain/measure/figures/missing-sentences";
import { agreementOf, anchoringOf } from "@/domain/measure/figures/reviewer-figures";
import type { ReviewerFigures } from "@/domain/measure/figures/reviewer-figures-dto";
import { answered, hasModelRead, modelRows, shareOf } from "@/domain/measure/figures/tally";

/**
 * How far reviewers agree with each other, and whether seeing the model's answer draws them. All together: nobody is named.
 * @throws FORBIDDEN
 */
export async function getReviewerFigures(actor: Actor, filter: MeasureFilter): Promise<ReviewerFigures> {
  requireRight(actor, "measure.read");
  await catchUp();
  const [pairs, secondReviews, counts] = await Promise.all([
    loadPairs(filter),
    countSecondReviews(filter),
    loadCounts({ ...filter, visibility: undefined }),
  ]);
  const shown = modelRows(counts).filter(({ outcome, visibility }) => outcome === "risk" && visibility === "shown");
  const agreed = answered(shown, "risk");
  return {
    agreement: agreementOf(pairs, shareOf(secondReviews.answered, secondReviews.asked)),
    secondReviews,
    missing: [...notByVisibility(filter.visibility, "What two people said"), ...leftSentences(counts)],
    anchoring: anchoringOf(hasModelRead(counts) ? pairs.filter(({ provisional }) => !provisional) : pairs, {
      agreed,
      n: agreed + answered(shown, "none"),
    }),
  };
}
