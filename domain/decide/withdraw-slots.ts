import "server-only";
import type { Actor } from "@/domain/access/actor";
import { appendEvent } from "@/domain/audit/append-event";
import type { Tx } from "@/lib/db/client";

type Slot = { id: string; kind: string; caseId: string; conversationId: string };

/**
 * Calls a further look off that nobody has answered: its case closes, in whosever hands it is. The caller holds the
 * conversation, which whoever answers it has to hold too.
 */
export async function withdrawSlot(tx: Tx, actor: Actor, slot: Slot): Promise<void> {
  const { id, kind, caseId, conversationId } = slot;
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
