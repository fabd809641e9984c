import "server-only";
import { z } from "zod";
import { type Actor, requireRight } from "@/domain/access/actor";
import { appendEvent } from "@/domain/audit/append-event";
import type { replayedSchema } from "@/domain/ingest/delivery-dto";
import { getSourceRowEvenDeleted } from "@/domain/ingest/source-row";
import { db, type Prisma, type Tx } from "@/lib/db/client";
import { AppError } from "@/lib/errors/app-error";

const MOST_IDS = 1_000;
const WAITING = ["received", "held"] as const;

export const replayInputSchema = z
  .strictObject({
    ids: z.array(z.uuid()).min(1).max(MOST_IDS).optional().meta({ description: "These deliveries" }),
    state: z
      .enum(["needs_attention", "ignored", "normalised"])
      .optional()
      .meta({ description: "All deliveries in this state" }),
  })
  .refine(({ ids, state }) => (ids === undefined) !== (state === undefined), "give either `ids` or a `state`")
  .meta({ id: "ReplayInput" });
export type ReplayInput = z.infer<typeof replayInputSchema>;

/**
 * Reads deliveries again from their stored bytes, as if they had just come: for what could not be understood before an
 * update, or after a mistake was mended. What is there already does not change. Those of a deleted source can be read
 * again too.
 * @returns how many will be read again; those that wait anyway are not counted
 * @throws FORBIDDEN, NOT_FOUND (also when one of the ids is no delivery of this source), CONFLICT (the bytes of one of
 *   the ids, or of all in this state, are not kept any more)
 */
export async function replayDeliveries(
  actor: Actor,
  sourceId: string,
  { ids, state }: ReplayInput,
): Promise<z.infer<typeof replayedSchema>> {
  requireRight(actor, "source.manage");
  return db().$transaction(async (tx) => {
    await getSourceRowEvenDeleted(tx, sourceId);
    if (ids) {
      const found = await tx.webhookDelivery.count({ where: { sourceId, id: { in: ids } } });
      if (found !== new Set(ids).size) {
        throw new AppError("NOT_FOUND", "One of these is no delivery of this source. Load the list again.");
      }
    }
    const wanted = { sourceId, ...(ids ? { id: { in: ids } } : {}), state: state ?? { notIn: [...WAITING] } };
    const { count } = await tx.webhookDelivery.updateMany({
      where: { ...wanted, bodySealed: { not: null } },
      data: { state: "received", attempts: 0, reason: null, handledAt: null },
    });
    // Looked at afterwards: what is forgotten in this very moment is missing above, and is found here.
    if (ids || count === 0) await refuseForgotten(tx, wanted);
    if (count > 0) await appendEvent(tx, { type: "ingest.deliveries.replayed", actor, facts: { sourceId, count } });
    return { replayed: count };
  });
}

async function refuseForgotten(tx: Tx, wanted: Prisma.WebhookDeliveryWhereInput): Promise<void> {
  const forgotten = await tx.webhookDelivery.count({ where: { ...wanted, bodySealed: null } });
  if (forgotten === 0) return;
  const which = forgotten === 1 ? "One delivery" : `${forgotten} deliveries`;
  const detail = `${which} cannot be replayed: the bytes are kept for 30 days after a delivery was read.`;
  throw new AppError("CONFLICT", detail, { members: { forgotten } });
}
