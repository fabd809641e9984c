import "server-only";
import type { AlertKind } from "@/domain/outbox/alert-kinds";
import type { Prisma, Tx } from "@/lib/db/client";
import { loadEnv } from "@/lib/env/env";
import { newId } from "@/lib/ids/new-id";

/** What an alert says outside the desk: ids, enums and times. */
export type ToldAlert = { id: string; kind: AlertKind; tier: number | null; caseId: string | null; openedAt: Date };
/** Who is told, and at which step of the chain, counted from 0. No ids stand for all endpoints of alerts. */
export type Step = { number: number; endpointIds: readonly string[] };

function bodyOf({ id, kind, tier, caseId, openedAt }: ToldAlert, step: number): Prisma.InputJsonObject {
  const url = `${loadEnv().baseUrl}${caseId === null ? "/alerts" : `/cases/${caseId}`}`;
  return {
    type: step === 0 ? "alert.opened" : "alert.escalated",
    timestamp: openedAt.toISOString(),
    data: { alertId: id, kind, tier, caseId, step, count: 1, url },
  };
}

type Receiver = { id: string; events: readonly string[] };

/** Those of a step who can be told of a kind; all who can, where none of those whom the step names can. */
function receiversOf(kind: AlertKind, receivers: readonly Receiver[], named: readonly string[]): readonly Receiver[] {
  const able = receivers.filter(({ events }) => events.length === 0 || events.includes(kind));
  const chosen = able.filter(({ id }) => named.includes(id));
  return chosen.length > 0 ? chosen : able;
}

/**
 * Writes the messages about alerts for one step of the chain, in the transaction of what they tell of. An endpoint that is
 * paused, deleted, or does not want the kind gets none; where that leaves nobody of those the step names, all others are
 * told, since somebody must be.
 * @returns how many messages were written
 */
export async function queueAlerts(tx: Tx, alerts: readonly ToldAlert[], step: Step): Promise<number> {
  if (alerts.length === 0) return 0;
  const receivers = await tx.outboundEndpoint.findMany({
    where: { sourceId: null, pausedAt: null, deletedAt: null },
    select: { id: true, events: true },
  });
  const event = step.number === 0 ? "alert.opened" : "alert.escalated";
  const rows = alerts.flatMap((alert) =>
    receiversOf(alert.kind, receivers, step.endpointIds).map(({ id: endpointId }) => ({
      id: newId(),
      endpointId,
      event,
      body: bodyOf(alert, step.number),
      alertId: alert.id,
      foldKey: `${event} ${alert.kind} ${alert.tier ?? ""}`.trim(),
    })),
  );
  if (rows.length > 0) await tx.outboundDelivery.createMany({ data: rows });
  return rows.length;
}
