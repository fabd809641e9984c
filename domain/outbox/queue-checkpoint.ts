import "server-only";
import type { CheckpointDto } from "@/domain/audit/log-dto";
import type { Tx } from "@/lib/db/client";
import { newId } from "@/lib/ids/new-id";

const EVENT = "checkpoint.published";

/**
 * Writes the message that takes a checkpoint to an endpoint, in the place of one that has not arrived.
 * @returns why none can be sent; null once it waits
 */
export async function queueCheckpoint(tx: Tx, endpointId: string, checkpoint: CheckpointDto): Promise<string | null> {
  const endpoint = await tx.outboundEndpoint.findUnique({ where: { id: endpointId } });
  if (!endpoint || endpoint.deletedAt) return "The receiver is gone.";
  if (endpoint.kind !== "webhook") return "Checkpoints go to webhooks alone.";
  if (endpoint.pausedAt) return "The receiver is paused.";
  const { size, root, note, createdAt } = checkpoint;
  await tx.outboundDelivery.updateMany({
    where: { endpointId, event: EVENT, state: "waiting", attempts: { gt: 0 } },
    data: { state: "cancelled", endedAt: new Date() },
  });
  if ((await tx.outboundDelivery.count({ where: { endpointId, event: EVENT, state: "waiting" } })) > 0) return null;
  const body = { type: EVENT, timestamp: createdAt, data: { size, root, note } };
  await tx.outboundDelivery.create({ data: { id: newId(), endpointId, event: EVENT, body } });
  return null;
}

/** How the last message to an endpoint stands; null before the first try. */
export async function lastCheckpointSent(
  tx: Tx,
  endpointId: string,
): Promise<{ size: number } | { error: string } | null> {
  const last = await tx.outboundDelivery.findFirst({
    where: { endpointId, event: EVENT, attempts: { gt: 0 }, state: { not: "cancelled" } },
    orderBy: { createdAt: "desc" },
  });
  if (last?.state === "delivered") return { size: (last.body as { data: { size: number } }).data.size };
  return last?.lastError ? { error: last.lastError } : null;
}
