import "server-only";
import { type Actor, requireUser } from "@/domain/access/actor";
import { appendEvent } from "@/domain/audit/append-event";
import { wasEscalated } from "@/domain/triage/case-rows";
import { stateAfter } from "@/domain/triage/case-state";
import { lockHeldClaim } from "@/domain/triage/held-claim";
import { db } from "@/lib/db/client";

const WAYS = {
  released: { move: "release", event: "triage.case.released" },
  skipped: { move: "skip", event: "triage.case.skipped" },
  escalated: { move: "escalate", event: "triage.case.escalated" },
} as const;

/** How a claim may end without a decision: handed back, skipped, or passed to a lead. */
export type ClaimEnding = keyof typeof WAYS;

/** Ends the actor's claim and puts the case where the ending says. Throws FORBIDDEN, NOT_FOUND, LEASE_LOST. */
export async function endClaim(actor: Actor, caseId: string, token: string, ending: ClaimEnding): Promise<void> {
  const user = requireUser(actor, "case.claim");
  await db().$transaction(async (tx) => {
    const held = await lockHeldClaim(tx, user, caseId, token);
    const { move, event } = WAYS[ending];
    const state = stateAfter("claimed", move, await wasEscalated(tx, caseId));
    await tx.claim.update({ where: { id: held.claim_id }, data: { endedAt: new Date(), end: ending } });
    await tx.case.update({ where: { id: caseId }, data: { state, holderId: null, version: { increment: 1 } } });
    const about = { caseId, conversationId: held.conversation_id };
    await appendEvent(tx, { type: event, actor, ...about, facts: { claimId: held.claim_id } });
  });
}
