import "server-only";
import { type Actor, requireRight } from "@/domain/access/actor";
import { appendEvent } from "@/domain/audit/append-event";
import type { TestedEndpoint } from "@/domain/outbox/endpoint-dto";
import { openEndpoint } from "@/domain/outbox/endpoint-target";
import { lockEndpoint } from "@/domain/outbox/lock-endpoint";
import { sendMessage } from "@/domain/outbox/send-message";
import { currentSetting } from "@/domain/settings/current-setting";
import { db } from "@/lib/db/client";
import { databaseNow } from "@/lib/db/database-now";
import { newId } from "@/lib/ids/new-id";

/**
 * Sends a message that says it is a test, once, and returns what the receiver made of it. One that arrives counts as
 * delivered: an endpoint that was failing is well again.
 * @throws FORBIDDEN, NOT_FOUND
 */
export async function testEndpoint(actor: Actor, endpointId: string): Promise<TestedEndpoint> {
  requireRight(actor, "settings.manage");
  const { allowedNetworks } = await currentSetting("alerts");
  const at = await databaseNow(db());
  const endpoint = openEndpoint(await db().$transaction((tx) => lockEndpoint(tx, endpointId)), at);
  const id = newId();
  const body = { type: "endpoint.test", timestamp: at.toISOString(), data: { endpointId } };
  const sent = await sendMessage(endpoint, { id, at, body }, { allowedNetworks });
  if (!sent.ok) {
    const facts = { endpointId, changed: ["tested_in_vain"] };
    await appendEvent(db(), { type: "outbox.endpoint.changed", actor, facts });
    return { ok: false, status: sent.status, error: sent.error, said: sent.said };
  }
  await db().$transaction(async (tx) => {
    await lockEndpoint(tx, endpointId);
    const ended = {
      state: "delivered",
      endedAt: at,
      firstAttemptAt: at,
      attempts: 1,
      lastStatus: sent.status,
    } as const;
    await tx.outboundDelivery.create({ data: { id, endpointId, event: body.type, body, ...ended } });
    await appendEvent(tx, { type: "outbox.endpoint.changed", actor, facts: { endpointId, changed: ["tested"] } });
  });
  return { ok: true, status: sent.status, error: null, said: sent.said };
}
