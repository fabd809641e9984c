import "server-only";
import type { UserActor } from "@/domain/access/actor";
import { appendEvent } from "@/domain/audit/append-event";
import { type Concluded, compareConclusions } from "@/domain/decide/agreement";
import type { StatedRisk, Verdict } from "@/domain/decide/complete-findings";
import { openSlot } from "@/domain/decide/open-slot";
import { moreUrgent, type Tier, tierOfRisks } from "@/domain/triage/tier";
import type { Prisma, Tx } from "@/lib/db/client";

const included = {
  firstDecision: { include: { findings: true } },
  secondDecision: true,
  goldCase: {
    include: { decision: { include: { findings: true, undo: true, supersededBy: { where: { undo: null } } } } },
  },
} satisfies Prisma.ReviewSlotInclude;
export type SlotOfCase = Prisma.ReviewSlotGetPayload<{ include: typeof included }>;

type Answer = { id: string; caseId: string; conversationId: string; verdict: Verdict; risks: readonly StatedRisk[] };
type Stored = { verdict: Verdict; findings: readonly Partial<Record<keyof StatedRisk, unknown>>[] };

/** What a stored decision concluded. */
export function concludedOf({ verdict, findings }: Stored): Concluded {
  const stated = findings as readonly { [K in keyof StatedRisk]: StatedRisk[K] | null }[];
  const risks = stated.flatMap(({ subject, type, severity, imminence }) =>
    subject && type && severity ? [{ subject, type, severity, imminence }] : [],
  );
  return { verdict, risks };
}

/** The further look that this case carries, if it carries one that is still to be answered. */
export async function findSlotOfCase(tx: Tx, caseId: string): Promise<SlotOfCase | null> {
  const where = { caseId, answerId: null, withdrawnAt: null };
  // Most cases carry none; asked with all that belongs to one, each part of it would be a query for nothing.
  if ((await tx.reviewSlot.findFirst({ where, select: { id: true } })) === null) return null;
  return tx.reviewSlot.findFirst({ where, include: included });
}

/** The answer that is known of a reference case, while it holds: one that was taken back or corrected is no key. */
function knownAnswer({ goldCase }: SlotOfCase) {
  if (!goldCase) return null;
  const { undo, supersededBy } = goldCase.decision;
  return undo === null && supersededBy.length === 0 ? goldCase.decision : null;
}

/**
 * Whether an answer agrees with what it is compared with. Where somebody took a case out of tier 0, the second person must
 * do so too: naming the same risk and leaving it critical is no agreement to that.
 */
function agrees(slot: SlotOfCase, first: Concluded, answer: Answer): boolean {
  const keepsTierZero = slot.binding && tierOfRisks(answer.risks) === 0;
  return compareConclusions(first, answer).agreed && !keepsTierZero;
}

/** Two people disagree: a third settles it, at once where the first decision waits, else as soon as the worse of the two asks. */
async function openAdjudication(tx: Tx, user: UserActor, slot: SlotOfCase, answer: Answer, first: Concluded) {
  const worse: Tier = moreUrgent(tierOfRisks(first.risks), tierOfRisks(answer.risks));
  await openSlot(tx, user, {
    kind: "adjudication",
    conversationId: slot.conversationId,
    revision: slot.revision,
    classificationId: slot.firstDecision?.classificationId ?? null,
    tier: slot.binding ? 0 : worse,
    ofCaseId: slot.ofCaseId,
    firstDecisionId: slot.firstDecisionId,
    secondDecisionId: answer.id,
    binding: slot.binding,
    probability: 1,
  });
}

/**
 * Writes what came of a further look: whether it agrees with what it is compared with. A second review that does not
 * opens an adjudication; the answer of an adjudication has superseded the first decision already.
 */
export async function answerSlot(tx: Tx, user: UserActor, slot: SlotOfCase, answer: Answer): Promise<void> {
  const comparedWith = slot.kind === "gold" ? knownAnswer(slot) : slot.firstDecision;
  const first = comparedWith ? concludedOf(comparedWith) : null;
  const agreed = first && agrees(slot, first, answer);
  await tx.reviewSlot.update({
    where: { id: slot.id },
    data: { answerId: answer.id, answeredAt: new Date(), agreed },
  });
  await appendEvent(tx, {
    type: "decide.review.answered",
    actor: user,
    caseId: answer.caseId,
    conversationId: answer.conversationId,
    facts: { slotId: slot.id, kind: slot.kind, agreed },
  });
  if (slot.kind === "second_review" && first && agreed === false) await openAdjudication(tx, user, slot, answer, first);
}
