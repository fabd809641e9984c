import "server-only";
import { z } from "zod";
import { type Actor, requireUser, type UserActor } from "@/domain/access/actor";
import { appendEvent, appendEvents } from "@/domain/audit/append-event";
import { currentSetting } from "@/domain/settings/current-setting";
import type { SettingValue } from "@/domain/settings/definitions";
import { forFreshEyes } from "@/domain/triage/fresh-eyes";
import { claimableStates, isForOthers, isGivable } from "@/domain/triage/givable";
import { type HeldCase, insertClaim } from "@/domain/triage/insert-claim";
import { loadReader, type Reader } from "@/domain/triage/wellbeing/load-reader";
import { lookAtDesk } from "@/domain/triage/wellbeing/look-at-desk";
import { chooseNext, type NextChoice, type NextLimit, needsDesk } from "@/domain/triage/wellbeing/next-choice";
import type { NextInput, NextLimitState } from "@/domain/triage/wellbeing/next-input";
import { holdRest, isOnBreak } from "@/domain/triage/wellbeing/rest";
import { db, Prisma, type Tx } from "@/lib/db/client";
import { AppError } from "@/lib/errors/app-error";
import { isId } from "@/lib/ids/new-id";

/** Cases handled per statement, so that a long backlog of overdue ones never holds up a claim. */
const SWEEP_LIMIT = 500;

const claimedRowSchema = z.object({ id: z.uuid(), conversation_id: z.uuid() });
const expiredRowSchema = z.object({ claim_id: z.uuid(), case_id: z.uuid(), conversation_id: z.uuid() });

/**
 * Puts cases whose lease ran out back into the queue, escalated ones back before the leads. The database's clock alone counts. Rows that somebody else is
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
    UPDATE "case" SET holder_id = NULL, version = version + 1,
      state = CASE WHEN escalated_at IS NULL THEN 'open'::case_state ELSE 'escalated' END
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

/** Lets cases past their due time rise one tier, never into tier 0. For desks whose setting says so. */
export async function ageCases(tx: Tx): Promise<number> {
  return tx.$executeRaw`
    UPDATE "case" SET queue_tier = tier - 1 WHERE id IN (
      SELECT id FROM "case" WHERE state = 'open' AND queue_tier = tier AND tier > 1 AND due_at < now()
      ORDER BY due_at LIMIT ${SWEEP_LIMIT} FOR UPDATE SKIP LOCKED
    )`;
}

type Row = z.infer<typeof claimedRowSchema>;

type Weights = SettingValue<"wellbeing">["weights"];

async function holdClaimed(
  tx: Tx,
  user: UserActor,
  row: Row,
  read: { weights: Weights; despiteLimit: boolean },
): Promise<HeldCase> {
  const { claimId, ...held } = await insertClaim(tx, user, row.id, read);
  const about = { caseId: row.id, conversationId: row.conversation_id };
  await appendEvent(tx, { type: "triage.case.claimed", actor: user, ...about, facts: { claimId } });
  return held;
}

const SAID: Readonly<Record<NextLimit, string>> = {
  break: "You are on a break. Come back when you are ready.",
  exposure: "You have read as much as the desk gives one person. Hand over to the supervisor, or take a break.",
  cool_down: "You have just decided an emergency. The next heavy case comes after a pause, or now if you want it.",
};

function limited(limit: NextLimit, until: Date | null, mayTakeUrgent: boolean): AppError {
  const current: NextLimitState = { limit, until: until?.toISOString() ?? null, mayTakeUrgent };
  return new AppError("CONFLICT", SAID[limit], { members: { current } });
}

/** Throws CONFLICT with the limit where a break has begun. */
async function requireNoBreak(tx: Tx, { userId }: UserActor): Promise<void> {
  const resting = await tx.$queryRaw<unknown[]>`SELECT 1 WHERE ${isOnBreak(userId)}`;
  if (resting.length > 0) throw limited("break", null, false);
}

/** Which part of the queue a choice is made from. The index leads straight to each. */
const PARTS: Readonly<Record<"any" | "urgent" | "not_heavy" | "lighter", Prisma.Sql>> = {
  any: Prisma.sql`TRUE`,
  urgent: Prisma.sql`c.queue_tier <= 1 AND c.tier <= 1`,
  not_heavy: Prisma.sql`c.queue_tier >= 2`,
  lighter: Prisma.sql`c.queue_tier = 3`,
};

/** Takes the most urgent case of a part of the queue, in one statement: nobody gets the same one, and nobody waits. */
async function claimFrom(
  user: UserActor,
  part: keyof typeof PARTS,
  reader: Reader,
  despiteLimit: boolean,
): Promise<HeldCase | null> {
  // Read before the transaction: inside, they would wait for a connection that the transactions hold.
  const [{ ageing }, { weights }] = await Promise.all([currentSetting("tiers"), currentSetting("wellbeing")]);
  return db().$transaction(async (tx) => {
    await holdRest(tx, user.userId);
    await expireClaims(tx);
    if (ageing) await ageCases(tx);
    const rows = await tx.$queryRaw`
      UPDATE "case" SET state = 'claimed', holder_id = ${user.userId}, version = version + 1, snoozed_until = NULL
      WHERE id = (
        SELECT c.id FROM "case" c WHERE NOT ${isOnBreak(user.userId)}
          AND ${isGivable(user, reader.optOutTypes)} AND ${PARTS[part]}
        ORDER BY c.queue_tier, c.rank_at, c.id LIMIT 1 FOR UPDATE OF c SKIP LOCKED
      )
      RETURNING id, conversation_id`;
    const [row] = z.array(claimedRowSchema).parse(rows);
    if (row) return holdClaimed(tx, user, row, { weights, despiteLimit });
    await requireNoBreak(tx, user);
    return null;
  });
}

async function claimAs(user: UserActor, choice: NextChoice, reader: Reader): Promise<HeldCase | null> {
  if (choice.give === "lighter_first") {
    return (await claimFrom(user, "lighter", reader, false)) ?? claimFrom(user, "any", reader, false);
  }
  if (choice.give === "nothing") return null;
  const held = await claimFrom(user, choice.give, reader, choice.give === "urgent");
  if (held || choice.give === "any") return held;
  // Nothing of the part they may have: either nothing waits at all, or what waits is kept from them for now.
  const { urgentWaits } = await lookAtDesk(user, reader.optOutTypes);
  if (choice.give === "urgent") throw limited("exposure", null, false);
  if (urgentWaits) throw limited("cool_down", reader.coolDownUntil, false);
  return null;
}

/**
 * Claims the most urgent case that nobody holds and that this person may be given now: by tier, then rank (due time less
 * lead). A case that they skipped or passed on a moment ago is left to others; it stays in the list, from which they may
 * still take it.
 * @returns null when there is nothing to claim
 * @throws FORBIDDEN; CONFLICT with the limit (break, exposure, cool_down) that keeps them from being given one
 */
export async function claimNextCase(
  actor: Actor,
  asked: NextInput = { despiteLimit: false, skipCoolDown: false },
): Promise<HeldCase | null> {
  const user = requireUser(actor, "case.claim");
  const reader = await loadReader(user.userId, await currentSetting("wellbeing"));
  if (!needsDesk(reader, asked) && !reader.onBreak) return claimFrom(user, "any", reader, false);
  const desk = await lookAtDesk(user, reader.optOutTypes);
  const choice = chooseNext(reader, desk, asked);
  if (choice.give !== "nothing") return claimAs(user, choice, reader);
  const mayTakeUrgent = choice.limit === "exposure" && !desk.othersHere && desk.urgentWaits;
  throw limited(choice.limit, null, mayTakeUrgent);
}

/** Why a case that was picked cannot be this person's. */
async function refuseTaking(tx: Tx, user: UserActor, caseId: string): Promise<never> {
  const fresh = await tx.$queryRaw`SELECT id FROM "case" c WHERE id = ${caseId}::uuid AND ${forFreshEyes(user)}`;
  if (z.array(z.unknown()).parse(fresh).length === 0)
    throw new AppError("FORBIDDEN", "This case is for somebody else to look at, who does not know it yet.");
  const { state, holder } = await tx.case.findUniqueOrThrow({ where: { id: caseId }, include: { holder: true } });
  const members = { current: { state, holder: holder?.name ?? null } };
  const by = state === "claimed" ? `${holder?.name ?? "Somebody else"} has it` : `it is ${state}`;
  throw new AppError("CONFLICT", `This case cannot be taken: ${by}.`, { members });
}

/**
 * Claims one case that was picked from the list. Throws FORBIDDEN (also where it asks for eyes that do not know it),
 * NOT_FOUND, CONFLICT when somebody else holds it or while this person is on a break.
 */
export async function claimCase(actor: Actor, caseId: string): Promise<HeldCase> {
  const user = requireUser(actor, "case.claim");
  const { weights } = await currentSetting("wellbeing");
  // In a transaction of its own: below we wait for one case, and must not hold others that somebody waits for.
  await db().$transaction(expireClaims);
  return db().$transaction(async (tx) => {
    await holdRest(tx, user.userId);
    await requireNoBreak(tx, user);
    const known = isId(caseId)
      ? await tx.$queryRaw<unknown[]>`
          SELECT 1 FROM "case" c WHERE c.id = ${caseId}::uuid AND NOT ${isForOthers(user.userId)}`
      : [];
    if (known.length === 0) throw new AppError("NOT_FOUND", "There is no case with this id.");
    const rows = await tx.$queryRaw`
      UPDATE "case" c SET state = 'claimed', holder_id = ${user.userId}, version = version + 1, snoozed_until = NULL
      WHERE c.id = ${caseId}::uuid AND c.state::text = ANY(${claimableStates(user)}) AND ${forFreshEyes(user)}
      RETURNING c.id, c.conversation_id`;
    const [row] = z.array(claimedRowSchema).parse(rows);
    return row ? holdClaimed(tx, user, row, { weights, despiteLimit: false }) : refuseTaking(tx, user, caseId);
  });
}
