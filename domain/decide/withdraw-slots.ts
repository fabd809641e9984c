import "server-only";
import type { Actor } from "@/domain/access/actor";
import { appendEvent } from "@/domain/audit/append-event";
import type { Tx } from "@/lib/db/client";

/** The open further looks at a decision. */
function findOpenSlots(tx: Tx, decisionId: string) {
  return tx.reviewSlot.findMany({
    where: {
      OR: [{ firstDecisionId: decisionId }, { secondDecisionId: decisionId }],
      answerId: null,
      withdrawnAt: null,
    },
  });
}

/**
 * Calls off the further looks at a decision that was taken back: their cases close, in whosever hands they are. The caller
 * holds the conversation, which whoever answers one has to hold too.
 */
export async function withdrawSlots(tx: Tx, actor: Actor, decisionId: string): Promise<void> {
  for (const { id, kind, caseId, conversationId } of await findOpenSlots(tx, decisionId)) {
    await tx.$queryRaw`SELECT id FROM "case" WHERE id = ${caseId}::uuid FOR UPDATE`;
    await tx.claim.updateMany({ where: { caseId, endedAt: null }, data: { endedAt: new Date(), end: "released" } });
    await tx.case.update({
      where: { id: caseId },
      data: { state: "closed", closedAt: new Date(), holderId: null, version: { increment: 1 } },
    });
    await tx.reviewSlot.update({ where: { id }, data: { withdrawnAt: new Date() } });
    const about = { actor, caseId, conversationId };
    await appendEvent(tx, { type: "decide.review.withdrawn", ...about, facts: { slotId: id, kind } });
    await appendEvent(tx, { type: "triage.case.closed", ...about, facts: { reason: "withdrawn" } });
  }
}

/** Makes the further look that this decision had answered one that waits for an answer again. */
export async function reopenAnsweredSlot(tx: Tx, decisionId: string): Promise<void> {
  await tx.reviewSlot.updateMany({
    where: { answerId: decisionId },
    data: { answerId: null, answeredAt: null, agreed: null },
  });
}

/** Ends the further look that this case carries, whose answer was taken back and is not asked for again. */
export async function withdrawAnswer(tx: Tx, caseId: string): Promise<void> {
  await tx.reviewSlot.updateMany({ where: { caseId, answerId: null }, data: { withdrawnAt: new Date() } });
}

/**
 * Hands the second review that is still open over from one decision to the one that takes its place, so that nobody who
 * reads for it is disturbed. Returns whether there was one.
 * @param binding whether the decision it now looks at waits for it
 */
export async function moveSecondReview(tx: Tx, fromId: string, toId: string, binding: boolean): Promise<boolean> {
  const { count } = await tx.reviewSlot.updateMany({
    where: { firstDecisionId: fromId, kind: "second_review", answerId: null, withdrawnAt: null },
    data: { firstDecisionId: toId, binding },
  });
  return count > 0;
}
