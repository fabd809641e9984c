import "server-only";
import type { Actor } from "@/domain/access/actor";
import type { ModelReport } from "@/domain/measure/model-report";
import { summariseQueue } from "@/domain/triage/summarise-queue";
import { getModelOverview } from "@/inference/get-model-overview";

/** What reads conversations, how it is doing, and what waits for it. @throws FORBIDDEN */
export async function getModelReport(actor: Actor): Promise<ModelReport> {
  const overview = await getModelOverview(actor);
  const { unread, oldestUnreadAt } = await summariseQueue(actor);
  return { ...overview, queue: { unread, oldestUnreadAt } };
}
