import "server-only";
import type { Actor } from "@/domain/access/actor";
import { appendEvent } from "@/domain/audit/append-event";
import { type LookedAt, openSecondReview } from "@/domain/decide/open-second-review";
import { withdrawSlot } from "@/domain/decide/withdraw-slots";
import { raiseCases } from "@/domain/triage/case-rows";
import type { Prisma, Tx } from "@/lib/db/client";

type Open = Prisma.ReviewSlotGetPayload<{ include: { case: true } }>;

/** What is asked of somebody is due at once when a decision begins to wait for it. */
async function raise(tx: Tx, actor: Actor, { caseId, conversationId, revision, case: { tier } }: Open): Promise<void> {
  if (tier === 0) return;
  await raiseCases(tx, [caseId], 0, null);
  const facts = { fromTier: tier, toTier: 0, revision };
  await appendEvent(tx, { type: "triage.case.raised", actor, caseId, conversationId, facts });
}

/**
 * Hands the second review that is still open over from one decision to the one that takes its place. Where both are about
 * the same messages it goes on, so that nobody who reads for it is disturbed. Where they are not, whoever reads for it has
 * other messages before them than the decision is about: it is called off, and asked for anew with the probability it had.
 * The caller holds the conversation.
 * @param binding whether the decision it now looks at waits for it
 * @returns whether there was one
 */
export async function carrySecondReview(
  tx: Tx,
  actor: Actor,
  fromDecisionId: string,
  to: LookedAt,
  binding: boolean,
): Promise<boolean> {
  const open = await tx.reviewSlot.findFirst({
    where: { firstDecisionId: fromDecisionId, kind: "second_review", answerId: null, withdrawnAt: null },
    include: { case: true },
  });
  if (!open) return false;
  if (open.revision !== to.revision) {
    await withdrawSlot(tx, actor, open);
    await openSecondReview(tx, actor, to, { binding, probability: binding ? 1 : open.probability });
    return true;
  }
  const { id: slotId, caseId, conversationId } = open;
  await tx.reviewSlot.update({ where: { id: slotId }, data: { firstDecisionId: to.id, binding } });
  const facts = { slotId, fromDecisionId, toDecisionId: to.id, binding };
  await appendEvent(tx, { type: "decide.review.moved", actor, caseId, conversationId, facts });
  if (binding) await raise(tx, actor, open);
  return true;
}
