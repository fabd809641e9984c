import "server-only";
import { type Actor, requireRight } from "@/domain/access/actor";
import { catchUp } from "@/domain/measure/facts/fold-changes";
import { whyNoUnflagged } from "@/domain/measure/figures/get-measure-report";
import { loadCounts } from "@/domain/measure/figures/load-counts";
import { loadLevelCounts, loadRiskCounts } from "@/domain/measure/figures/load-risk-counts";
import { IMMINENCES_OR_NONE } from "@/domain/measure/figures/measure-cell";
import type { MeasureFilter } from "@/domain/measure/figures/measure-filter";
import { leftSentences } from "@/domain/measure/figures/missing-sentences";
import { confusionOf, ofModel, typeRows } from "@/domain/measure/figures/risk-figures";
import type { RiskFigures } from "@/domain/measure/figures/risk-figures-dto";
import { basisOf, modelRows } from "@/domain/measure/figures/tally";
import { IMMINENCES, SEVERITIES } from "@/inference/risk";

/**
 * By type of risk and subject, what was named and what was found; and how severe and how near, by model and by person.
 * @throws FORBIDDEN
 */
export async function getRiskFigures(actor: Actor, filter: MeasureFilter): Promise<RiskFigures> {
  requireRight(actor, "measure.read");
  await catchUp();
  const [counts, risks, levels] = await Promise.all([
    loadCounts(filter),
    loadRiskCounts(filter),
    loadLevelCounts(filter),
  ]);
  const own = modelRows(counts);
  const basis = basisOf(own.filter(({ outcome, answer }) => outcome === "risk" && answer === "risk"));
  const compared = ofModel(levels, counts);
  return {
    types: typeRows(risks, counts, whyNoUnflagged(filter)),
    severity: confusionOf("severity", [...SEVERITIES], SEVERITIES.length, compared, basis),
    imminence: confusionOf("imminence", [...IMMINENCES_OR_NONE], IMMINENCES.length, compared, basis),
    missing: leftSentences(counts),
  };
}
