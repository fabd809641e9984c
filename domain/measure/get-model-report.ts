import "server-only";
import type { Actor } from "@/domain/access/actor";
import { listStrategyFigures } from "@/domain/measure/evaluations/list-strategy-figures";
import type { ModelReport } from "@/domain/measure/model-report";
import { summariseQueue } from "@/domain/triage/summarise-queue";
import { getModelOverview } from "@/inference/get-model-overview";

/** What reads conversations, how it is doing, what waits for it, and what its strategies were measured to be. @throws FORBIDDEN */
export async function getModelReport(actor: Actor): Promise<ModelReport> {
  const overview = await getModelOverview(actor);
  const [{ unread, oldestUnreadAt }, measured] = await Promise.all([summariseQueue(actor), listStrategyFigures(actor)]);
  return { ...overview, queue: { unread, oldestUnreadAt }, measured };
}
