import "server-only";
import { type Actor, requireUser } from "@/domain/access/actor";
import { appendEvent } from "@/domain/audit/append-event";
import { stateAfter } from "@/domain/triage/case-state";
import { lockCase } from "@/domain/triage/lock-case";
import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors/app-error";

/**
 * Puts a case back into everybody's queue, by a lead: one that somebody holds (their claim ends), one that was passed to
 * the leads, or one that was set aside.
 * @throws FORBIDDEN, NOT_FOUND, CONFLICT where it waits for everybody already, or is decided
 */
export async function requeueCase(actor: Actor, caseId: string): Promise<void> {
  const user = requireUser(actor, "case.lead");
  await db().$transaction(async (tx) => {
    const { state, claim_id: claimId, conversation_id: conversationId, ...held } = await lockCase(tx, user, caseId);
    const next = stateAfter(state, "requeue");
    const asleep = held.snoozed_until !== null && held.snoozed_until > new Date();
    if (state === "open" && !asleep) throw new AppError("CONFLICT", "This case waits in the queue already.");
    if (claimId !== null)
      await tx.claim.update({ where: { id: claimId }, data: { endedAt: new Date(), end: "requeued" } });
    const free = { holderId: null, snoozedUntil: null, escalatedAt: null };
    await tx.case.update({ where: { id: caseId }, data: { state: next, ...free, version: { increment: 1 } } });
    await appendEvent(tx, { type: "triage.case.requeued", actor, caseId, conversationId, facts: { claimId } });
  });
}
