import type { UserActor } from "@/domain/access/actor";
import { createEndpoint } from "@/domain/outbox/create-endpoint";
import { openAlert } from "@/domain/triage/alerts/open-alert";
import { db } from "@/lib/db/client";
import { newId } from "@/lib/ids/new-id";

/** An alert that nobody has answered; resolved where told. */
export async function alerted(isOver = false): Promise<{ alertId: string }> {
  const key = `tier_breach ${newId()}`;
  const alertId = await db().$transaction((tx) => openAlert(tx, { kind: "tier_breach", key, tier: 1 }));
  if (alertId === null) throw new Error("the alert was not opened");
  if (isOver) await db().alert.update({ where: { id: alertId }, data: { resolvedAt: new Date() } });
  return { alertId };
}

/** A webhook that leads into this machine, where nothing is sent. */
export async function endpointOf(me: UserActor): Promise<{ endpointId: string }> {
  const url = "https://127.0.0.1/hook";
  const { id } = await createEndpoint(me, { kind: "webhook", name: "On call", events: [], sourceId: null, url });
  return { endpointId: id };
}
