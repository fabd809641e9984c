import "server-only";
import type { Actor } from "@/domain/access/actor";
import { appendEvent } from "@/domain/audit/append-event";
import type { Tx } from "@/lib/db/client";

type Slot = { id: string; kind: string; caseId: string; conversationId: string };

async function withdraw(tx: Tx, actor: Actor, { id, kind, caseId, conversationId }: Slot): Promise<void> {
  await tx.reviewSlot.update({ where: { id }, data: { withdrawnAt: new Date() } });
  const facts = { slotId: id, kind };
  await appendEvent(tx, { type: "decide.review.withdrawn", actor, caseId, conversationId, facts });
}

/**
 * Calls a further look off that nobody has answered: its case closes, in whosever hands it is. The caller holds the
 * conversation, which whoever answers it has to hold too.
 */
export async function withdrawSlot(tx: Tx, actor: Actor, slot: Slot): Promise<void> {
  const { caseId, conversationId } = slot;
  await tx.$queryRaw`SELECT id FROM "case" WHERE id = ${caseId}::uuid FOR UPDATE`;
  await tx.claim.updateMany({ where: { caseId, endedAt: null }, data: { endedAt: new Date(), end: "released" } });
  await tx.case.update({
    where: { id: caseId },
    data: { state: "closed", closedAt: new Date(), holderId: null, version: { increment: 1 } },
  });
  await withdraw(tx, actor, slot);
  const facts = { reason: "withdrawn" };
  await appendEvent(tx, { type: "triage.case.closed", actor, caseId, conversationId, facts });
}

/**
 * Calls off the further looks at a decision that was taken back, or those of one kind. The caller holds the conversation.
 */
export async function withdrawSlots(
  tx: Tx,
  actor: Actor,
  decisionId: string,
  kind?: "second_review" | "adjudication",
): Promise<void> {
  const open = await tx.reviewSlot.findMany({
    where: {
      OR: [{ firstDecisionId: decisionId }, { secondDecisionId: decisionId }],
      answerId: null,
      withdrawnAt: null,
      ...(kind && { kind }),
    },
  });
  for (const slot of open) await withdrawSlot(tx, actor, slot);
}

/** Makes the further look that this decision had answered one that waits for an answer again. */
export async function reopenAnsweredSlot(tx: Tx, decisionId: string): Promise<void> {
  await tx.reviewSlot.updateMany({
    where: { answerId: decisionId },
    data: { answerId: null, answeredAt: null, agreed: null },
  });
}

/** Ends the further look that this case carries, whose answer was taken back and is not asked for again. */
export async function withdrawAnswer(tx: Tx, actor: Actor, caseId: string): Promise<void> {
  const slot = await tx.reviewSlot.findFirst({ where: { caseId, answerId: null, withdrawnAt: null } });
  if (slot) await withdraw(tx, actor, slot);
}
