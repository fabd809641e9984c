import "server-only";
import { type Actor, requireRight } from "@/domain/access/actor";
import { appendEvent } from "@/domain/audit/append-event";
import { lockEndpoint } from "@/domain/outbox/lock-endpoint";
import { settingIn } from "@/domain/settings/setting-in";
import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors/app-error";

/**
 * Ends an endpoint: nothing more is sent there, and what waited is called off. Where it led and its secrets become
 * unreadable with its key; what was delivered stays in the history.
 * @throws FORBIDDEN, NOT_FOUND; CONFLICT while a step of the chain names it, which would then tell others in its place
 */
export async function deleteEndpoint(actor: Actor, endpointId: string): Promise<void> {
  requireRight(actor, "settings.manage");
  await db().$transaction(async (tx) => {
    const row = await lockEndpoint(tx, endpointId);
    const { chain } = await settingIn(tx, "alerts");
    const step = chain.findIndex(({ endpointIds }) => endpointIds.includes(row.id));
    if (step >= 0) {
      const where = `step ${step + 1} of who is told next`;
      throw new AppError("CONFLICT", `${where} names this receiver: take it out in Admin › Settings › Alerts first.`);
    }
    await tx.outboundEndpoint.update({ where: { id: row.id }, data: { deletedAt: new Date() } });
    await tx.$executeRaw`
      UPDATE outbound_delivery SET state = 'cancelled', ended_at = now(), last_error = 'The endpoint was deleted.'
      WHERE endpoint_id = ${row.id}::uuid AND state = 'waiting'`;
    await tx.dataKey.update({ where: { id: row.dataKeyId }, data: { wrapped: null, erasedAt: new Date() } });
    await appendEvent(tx, { type: "outbox.endpoint.deleted", actor, facts: { endpointId: row.id } });
  });
}
