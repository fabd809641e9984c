import "server-only";
import { z } from "zod";
import { type Actor, requireRight } from "@/domain/access/actor";
import { DELIVERY_STATES, type DeliveryPage } from "@/domain/ingest/delivery-dto";
import { getSourceRowEvenDeleted } from "@/domain/ingest/source-row";
import { db } from "@/lib/db/client";

export const deliveryFilterSchema = z.object({
  state: z.enum(DELIVERY_STATES).optional(),
  cursor: z.uuid().optional().meta({ description: "The `next` of the page before" }),
  limit: z.coerce.number().int().min(1).max(100).default(25),
});
export type DeliveryFilter = z.infer<typeof deliveryFilterSchema>;

/** The deliveries of a source, of a deleted one too, newest first, without their bodies. Throws FORBIDDEN, NOT_FOUND. */
export async function listDeliveries(actor: Actor, sourceId: string, filter: DeliveryFilter): Promise<DeliveryPage> {
  requireRight(actor, "source.manage");
  await getSourceRowEvenDeleted(db(), sourceId);
  const after = filter.cursor
    ? await db().webhookDelivery.findFirst({ where: { id: filter.cursor, sourceId }, select: { receivedAt: true } })
    : null;
  const rows = await db().webhookDelivery.findMany({
    where: {
      sourceId,
      ...(filter.state ? { state: filter.state } : {}),
      ...(after && filter.cursor
        ? {
            OR: [{ receivedAt: { lt: after.receivedAt } }, { receivedAt: after.receivedAt, id: { lt: filter.cursor } }],
          }
        : {}),
    },
    orderBy: [{ receivedAt: "desc" }, { id: "desc" }],
    take: filter.limit + 1,
    omit: { bodySealed: true },
  });
  const items = rows.slice(0, filter.limit).map((row) => ({
    id: row.id,
    state: row.state,
    topic: row.topic,
    messages: row.messages,
    reason: row.reason,
    receivedAt: row.receivedAt.toISOString(),
    handledAt: row.handledAt?.toISOString() ?? null,
  }));
  return { items, next: rows.length > filter.limit ? (items.at(-1)?.id ?? null) : null };
}
