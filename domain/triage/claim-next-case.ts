import "server-only";
import { randomBytes } from "node:crypto";
import { z } from "zod";
import { type Actor, requireUser, type UserActor } from "@/domain/access/actor";
import { appendEvents } from "@/domain/audit/append-event";
import type { NewEvent } from "@/domain/audit/event";
import type { CaseState } from "@/domain/triage/case-state";
import { forFreshEyes } from "@/domain/triage/fresh-eyes";
import { LEASE_SECONDS } from "@/domain/triage/lease";
import { db, Prisma, type Tx } from "@/lib/db/client";
import { AppError } from "@/lib/errors/app-error";
import { isId, newId } from "@/lib/ids/new-id";

/** For this long, in seconds, "next" does not give a person the case they skipped or passed on. */
const SKIP_SECONDS = 15 * 60;
/** Cases handled per statement, so that a long backlog of overdue ones never holds up a claim. */
const SWEEP_LIMIT = 500;

export type HeldCase = { caseId: string; token: string; expiresAt: Date };

const claimedRowSchema = z.object({ id: z.uuid(), conversation_id: z.uuid() });
const expiredRowSchema = z.object({ claim_id: z.uuid(), case_id: z.uuid(), conversation_id: z.uuid() });

/**
 * Puts cases whose lease ran out back into the queue, once escalated ones back before the leads. The database's clock alone counts. Rows that somebody else is
 * working on in this moment are left to them.
 */
export async function expireClaims(tx: Tx): Promise<number> {
  const rows = await tx.$queryRaw`
    WITH over AS (
      SELECT claim.id, claim.case_id FROM claim JOIN "case" ON "case".id = claim.case_id
      WHERE claim.ended_at IS NULL AND claim.expires_at <= now()
      LIMIT ${SWEEP_LIMIT} FOR UPDATE OF claim, "case" SKIP LOCKED
    ), ended AS (
      UPDATE claim SET ended_at = now(), "end" = 'expired' FROM over WHERE claim.id = over.id
    )
    UPDATE "case" SET holder_id = NULL, version = version + 1, state = CASE
      WHEN EXISTS (SELECT 1 FROM claim k WHERE k.case_id = "case".id AND k."end" = 'escalated') THEN 'escalated'::case_state
      ELSE 'open' END
    FROM over
    WHERE "case".id = over.case_id AND "case".state = 'claimed'
    RETURNING over.id AS claim_id, "case".id AS case_id, "case".conversation_id`;
  const expired = z.array(expiredRowSchema).parse(rows);
  await appendEvents(
    tx,
    expired.map((row) => ({
      type: "triage.claim.expired",
      actor: { kind: "system", process: "triage" },
      caseId: row.case_id,
      conversationId: row.conversation_id,
      facts: { claimId: row.claim_id },
    })),
  );
  return expired.length;
}

/** Lets cases past their due time rise one tier, never into tier 0. */
export async function ageCases(tx: Tx): Promise<number> {
  return tx.$executeRaw`
    UPDATE "case" SET queue_tier = tier - 1 WHERE id IN (
      SELECT id FROM "case" WHERE state = 'open' AND queue_tier = tier AND tier > 1 AND due_at < now()
      ORDER BY due_at LIMIT ${SWEEP_LIMIT} FOR UPDATE SKIP LOCKED
    )`;
}

async function insertClaim(tx: Tx, actor: UserActor, row: z.infer<typeof claimedRowSchema>): Promise<HeldCase> {
  const claimId = newId();
  const token = randomBytes(32).toString("base64url");
  const [lease] = z.array(z.object({ expires_at: z.date() })).parse(
    await tx.$queryRaw`
      INSERT INTO claim (id, case_id, reviewer_id, token, expires_at)
      VALUES (${claimId}::uuid, ${row.id}::uuid, ${actor.userId}, ${token}, now() + make_interval(secs => ${LEASE_SECONDS}))
      RETURNING expires_at`,
  );
  if (!lease) throw new Error("the claim was not written");
  const event: NewEvent = {
    type: "triage.case.claimed",
    actor,
    caseId: row.id,
    conversationId: row.conversation_id,
    facts: { claimId },
  };
  await appendEvents(tx, [event]);
  return { caseId: row.id, token, expiresAt: lease.expires_at };
}

/** The states a person may claim from: a lead also what was passed to the leads, in the same order as the rest. */
function claimable(user: UserActor): { states: readonly CaseState[]; sql: Prisma.Sql } {
  // Written out, not bound: the planner has to see the states to know which index covers them.
  return user.roles.some((role) => role === "lead" || role === "admin")
    ? { states: ["open", "escalated"], sql: Prisma.sql`c.state IN ('open', 'escalated')` }
    : { states: ["open"], sql: Prisma.sql`c.state = 'open'` };
}

/**
 * Claims the most urgent case that nobody holds: by tier, then rank (due time less lead). One statement picks and takes it, so two
 * reviewers never get the same case, and neither waits for the other. A case that this person skipped or passed on a
 * moment ago is left to others; it stays in the list, from which they may still take it.
 * @returns null when there is nothing to claim
 * @throws FORBIDDEN
 */
export async function claimNextCase(actor: Actor): Promise<HeldCase | null> {
  const user = requireUser(actor, "case.claim");
  return db().$transaction(async (tx) => {
    await expireClaims(tx);
    await ageCases(tx);
    const rows = await tx.$queryRaw`
      UPDATE "case" SET state = 'claimed', holder_id = ${user.userId}, version = version + 1
      WHERE id = (
        SELECT id FROM "case" c WHERE ${claimable(user).sql} AND ${forFreshEyes(user)} AND NOT EXISTS (
          SELECT 1 FROM claim k WHERE k.case_id = c.id AND k.reviewer_id = ${user.userId}
            AND k."end" IN ('skipped', 'escalated') AND k.ended_at > now() - make_interval(secs => ${SKIP_SECONDS}))
        ORDER BY queue_tier, rank_at, id LIMIT 1 FOR UPDATE SKIP LOCKED
      )
      RETURNING id, conversation_id`;
    const [row] = z.array(claimedRowSchema).parse(rows);
    return row ? insertClaim(tx, user, row) : null;
  });
}

/** Claims one case that was picked from the list. Throws FORBIDDEN, NOT_FOUND, CONFLICT when somebody else holds it. */
export async function claimCase(actor: Actor, caseId: string): Promise<HeldCase> {
  const user = requireUser(actor, "case.claim");
  // In a transaction of its own: below we wait for one case, and must not hold others that somebody waits for.
  await db().$transaction(expireClaims);
  return db().$transaction(async (tx) => {
    const current = isId(caseId)
      ? await tx.case.findUnique({ where: { id: caseId }, include: { holder: true } })
      : null;
    if (!current) throw new AppError("NOT_FOUND", "There is no case with this id.");
    const rows = await tx.$queryRaw`
      UPDATE "case" c SET state = 'claimed', holder_id = ${user.userId}, version = version + 1
      WHERE id = ${caseId}::uuid AND state::text = ANY(${claimable(user).states}) AND ${forFreshEyes(user)}
      RETURNING id, conversation_id`;
    const [row] = z.array(claimedRowSchema).parse(rows);
    if (!row) {
      const fresh = await tx.$queryRaw`SELECT id FROM "case" c WHERE id = ${caseId}::uuid AND ${forFreshEyes(user)}`;
      if (z.array(z.unknown()).parse(fresh).length === 0)
        throw new AppError("FORBIDDEN", "This case is for somebody else to look at, who does not know it yet.");
      const members = { current: { state: current.state, holder: current.holder?.name ?? null } };
      const by =
        current.state === "claimed" ? `${current.holder?.name ?? "Somebody else"} has it` : `it is ${current.state}`;
      throw new AppError("CONFLICT", `This case cannot be taken: ${by}.`, { members });
    }
    return insertClaim(tx, user, row);
  });
}
