import "server-only";
import { hasRight, type UserActor } from "@/domain/access/actor";
import { currentSetting } from "@/domain/settings/current-setting";
import { LIVE_STATES } from "@/domain/triage/case-rows";
import { BLIND_REASONS, type FlaggedVisibility, modelIsVisible } from "@/domain/triage/case-state";
import { db, Prisma } from "@/lib/db/client";

async function loadLive(user: UserActor, conversationIds: readonly string[]) {
  return db().case.findMany({
    where: {
      conversationId: { in: [...conversationIds] },
      state: { in: [...LIVE_STATES] },
      OR: [{ forUserId: null }, { forUserId: user.userId }],
    },
    select: {
      conversationId: true,
      reason: true,
      holderId: true,
      slot: { select: { ofCase: { select: { decisions: { where: { reviewerId: user.userId }, take: 1 } } } } },
    },
  });
}
type Live = Awaited<ReturnType<typeof loadLive>>[number];

function hidesAnswers(user: UserActor, { reason, holderId, slot }: Live, flagged: FlaggedVisibility): boolean {
  if (modelIsVisible(reason, flagged)) return false;
  // Where one's own reading comes first, leads see what the model says on the pages that are not the case's.
  if (modelIsVisible(reason)) return !hasRight(user, "case.lead");
  if (reason !== "second_review" || holderId === user.userId) return true;
  return slot?.ofCase?.decisions.length === 0 && !hasRight(user, "case.lead");
}

/**
 * Those of these conversations of which a blind look is open that this person may still be given: until it is answered
 * they see neither the model's answer nor a decision on any page. Whoever decided the case knows the answers, and is not
 * given the second look; leads keep sight of what was decided until they take it on themselves, but not of what a sample
 * or a reference case holds.
 */
export async function listReadBlind(user: UserActor, conversationIds: readonly string[]): Promise<ReadonlySet<string>> {
  if (conversationIds.length === 0) return new Set();
  const { flagged } = await currentSetting("model_visibility");
  const live = await loadLive(user, conversationIds);
  const hiding = live.filter((row) => hidesAnswers(user, row, flagged));
  return new Set(hiding.map(({ conversationId }) => conversationId));
}

/**
 * The ids of all conversations of which a blind look is open that this person may still be given, in SQL: for lists of
 * decisions and of what was drawn. Such a list is not written down as a look at each conversation, so nothing would keep a
 * second review from a lead who has found its answer there: leads are no exception here, but whoever decided the case is.
 */
export async function readBlindIds(user: UserActor): Promise<Prisma.Sql> {
  const { flagged } = await currentSetting("model_visibility");
  const ownFirst = flagged === "own_reading_first" && !hasRight(user, "case.lead");
  const reasons = [...BLIND_REASONS, ...(ownFirst ? ["flagged", "reopened"] : [])];
  return Prisma.sql`SELECT blind.conversation_id FROM "case" blind
    WHERE blind.state IN ('open', 'claimed', 'escalated') AND blind.reason::text = ANY (${reasons})
    AND (blind.for_user_id IS NULL OR blind.for_user_id = ${user.userId})
    AND NOT (blind.reason = 'second_review' AND EXISTS (
      SELECT 1 FROM review_slot slot JOIN decision made ON made.case_id = slot.of_case_id
      WHERE slot.case_id = blind.id AND made.reviewer_id = ${user.userId}))`;
}

/** Whether this conversation is one of those; see `listReadBlind`. */
export async function mustReadBlind(user: UserActor, conversationId: string): Promise<boolean> {
  return (await listReadBlind(user, [conversationId])).has(conversationId);
}

/**
 * Whether no blind look at the conversation of a case `c` is open that this person may be given, in SQL: for a list that
 * must not find by the model's answer what it hides. It leaves out what whoever decided the case would see.
 */
export function showsAnswers(user: UserActor): Prisma.Sql {
  const shown = hasRight(user, "case.lead") ? Prisma.sql`AND blind.reason <> 'second_review'` : Prisma.empty;
  return Prisma.sql`NOT EXISTS (SELECT 1 FROM "case" blind WHERE blind.conversation_id = c.conversation_id
    AND blind.state IN ('open', 'claimed', 'escalated') AND blind.reason::text = ANY (${[...BLIND_REASONS]})
    AND (blind.for_user_id IS NULL OR blind.for_user_id = ${user.userId}) ${shown})`;
}
