import "server-only";
import { type Actor, requireRight } from "@/domain/access/actor";
import { catchUp } from "@/domain/measure/facts/fold-changes";
import { getFreshness } from "@/domain/measure/facts/get-freshness";
import { whyNoUnflagged } from "@/domain/measure/figures/get-measure-report";
import { type CountRow, loadCounts } from "@/domain/measure/figures/load-counts";
import { buildThresholds } from "@/domain/measure/thresholds/build-thresholds";
import { loadReadingsBy, loadScoreCounts, type ReadingsBy } from "@/domain/measure/thresholds/load-score-counts";
import type { ThresholdQuery, Thresholds } from "@/domain/measure/thresholds/threshold-dto";

async function loadReadBy(query: ThresholdQuery, { model, strategy, rules }: ReadingsBy): Promise<CountRow[]> {
  const rows = await loadCounts({ ...query, model, strategy });
  return rows.filter(({ provisional }) => provisional === rules);
}

/**
 * What the queue and recall would have been at other cuts, and what the stored scores stand for: of the model and strategy
 * that the filter names, or of those with the most readings. Changes nothing. What has just happened is taken in first.
 * @throws FORBIDDEN
 */
export async function getThresholds(actor: Actor, query: ThresholdQuery): Promise<Thresholds> {
  requireRight(actor, "measure.read");
  await catchUp();
  const [readBy, freshness] = await Promise.all([loadReadingsBy(query), getFreshness()]);
  const { model, strategy } = query;
  const chosen = readBy.find(
    (each) => (model === undefined || each.model === model) && (strategy === undefined || each.strategy === strategy),
  );
  const [rows, scored] =
    chosen === undefined ? [[], []] : await Promise.all([loadReadBy(query, chosen), loadScoreCounts(query, chosen)]);
  return buildThresholds({ query, rows, scored, readBy, chosen, freshness, noUnflagged: whyNoUnflagged(query) });
}
