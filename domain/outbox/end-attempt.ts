import "server-only";
import { appendEvent } from "@/domain/audit/append-event";
import type { ClaimedMessage } from "@/domain/outbox/claim-messages";
import { db, type Tx } from "@/lib/db/client";
import { retryDelaySeconds } from "@/lib/outbound/retry-schedule";
import type { Sent } from "@/lib/outbound/sent";

const WORKER = { kind: "system", process: "worker" } as const;

async function giveUp(tx: Tx, { id: deliveryId, endpointId, attempts }: ClaimedMessage, gone: boolean): Promise<void> {
  await appendEvent(tx, {
    type: "outbox.delivery.failed",
    actor: WORKER,
    facts: { endpointId, deliveryId, attempts },
  });
  if (!gone) return;
  const paused = await tx.outboundEndpoint.updateMany({
    where: { id: endpointId, pausedAt: null, deletedAt: null },
    data: { pausedAt: new Date() },
  });
  if (paused.count === 0) return;
  const facts = { endpointId, changed: ["paused"] };
  await appendEvent(tx, { type: "outbox.endpoint.changed", actor: WORKER, facts });
}

/**
 * Writes down how a try ended, and what follows: delivered, tried again later, or given up. An endpoint that wants nothing
 * more (410) is paused. A try whose message somebody else has taken meanwhile changes nothing but the record of tries.
 * @param tookMs how long the try took
 */
export async function endAttempt(message: ClaimedMessage, sent: Sent, tookMs: number): Promise<void> {
  const { id, attempts } = message;
  const error = sent.ok ? null : sent.error;
  const wait = sent.ok || sent.gone ? null : retryDelaySeconds(attempts, Math.random(), sent.retryAfterSeconds);
  const state = sent.ok ? "delivered" : wait === null ? "failed" : "waiting";
  await db().$transaction(async (tx) => {
    // The endpoint before its messages, as whoever resumes or deletes it takes them.
    if (!sent.ok && sent.gone)
      await tx.$queryRaw`SELECT id FROM outbound_endpoint WHERE id = ${message.endpointId}::uuid FOR UPDATE`;
    await tx.$executeRaw`
      INSERT INTO outbound_attempt (delivery_id, number, ended_at, status, error, took_ms)
      VALUES (${id}::uuid, ${attempts}, now(), ${sent.status}, ${error}, ${Math.round(tookMs)})
      ON CONFLICT DO NOTHING`;
    const changed = await tx.$executeRaw`
      UPDATE outbound_delivery SET state = ${state}::outbound_state, last_status = ${sent.status}, last_error = ${error},
        ended_at = CASE WHEN ${state} = 'waiting' THEN NULL ELSE now() END,
        next_attempt_at = now() + make_interval(secs => ${wait ?? 0}::double precision)
      WHERE id = ${id}::uuid AND state = 'waiting' AND attempts = ${attempts}`;
    if (state === "failed" && changed > 0) await giveUp(tx, message, !sent.ok && sent.gone);
  });
}
