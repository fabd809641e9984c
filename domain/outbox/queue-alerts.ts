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

/**
 * Writes the messages about alerts for one step of the chain, in the transaction of what they tell of. An endpoint that is
 * paused, deleted, or does not want the kind gets none, and one that fails is not told of itself.
 * @returns how many messages were written
 */
export async function queueAlerts(tx: Tx, alerts: readonly ToldAlert[], step: Step): Promise<number> {
  if (alerts.length === 0) return 0;
  const ids = step.endpointIds.length > 0 ? { id: { in: [...step.endpointIds] } } : {};
  const endpoints = await tx.outboundEndpoint.findMany({
    where: { ...ids, sourceId: null, pausedAt: null, deletedAt: null },
    select: { id: true, events: true },
  });
  const event = step.number === 0 ? "alert.opened" : "alert.escalated";
  const rows = endpoints.flatMap((endpoint) =>
    alerts
      .filter(({ kind }) => endpoint.events.length === 0 || endpoint.events.includes(kind))
      .map((alert) => ({
        id: newId(),
        endpointId: endpoint.id,
        event,
        body: bodyOf(alert, step.number),
        alertId: alert.id,
        foldKey: `${event} ${alert.kind} ${alert.tier ?? ""}`.trim(),
      })),
  );
  if (rows.length > 0) await tx.outboundDelivery.createMany({ data: rows });
  return rows.length;
}
