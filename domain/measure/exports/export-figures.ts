import "server-only";
import { type Actor, requireRight } from "@/domain/access/actor";
import { appendEvent } from "@/domain/audit/append-event";
import { type AccuracyLine, accuracyLines, reportingPeriod } from "@/domain/measure/exports/accuracy-lines";
import {
  agreementLines,
  breakdownLines,
  type FigureLine,
  reportLines,
  riskLines,
  waitLines,
} from "@/domain/measure/exports/figure-lines";
import { type ThresholdLine, thresholdLines } from "@/domain/measure/exports/threshold-lines";
import { getBreakdown } from "@/domain/measure/figures/get-breakdown";
import { getMeasureReport } from "@/domain/measure/figures/get-measure-report";
import { getReviewerFigures } from "@/domain/measure/figures/get-reviewer-figures";
import { getRiskFigures } from "@/domain/measure/figures/get-risk-figures";
import { getTimeFigures } from "@/domain/measure/figures/get-time-figures";
import type { MeasureFilter } from "@/domain/measure/figures/measure-filter";
import { getThresholds } from "@/domain/measure/thresholds/get-thresholds";
import { db } from "@/lib/db/client";

const TOLD_APART = ["source", "language", "month", "model", "strategy", "tier", "visibility"] as const;

/** Writes down that so many lines leave, then hands them out. */
async function* recorded<T>(actor: Actor, what: string, lines: readonly T[]) {
  await appendEvent(db(), { type: "measure.records.exported", actor, facts: { what, rows: lines.length } });
  yield* lines;
}

/**
 * Every figure as a line: the main ones, by type, told apart, of reviewers and of waits.
 * @throws FORBIDDEN
 */
export async function* exportFigures(actor: Actor, filter: MeasureFilter): AsyncGenerator<FigureLine, void> {
  requireRight(actor, "measure.read");
  const lines = [
    ...reportLines(await getMeasureReport(actor, filter)),
    ...riskLines(await getRiskFigures(actor, filter)),
    ...agreementLines(await getReviewerFigures(actor, filter)),
    ...waitLines(await getTimeFigures(actor, filter)),
  ];
  for (const by of TOLD_APART) lines.push(...breakdownLines(await getBreakdown(actor, { ...filter, by })));
  yield* recorded(actor, "figures", lines);
}

/**
 * The figures in the shape of the DSA's template on automated means, as a whole and by language.
 * @throws FORBIDDEN
 */
export async function* exportAccuracy(actor: Actor, filter: MeasureFilter): AsyncGenerator<AccuracyLine, void> {
  requireRight(actor, "measure.read");
  const report = await getMeasureReport(actor, filter);
  const languages = await getBreakdown(actor, { ...filter, by: "language" });
  yield* recorded(actor, "accuracy", accuracyLines(report, languages, reportingPeriod(filter)));
}

/**
 * The queue and recall at other cuts, by tier and by score: of the model and strategy that the filter names, or of those
 * with the most readings.
 * @throws FORBIDDEN
 */
export async function* exportThresholds(actor: Actor, filter: MeasureFilter): AsyncGenerator<ThresholdLine, void> {
  requireRight(actor, "measure.read");
  yield* recorded(actor, "thresholds", thresholdLines(await getThresholds(actor, filter)));
}
