import "server-only";
import { type Actor, requireRight } from "@/domain/access/actor";
import { appendEvent } from "@/domain/audit/append-event";
import { lockEndpoint } from "@/domain/outbox/lock-endpoint";
import { db } from "@/lib/db/client";

/**
 * Ends an endpoint: nothing more is sent there, and what waited is called off. Where it led and its secrets become
 * unreadable with its key; what was delivered stays in the history.
 * @throws FORBIDDEN, NOT_FOUND
 */
export async function deleteEndpoint(actor: Actor, endpointId: string): Promise<void> {
  requireRight(actor, "settings.manage");
  await db().$transaction(async (tx) => {
    const row = await lockEndpoint(tx, endpointId);
    await tx.outboundEndpoint.update({ where: { id: row.id }, data: { deletedAt: new Date() } });
    await tx.$executeRaw`
      UPDATE outbound_delivery SET state = 'cancelled', ended_at = now(), last_error = 'The endpoint was deleted.'
      WHERE endpoint_id = ${row.id}::uuid AND state = 'waiting'`;
    await tx.dataKey.update({ where: { id: row.dataKeyId }, data: { wrapped: null, erasedAt: new Date() } });
    await appendEvent(tx, { type: "outbox.endpoint.deleted", actor, facts: { endpointId: row.id } });
  });
}
