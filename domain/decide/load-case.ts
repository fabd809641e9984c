import "server-only";
import { z } from "zod";
import type { UserActor } from "@/domain/access/actor";
import { CASE_REASONS } from "@/domain/triage/case-after-reading";
import { CASE_STATES, isOver } from "@/domain/triage/case-state";
import { isForAnother } from "@/domain/triage/shown-reason";
import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors/app-error";
import { isId } from "@/lib/ids/new-id";

const rowsSchema = z.array(
  z.object({
    id: z.uuid(),
    reason: z.enum(CASE_REASONS),
    state: z.enum(CASE_STATES),
    tier: z.number().int(),
    queueTier: z.number().int(),
    dueAt: z.date(),
    openedAt: z.date(),
    revision: z.number().int(),
    version: z.number().int(),
    snoozedUntil: z.date().nullable(),
    forUserId: z.string().nullable(),
    classificationId: z.uuid().nullable(),
    conversationId: z.uuid(),
    sourceId: z.uuid(),
    externalId: z.string().nullable(),
    part: z.number().int(),
    newestRevision: z.number().int(),
    receivedAt: z.date(),
    erasedAt: z.date().nullable(),
    emptiedAt: z.date().nullable(),
    language: z.string().nullable(),
    sourceName: z.string(),
    platform: z.string(),
    keyId: z.uuid(),
    wrapped: z.instanceof(Uint8Array).nullable(),
    kekVersion: z.number().int(),
    holderId: z.string().nullable(),
    holder: z.string().nullable(),
    token: z.string().nullable(),
    expiresAt: z.date().nullable(),
    slotKind: z.string().nullable(),
    firstDecisionId: z.uuid().nullable(),
    secondDecisionId: z.uuid().nullable(),
  }),
);
type Row = z.infer<typeof rowsSchema>[number];

/** In one statement: a reviewer waits for this between a decision and the next case. */
async function find(caseId: string): Promise<Row | null> {
  const rows = await db().$queryRaw`
    SELECT c.id, c.reason::text, c.state::text, c.tier, c.queue_tier AS "queueTier", c.due_at AS "dueAt",
      c.opened_at AS "openedAt", c.revision, c.version, c.snoozed_until AS "snoozedUntil", c.for_user_id AS "forUserId",
      c.classification_id AS "classificationId", v.id AS "conversationId", v.source_id AS "sourceId",
      v.external_id AS "externalId", v.part, v.revision AS "newestRevision", v.received_at AS "receivedAt",
      v.erased_at AS "erasedAt", v.emptied_at AS "emptiedAt", v.language, s.name AS "sourceName", s.platform, k.id AS "keyId", k.wrapped,
      k.kek_version AS "kekVersion", l.reviewer_id AS "holderId", u.name AS holder, l.token, l.expires_at AS "expiresAt",
      w.kind::text AS "slotKind", w.first_decision_id AS "firstDecisionId", w.second_decision_id AS "secondDecisionId"
    FROM "case" c
    JOIN conversation v ON v.id = c.conversation_id
    JOIN source s ON s.id = v.source_id
    JOIN data_key k ON k.id = v.data_key_id
    LEFT JOIN claim l ON l.case_id = c.id AND l.ended_at IS NULL
    LEFT JOIN "user" u ON u.id = l.reviewer_id
    LEFT JOIN review_slot w ON w.case_id = c.id
    WHERE c.id = ${caseId}::uuid`;
  return rowsSchema.parse(rows)[0] ?? null;
}

/** The lease that runs on the case, as this person may see it: its token is for its holder alone. */
function claimOf(user: UserActor, { state, holderId, holder, token, expiresAt }: Row) {
  if (state !== "claimed" || holder === null || expiresAt === null || expiresAt <= new Date()) return null;
  const mine = holderId === user.userId;
  return { holder, mine, expiresAt: expiresAt.toISOString(), token: mine ? token : null };
}

/**
 * A case with its conversation, source and data key, the lease that runs on it, and the further look that it is for.
 * @throws NOT_FOUND, also for a case that is meant for somebody else alone
 */
export async function loadCase(user: UserActor, caseId: string) {
  const row = isId(caseId) ? await find(caseId) : null;
  if (!row || isForAnother(user, row.forUserId)) throw new AppError("NOT_FOUND", "There is no case with this id.");
  const { sourceId, sourceName: name, platform, conversationId, keyId, wrapped, kekVersion } = row;
  const { erasedAt, emptiedAt, externalId, part } = row;
  return {
    row,
    conversation: { id: conversationId, sourceId, externalId, part, erasedAt, emptiedAt },
    source: { id: sourceId, name, platform },
    dataKey: { id: keyId, wrapped, kekVersion },
    claim: claimOf(user, row),
    over: isOver(row.state),
  };
}
export type LoadedCase = Awaited<ReturnType<typeof loadCase>>;
