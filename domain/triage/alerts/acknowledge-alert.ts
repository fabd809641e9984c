import "server-only";
import { type Actor, requireUser } from "@/domain/access/actor";
import { appendEvent } from "@/domain/audit/append-event";
import type { Alert } from "@/domain/triage/alerts/alert-dto";
import { getAlert } from "@/domain/triage/alerts/list-alerts";
import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors/app-error";
import { isId } from "@/lib/ids/new-id";

/**
 * Answers an alert: somebody sees to it, and nobody further in the chain is told. To answer what oneself has answered
 * changes nothing.
 * @throws FORBIDDEN, NOT_FOUND, CONFLICT with who has answered it, or that its cause is gone
 */
export async function acknowledgeAlert(actor: Actor, alertId: string): Promise<Alert> {
  const user = requireUser(actor, "alert.acknowledge");
  await db().$transaction(async (tx) => {
    if (isId(alertId)) await tx.$queryRaw`SELECT id FROM alert WHERE id = ${alertId}::uuid FOR UPDATE`;
    const row = isId(alertId)
      ? await tx.alert.findUnique({ where: { id: alertId }, include: { acknowledgedBy: true } })
      : null;
    if (!row) throw new AppError("NOT_FOUND", "There is no alert with this id.");
    if (row.acknowledgedById === user.userId) return;
    if (row.acknowledgedAt) {
      const holder = row.acknowledgedBy?.name ?? null;
      const members = { current: { state: "acknowledged", holder } };
      throw new AppError("CONFLICT", `${holder ?? "Somebody else"} has answered this alert already.`, { members });
    }
    if (row.resolvedAt) {
      const members = { current: { state: "resolved" } };
      throw new AppError("CONFLICT", "The cause of this alert is gone: nothing is left to do.", { members });
    }
    await tx.$executeRaw`
      UPDATE alert SET acknowledged_at = now(), acknowledged_by_id = ${user.userId}, next_step_at = NULL
      WHERE id = ${row.id}::uuid`;
    const about = row.caseId === null ? {} : { caseId: row.caseId };
    await appendEvent(tx, { type: "triage.alert.acknowledged", actor, ...about, facts: { alertId: row.id } });
  });
  return getAlert(actor, alertId);
}
