import "server-only";
import { z } from "zod";
import { CASE_REASONS } from "@/domain/triage/case-after-reading";
import { CASE_STATES, modelIsVisible } from "@/domain/triage/case-state";
import { RISK_TYPES } from "@/inference/risk";
import { filterTimeSchema } from "@/lib/clock/filter-time";
import { db, Prisma } from "@/lib/db/client";
import { AppError } from "@/lib/errors/app-error";

export const caseFilterSchema = z.object({
  state: z.enum(CASE_STATES).optional().meta({ description: "Left out: all that wait for or are with somebody" }),
  tier: z.coerce.number().int().min(0).max(3).optional(),
  type: z.enum(RISK_TYPES).optional(),
  source: z.uuid().optional().meta({ description: "Id of a source" }),
  cursor: z.string().max(200).optional(),
});
export type CaseFilter = z.infer<typeof caseFilterSchema>;

const cursorSchema = z.tuple([z.number().int().min(0).max(3), filterTimeSchema, z.uuid()]);
const blindReasons = CASE_REASONS.filter((reason) => !modelIsVisible(reason));

/** The place after a case in the queue's order, for the next page. */
export function cursorAfter(row: { queueTier: number; rankAt: Date; id: string }): string {
  return Buffer.from(JSON.stringify([row.queueTier, row.rankAt.toISOString(), row.id])).toString("base64url");
}

function afterCursor(cursor: string): Prisma.Sql {
  try {
    const [queueTier, rankAt, id] = cursorSchema.parse(JSON.parse(Buffer.from(cursor, "base64url").toString()));
    return Prisma.sql`(c.queue_tier, c.rank_at, c.id) > (${queueTier}::int, ${rankAt}::timestamptz, ${id}::uuid)`;
  } catch {
    throw new AppError("INVALID", "The cursor is not one that this list gave. Begin again without it.");
  }
}

/** A filter by risk looks only at cases whose reading may be shown: else it would tell what the model said of a blind one. */
function hasRisk(type: string): Prisma.Sql {
  return Prisma.sql`c.reason::text <> ALL (${blindReasons}) AND EXISTS (
    SELECT 1 FROM risk r WHERE r.classification_id = c.classification_id AND r.type = ${type}::risk_type)`;
}

function conditions(filter: CaseFilter): Prisma.Sql {
  // Written out, not bound: the planner has to see the states to know that the index of live cases covers them.
  const live = Prisma.sql`c.state IN ('open', 'claimed', 'escalated')`;
  const parts = [filter.state ? Prisma.sql`c.state = ${filter.state}::case_state` : live];
  if (filter.tier !== undefined) parts.push(Prisma.sql`c.queue_tier = ${filter.tier}`);
  if (filter.type !== undefined) parts.push(hasRisk(filter.type));
  if (filter.source !== undefined) {
    parts.push(Prisma.sql`EXISTS (
      SELECT 1 FROM conversation k WHERE k.id = c.conversation_id AND k.source_id = ${filter.source}::uuid)`);
  }
  if (filter.cursor !== undefined) parts.push(afterCursor(filter.cursor));
  return Prisma.join(parts, " AND ");
}

/**
 * The ids of the next cases in the order of the queue: tier, rank (due time less lead), id. In SQL, because a row comparison lets the
 * index give any page as fast as the first; only ids, so that nothing wide is sorted.
 * @param limit at most so many
 */
export async function listCaseIds(filter: CaseFilter, limit: number): Promise<string[]> {
  const rows = await db().$queryRaw`
    SELECT c.id FROM "case" c WHERE ${conditions(filter)}
    ORDER BY c.queue_tier, c.rank_at, c.id LIMIT ${limit}`;
  return z
    .array(z.object({ id: z.uuid() }))
    .parse(rows)
    .map((row) => row.id);
}
