import "server-only";
import { z } from "zod";
import type { Actor } from "@/domain/access/actor";
import { appendEvent } from "@/domain/audit/append-event";
import { settingIn } from "@/domain/settings/setting-in";
import { openEmergencies } from "@/domain/triage/alerts/open-emergencies";
import { CASE_REASONS, type CaseReason } from "@/domain/triage/case-after-reading";
import { rankLeadSeconds } from "@/domain/triage/rank-lead";
import type { Tier } from "@/domain/triage/tier";
import type { Tx } from "@/lib/db/client";
import { newId } from "@/lib/ids/new-id";

/** States in which a case waits for somebody or is with somebody. */
export const LIVE_STATES = ["open", "claimed", "escalated"] as const;
/** Reasons of which a conversation has at most one live case; reviews on top of one (second, sample …) stand beside it. */
const PRIMARY_REASONS = ["flagged", "unscored", "reopened", "manual"] as const;

/** The live case of a conversation that a new reading or more messages concern, as it is in this moment. */
export function findLiveCase(tx: Tx, conversationId: string) {
  return tx.case.findFirst({
    where: { conversationId, state: { in: [...LIVE_STATES] }, reason: { in: [...PRIMARY_REASONS] } },
  });
}

/**
 * The live case of a conversation, held until the transaction ends, for whoever writes to it or opens one where there is
 * none. After a wait for somebody who closes it there is none: without the lock it would be the row from before the wait.
 * The caller holds the conversation, so that nobody opens another.
 */
export async function lockLiveCase(tx: Tx, conversationId: string) {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM "case" WHERE conversation_id = ${conversationId}::uuid
      AND state IN ('open', 'claimed', 'escalated') AND reason IN ('flagged', 'unscored', 'reopened', 'manual')
    FOR NO KEY UPDATE`;
  const [held] = rows;
  return held ? tx.case.findUniqueOrThrow({ where: { id: held.id } }) : null;
}

/** Those of these conversations that have one. */
export async function listConversationsWithLiveCase(tx: Tx, conversationIds: readonly string[]): Promise<string[]> {
  if (conversationIds.length === 0) return [];
  const rows = await tx.case.findMany({
    where: {
      conversationId: { in: [...conversationIds] },
      state: { in: [...LIVE_STATES] },
      reason: { in: [...PRIMARY_REASONS] },
    },
    select: { conversationId: true },
  });
  return rows.map(({ conversationId }) => conversationId);
}

/** Those of these conversations that were put before people: they wait for a decision, or have had one. */
export async function listConversationsWithCase(tx: Tx, conversationIds: readonly string[]): Promise<string[]> {
  if (conversationIds.length === 0) return [];
  const rows = await tx.case.findMany({
    where: {
      conversationId: { in: [...conversationIds] },
      reason: { in: [...PRIMARY_REASONS] },
      OR: [{ state: { in: [...LIVE_STATES, "decided"] } }, { decisions: { some: {} } }],
    },
    select: { conversationId: true },
  });
  return rows.map(({ conversationId }) => conversationId);
}

/** Whether this case was passed to the leads, who have not put it back into everybody's queue since. */
export async function wasEscalated(tx: Tx, caseId: string): Promise<boolean> {
  const { escalatedAt } = await tx.case.findUniqueOrThrow({ where: { id: caseId }, select: { escalatedAt: true } });
  return escalatedAt !== null;
}

export type NewCase = {
  conversationId: string;
  classificationId: string | null;
  revision: number;
  reason: CaseReason;
  tier: Tier;
  /** The flag score of the reading behind it, which orders the cases of one tier; null without one. */
  score: number | null;
};

/** Writes the row of a new case, due by the database's clock, and its audit event; in tier 0 its alert too. */
export async function insertCase(tx: Tx, actor: Actor, made: NewCase): Promise<string> {
  const id = newId();
  const { dueSeconds: due } = await settingIn(tx, "tiers");
  await tx.$executeRaw`
    INSERT INTO "case" (id, conversation_id, classification_id, revision, reason, tier, queue_tier, due_at,
      rank_lead_seconds)
    VALUES (${id}::uuid, ${made.conversationId}::uuid, ${made.classificationId}::uuid, ${made.revision},
      ${made.reason}::case_reason, ${made.tier}, ${made.tier}, now() + make_interval(secs => ${due[made.tier]}),
      ${rankLeadSeconds(made.tier, made.score, due)})`;
  const facts = { reason: made.reason, tier: made.tier, revision: made.revision };
  await appendEvent(tx, { type: "triage.case.opened", actor, conversationId: made.conversationId, caseId: id, facts });
  if (made.tier === 0) await openEmergencies(tx, [{ id, reason: made.reason }]);
  return id;
}

/** Whoever reads a case while it becomes heavier has read the heavier one. */
async function weighForHolders(tx: Tx, caseIds: readonly string[], tier: Tier): Promise<void> {
  const { weights } = await settingIn(tx, "wellbeing");
  await tx.$executeRaw`
    UPDATE exposure SET weight = greatest(weight, ${weights[tier]}::float8),
      tier = least(exposure.tier, ${tier}::int) FROM "case" c
    WHERE c.id = ANY (${[...caseIds]}::uuid[]) AND exposure.case_id = c.id
      AND exposure.user_id = c.holder_id`;
}

const raisedRows = z.array(
  z.object({ id: z.uuid(), reason: z.enum(CASE_REASONS), isHeld: z.boolean(), before: z.number().int() }),
);

/**
 * Makes cases as urgent as `tier`: none less than it was, due no later, and set aside no longer. Those that come into tier 0
 * by that are told of. The caller appends the audit events.
 * @param score the flag score of the reading that raises them, or null
 */
export async function raiseCases(tx: Tx, caseIds: readonly string[], tier: Tier, score: number | null): Promise<void> {
  const { dueSeconds: due } = await settingIn(tx, "tiers");
  const raised = raisedRows.parse(
    await tx.$queryRaw`
      WITH held AS (SELECT id, tier FROM "case" WHERE id = ANY (${[...caseIds]}::uuid[]) ORDER BY id FOR NO KEY UPDATE)
      UPDATE "case" SET tier = LEAST("case".tier, ${tier}::int), queue_tier = LEAST(queue_tier, ${tier}::int),
        raised_at = now(), rank_lead_seconds = ${rankLeadSeconds(tier, score, due)}, snoozed_until = NULL,
        due_at = LEAST(due_at, now() + make_interval(secs => ${due[tier]}))
      FROM held WHERE "case".id = held.id
      RETURNING "case".id, "case".reason::text, "case".state = 'claimed' AS "isHeld", held.tier AS before`,
  );
  const read = raised.flatMap(({ id, isHeld }) => (isHeld ? [id] : []));
  if (read.length > 0) await weighForHolders(tx, read, tier);
  if (tier > 0) return;
  await openEmergencies(
    tx,
    raised.filter(({ before }) => before > 0),
  );
}
