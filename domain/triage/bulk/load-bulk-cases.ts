import "server-only";
import { z } from "zod";
import type { Actor } from "@/domain/access/actor";
import type { BulkCase } from "@/domain/triage/bulk/bulk-step";
import { CASE_REASONS } from "@/domain/triage/case-after-reading";
import { CASE_STATES } from "@/domain/triage/case-state";
import { OUTCOMES } from "@/inference/risk";
import { Prisma, type Tx } from "@/lib/db/client";

const rowSchema = z.object({
  id: z.uuid(),
  conversationId: z.uuid(),
  classificationId: z.uuid().nullable(),
  revision: z.number().int(),
  reason: z.enum(CASE_REASONS),
  state: z.enum(CASE_STATES),
  tier: z.number().int(),
  queueTier: z.number().int(),
  dueAt: z.date(),
  rankLeadSeconds: z.number(),
  snoozedUntil: z.date().nullable(),
  outcome: z.enum(OUTCOMES).nullable(),
  version: z.number().int(),
  wasEscalated: z.boolean(),
});
/** A case with all that a bulk change reads of it. */
export type LoadedBulkCase = z.infer<typeof rowSchema> & BulkCase;

/**
 * These cases, in the order of their ids, and the time by the database's clock. Those that the person may not know of are
 * not among them.
 * @param lock holds them until the transaction ends; those that somebody else is working on in this moment are left out
 */
export async function loadBulkCases(
  tx: Tx,
  actor: Actor,
  ids: readonly string[],
  lock: boolean,
): Promise<{ cases: LoadedBulkCase[]; now: Date }> {
  const userId = actor.kind === "user" ? actor.userId : "";
  const rows = await tx.$queryRaw`
    SELECT c.id, c.conversation_id AS "conversationId", c.classification_id AS "classificationId", c.revision,
      c.reason::text, c.state::text, c.tier, c.queue_tier AS "queueTier", c.due_at AS "dueAt",
      c.rank_lead_seconds AS "rankLeadSeconds", c.snoozed_until AS "snoozedUntil", c.version,
      k.outcome::text,
      c.escalated_at IS NOT NULL AS "wasEscalated"
    FROM "case" c LEFT JOIN classification k ON k.id = c.classification_id
    WHERE c.id = ANY (${[...ids]}::uuid[]) AND (c.for_user_id IS NULL OR c.for_user_id = ${userId})
    ORDER BY c.id ${lock ? Prisma.sql`FOR UPDATE OF c SKIP LOCKED` : Prisma.empty}`;
  const [clock] = await tx.$queryRaw<{ now: Date }[]>`SELECT now() AS now`;
  return { cases: z.array(rowSchema).parse(rows), now: clock?.now ?? new Date() };
}
