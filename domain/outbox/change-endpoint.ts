import "server-only";
import { type Actor, requireRight } from "@/domain/access/actor";
import { appendEvent } from "@/domain/audit/append-event";
import type { EndpointChange } from "@/domain/outbox/endpoint-input";
import { lockEndpoint } from "@/domain/outbox/lock-endpoint";
import { db } from "@/lib/db/client";

/**
 * Renames an endpoint, sets which kinds of alerts go there, pauses it or lets it go on. While paused it gets no new alerts;
 * decisions wait for it, and what waits is sent once it goes on.
 * @throws FORBIDDEN, NOT_FOUND
 */
export async function changeEndpoint(actor: Actor, endpointId: string, change: EndpointChange): Promise<void> {
  requireRight(actor, "settings.manage");
  await db().$transaction(async (tx) => {
    const row = await lockEndpoint(tx, endpointId);
    const { name, events, paused } = change;
    const pausedAt = paused ? (row.pausedAt ?? new Date()) : null;
    await tx.outboundEndpoint.update({
      where: { id: row.id },
      data: {
        ...(name === undefined ? {} : { name }),
        ...(events === undefined ? {} : { events }),
        ...(paused === undefined ? {} : { pausedAt }),
      },
    });
    if (paused === false) {
      // Not one that is under way: it would be sent twice. Nor a decision that can still be taken back.
      await tx.$executeRaw`
        UPDATE outbound_delivery d SET next_attempt_at = now()
        WHERE d.endpoint_id = ${row.id}::uuid AND d.state = 'waiting' AND d.next_attempt_at > now()
          AND ((d.attempts = 0 AND d.decision_id IS NULL) OR EXISTS (
            SELECT 1 FROM outbound_attempt t WHERE t.delivery_id = d.id AND t.number = d.attempts))`;
    }
    const changed = Object.keys(change).map((field) => (field === "paused" ? (paused ? "paused" : "resumed") : field));
    await appendEvent(tx, { type: "outbox.endpoint.changed", actor, facts: { endpointId: row.id, changed } });
  });
}
