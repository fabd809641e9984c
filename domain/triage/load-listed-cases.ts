import "server-only";
import { z } from "zod";
import { CASE_REASONS } from "@/domain/triage/case-after-reading";
import { caseRowSchema } from "@/domain/triage/case-row";
import { CASE_STATES } from "@/domain/triage/case-state";
import { OUTCOMES } from "@/inference/risk";
import { db } from "@/lib/db/client";

const rowsSchema = z.array(
  z.object({
    id: z.uuid(),
    conversationId: z.uuid(),
    reason: z.enum(CASE_REASONS),
    state: z.enum(CASE_STATES),
    tier: z.number().int(),
    queueTier: z.number().int(),
    dueAt: z.date(),
    rankAt: z.date(),
    openedAt: z.date(),
    revision: z.number().int(),
    snoozedUntil: z.date().nullable(),
    holder: z.string().nullable(),
    language: z.string().nullable(),
    sourceId: z.uuid(),
    sourceName: z.string(),
    platform: z.string(),
    keyId: z.uuid(),
    wrapped: z.instanceof(Uint8Array).nullable(),
    kekVersion: z.number().int(),
    classificationId: z.uuid().nullable(),
    outcome: z.enum(OUTCOMES).nullable(),
    unscoredReason: z.string().nullable(),
    reflectionSealed: z.instanceof(Uint8Array).nullable(),
    provisional: z.boolean().nullable(),
    risks: caseRowSchema.shape.risks,
  }),
);
export type ListedCase = z.infer<typeof rowsSchema>[number];

/**
 * Cases with all that a list says of them, as stored: what is hidden from whom is for the caller to say. In one statement,
 * because every open desk asks for its list every few seconds.
 * @returns them in the order of their ids here; those that are gone are left out
 */
export async function loadListedCases(ids: readonly string[]): Promise<ListedCase[]> {
  const rows = await db().$queryRaw`
    SELECT c.id, c.conversation_id AS "conversationId", c.reason::text, c.state::text, c.tier, c.queue_tier AS "queueTier",
      c.due_at AS "dueAt", c.rank_at AS "rankAt", c.opened_at AS "openedAt", c.revision, c.snoozed_until AS "snoozedUntil",
      u.name AS holder, v.language, s.id AS "sourceId", s.name AS "sourceName", s.platform, k.id AS "keyId", k.wrapped,
      k.kek_version AS "kekVersion", c.classification_id AS "classificationId", r.outcome::text,
      r.unscored_reason AS "unscoredReason", r.reflection_sealed AS "reflectionSealed", r.provisional,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('subject', risk.subject, 'type', risk.type, 'severity', risk.severity,
        'imminence', risk.imminence) ORDER BY risk.position), '[]') FROM risk WHERE risk.classification_id = r.id) AS risks
    FROM unnest(${[...ids]}::uuid[]) WITH ORDINALITY AS asked (id, place)
    JOIN "case" c ON c.id = asked.id
    JOIN conversation v ON v.id = c.conversation_id
    JOIN source s ON s.id = v.source_id
    JOIN data_key k ON k.id = v.data_key_id
    LEFT JOIN "user" u ON u.id = c.holder_id
    LEFT JOIN classification r ON r.id = c.classification_id
    ORDER BY asked.place`;
  return rowsSchema.parse(rows);
}
