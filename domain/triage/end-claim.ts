import "server-only";
import { z } from "zod";
import { type Actor, requireUser, type UserActor } from "@/domain/access/actor";
import { appendEvent } from "@/domain/audit/append-event";
import { wasEscalated } from "@/domain/triage/case-rows";
import { stateAfter } from "@/domain/triage/case-state";
import { claimTokenSchema, type HeldClaim, lockHeldClaim } from "@/domain/triage/held-claim";
import { PASS_SECONDS, SKIP_REASONS, type SkipReason } from "@/domain/triage/skip-reasons";
import { db, type Tx } from "@/lib/db/client";
import { newId } from "@/lib/ids/new-id";

const WAYS = {
  released: { move: "release", event: "triage.case.released" },
  skipped: { move: "skip", event: "triage.case.skipped" },
  escalated: { move: "escalate", event: "triage.case.escalated" },
} as const;

/** How a claim may end without a decision: handed back, skipped, or passed to a lead. */
export type ClaimEnding = keyof typeof WAYS;

export const skipSchema = claimTokenSchema
  .extend({ reason: z.enum(SKIP_REASONS).optional().meta({ description: "Why, for whoever wants to say" }) })
  .meta({ id: "Skip" });

/** Whoever skipped a case or passed it on is not given it again for a while. */
async function insertPass(tx: Tx, user: UserActor, caseId: string, reason: SkipReason | null): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO case_pass (id, case_id, reviewer_id, reason, until)
    VALUES (${newId()}::uuid, ${caseId}::uuid, ${user.userId}, ${reason}, now() + make_interval(secs => ${PASS_SECONDS}))`;
}

/** Ends a claim that is held and locked, and puts its case where the ending says. */
export async function endHeldClaim(
  tx: Tx,
  user: UserActor,
  held: HeldClaim,
  ending: ClaimEnding,
  reason: SkipReason | null = null,
): Promise<void> {
  const { move, event } = WAYS[ending];
  const { case_id: caseId, claim_id: claimId, conversation_id: conversationId } = held;
  const state = stateAfter("claimed", move, await wasEscalated(tx, caseId));
  await tx.claim.update({ where: { id: claimId }, data: { endedAt: new Date(), end: ending } });
  await tx.case.update({ where: { id: caseId }, data: { state, holderId: null, version: { increment: 1 } } });
  if (ending !== "released") await insertPass(tx, user, caseId, reason);
  await appendEvent(tx, { type: event, actor: user, caseId, conversationId, facts: { claimId } });
}

/**
 * Ends the actor's claim and puts the case where the ending says. Throws FORBIDDEN, NOT_FOUND, LEASE_LOST.
 * @param reason why it was skipped, where that was said
 */
export async function endClaim(
  actor: Actor,
  caseId: string,
  token: string,
  ending: ClaimEnding,
  reason: SkipReason | null = null,
): Promise<void> {
  const user = requireUser(actor, "case.claim");
  await db().$transaction(async (tx) => {
    await endHeldClaim(tx, user, await lockHeldClaim(tx, user, caseId, token), ending, reason);
  });
}
