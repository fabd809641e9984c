import "server-only";
import type { Actor } from "@/domain/access/actor";
import { listStrategyFigures } from "@/domain/measure/evaluations/list-strategy-figures";
import type { MeasuredRules, ModelReport } from "@/domain/measure/model-report";
import { wilson } from "@/domain/measure/statistics/wilson";
import { summariseQueue } from "@/domain/triage/summarise-queue";
import { MEASURED } from "@/inference/engines/offline/measured";
import { getModelOverview } from "@/inference/get-model-overview";

const MEASURED_RULES: MeasuredRules = {
  rules: MEASURED.rules,
  sets: MEASURED.sets.map(({ name, note, tp, fn, tn, fp }) => ({
    name,
    note,
    recall: wilson(tp, tp + fn),
    specificity: wilson(tn, tn + fp),
  })),
};

/**
 * What reads conversations, how it is doing, what waits for it, and what strategies and offline rules were measured to be.
 * @throws FORBIDDEN
 */
export async function getModelReport(actor: Actor): Promise<ModelReport> {
  const overview = await getModelOverview(actor);
  const [{ unread, oldestUnreadAt }, measured] = await Promise.all([summariseQueue(actor), listStrategyFigures(actor)]);
  return { ...overview, queue: { unread, oldestUnreadAt }, measured, measuredRules: MEASURED_RULES };
}
