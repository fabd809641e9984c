import "server-only";
import { type Actor, requireUser } from "@/domain/access/actor";
import { appendEvent } from "@/domain/audit/append-event";
import { currentSetting } from "@/domain/settings/current-setting";
import { stateAfter } from "@/domain/triage/case-state";
import { forFreshEyes } from "@/domain/triage/fresh-eyes";
import { type HeldCase, insertClaim } from "@/domain/triage/insert-claim";
import { lockCase } from "@/domain/triage/lock-case";
import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors/app-error";

/**
 * Takes a case out of somebody's hands into those of a lead. Whoever had it is told with their next heartbeat or write, and
 * what they filled in stays on their page.
 * @throws FORBIDDEN (also where it asks for eyes that do not know it), NOT_FOUND, CONFLICT where nobody else holds it
 */
export async function takeOverCase(actor: Actor, caseId: string): Promise<HeldCase> {
  const user = requireUser(actor, "case.lead");
  const { weights } = await currentSetting("wellbeing");
  return db().$transaction(async (tx) => {
    const { state, claim_id: fromClaimId, reviewer_id: from, conversation_id } = await lockCase(tx, user, caseId);
    stateAfter(state, "take_over");
    if (fromClaimId === null || from === user.userId) {
      const members = { current: { state } };
      throw new AppError("CONFLICT", "Nobody else has this case now. Read its state again.", { members });
    }
    const fresh = await tx.$queryRaw<unknown[]>`
      SELECT 1 FROM "case" c WHERE c.id = ${caseId}::uuid AND ${forFreshEyes(user)}`;
    if (fresh.length === 0) {
      throw new AppError("FORBIDDEN", "This case is for somebody else to look at, who does not know it yet.");
    }
    await tx.claim.update({ where: { id: fromClaimId }, data: { endedAt: new Date(), end: "taken_over" } });
    await tx.case.update({ where: { id: caseId }, data: { holderId: user.userId, version: { increment: 1 } } });
    const { claimId, ...held } = await insertClaim(tx, user, caseId, { weights, despiteLimit: false });
    const facts = { claimId, fromClaimId };
    const about = { caseId, conversationId: conversation_id };
    await appendEvent(tx, { type: "triage.case.taken_over", actor, ...about, facts });
    return held;
  });
}
