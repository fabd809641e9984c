import "server-only";
import { z } from "zod";
import { type Actor, requireUser, type UserActor } from "@/domain/access/actor";
import { type ClaimEnding, endHeldClaim } from "@/domain/triage/end-claim";
import { lockHeldClaim } from "@/domain/triage/held-claim";
import { holdRest } from "@/domain/triage/wellbeing/rest";
import { db, type Tx } from "@/lib/db/client";
import { newId } from "@/lib/ids/new-id";

const liveRows = z.array(z.object({ case_id: z.uuid(), token: z.string() }));

/** Ends every claim that a person holds. Returns how many there were. */
export async function endOwnClaims(tx: Tx, user: UserActor, ending: ClaimEnding): Promise<number> {
  const rows = await tx.$queryRaw`
    SELECT k.case_id, k.token FROM claim k JOIN "case" c ON c.id = k.case_id
    WHERE k.reviewer_id = ${user.userId} AND k.ended_at IS NULL AND k.expires_at > now() AND c.state = 'claimed'
    ORDER BY k.case_id FOR UPDATE OF c, k`;
  const live = liveRows.parse(rows);
  for (const { case_id: caseId, token } of live) {
    await endHeldClaim(tx, user, await lockHeldClaim(tx, user, caseId, token), ending);
  }
  return live.length;
}

/** Begins a break unless one has begun. No audit event: when somebody rests is their own business. */
export async function insertBreak(tx: Tx, user: UserActor): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO reviewer_break (id, user_id) VALUES (${newId()}::uuid, ${user.userId})
    ON CONFLICT (user_id) WHERE ended_at IS NULL DO NOTHING`;
}

/** Begins a break: what the person holds goes back to the queue, and they are given nothing until they end it. Throws FORBIDDEN. */
export async function takeBreak(actor: Actor): Promise<void> {
  const user = requireUser(actor, "case.claim");
  await db().$transaction(async (tx) => {
    await holdRest(tx, user.userId);
    await endOwnClaims(tx, user, "released");
    await insertBreak(tx, user);
  });
}
