import "server-only";
import type { UserActor } from "@/domain/access/actor";
import { appendEvent } from "@/domain/audit/append-event";
import { LIVE_STATES } from "@/domain/triage/case-rows";
import type { Db, Prisma, Tx } from "@/lib/db/client";

/** Whether somebody looks at a decision, or has agreed to it: where it waits for that, in a look that it waits for. */
export async function isLookedAt(tx: Tx, firstDecisionId: string, binding: boolean): Promise<boolean> {
  const looks = await tx.reviewSlot.count({
    where: {
      firstDecisionId,
      withdrawnAt: null,
      ...(binding && { binding }),
      OR: [{ answerId: null }, binding ? { agreed: true } : { answerId: { not: null } }],
    },
  });
  return looks > 0;
}

/** Whether a second person disagrees with a decision and a third has not settled it yet: it cannot be corrected now. */
export async function isDisputed(client: Db | Tx, firstDecisionId: string): Promise<boolean> {
  const where = { firstDecisionId, kind: "adjudication", answerId: null, withdrawnAt: null } as const;
  return (await client.reviewSlot.count({ where })) > 0;
}

const answered = {
  firstDecision: { include: { undo: true, supersededBy: { where: { undo: null } } } },
  secondDecision: { include: { undo: true } },
  goldCase: true,
  conversation: { select: { emptiedAt: true } },
} satisfies Prisma.ReviewSlotInclude;
type Answered = Prisma.ReviewSlotGetPayload<{ include: typeof answered }>;

/** Whether this reference case may be before its person again: they have one at a time. */
async function isGoldAsked(tx: Tx, { goldCase, reviewerId }: Answered): Promise<boolean> {
  if (goldCase === null || goldCase.retiredAt !== null) return false;
  const live = { forUserId: reviewerId, state: { in: [...LIVE_STATES] } };
  return (await tx.case.count({ where: { reason: "gold", ...live } })) === 0;
}

/** Whether what a further look is about still holds, and nobody else is asked the same. */
async function isStillAsked(tx: Tx, slot: Answered): Promise<boolean> {
  const { kind, firstDecision, secondDecision } = slot;
  if (slot.conversation.emptiedAt !== null) return false;
  if (kind === "gold") return isGoldAsked(tx, slot);
  if (secondDecision?.undo) return false;
  if (!firstDecision) return true;
  if (firstDecision.undo || firstDecision.supersededBy.length > 0) return false;
  const where = { firstDecisionId: firstDecision.id, kind, answerId: null, withdrawnAt: null };
  return (await tx.reviewSlot.count({ where })) === 0;
}

/**
 * Has the further look that a decision had answered, if it was such an answer, wait for one again; or ends it, where what
 * it was about was taken back or replaced since, or where somebody else is asked the same by now. The caller has taken the
 * decision back.
 * @returns whether its case is to wait for a decision again
 */
export async function askAgain(tx: Tx, user: UserActor, decisionId: string): Promise<boolean> {
  const slot = await tx.reviewSlot.findFirst({ where: { answerId: decisionId }, include: answered });
  if (!slot) return true;
  const isAsked = await isStillAsked(tx, slot);
  const withdrawnAt = isAsked ? null : new Date();
  const { id: slotId, kind, caseId, conversationId } = slot;
  const unanswered = { answerId: null, answeredAt: null, agreed: null, withdrawnAt };
  await tx.reviewSlot.update({ where: { id: slotId }, data: unanswered });
  if (isAsked) return true;
  const facts = { slotId, kind };
  await appendEvent(tx, { type: "decide.review.withdrawn", actor: user, caseId, conversationId, facts });
  return false;
}
