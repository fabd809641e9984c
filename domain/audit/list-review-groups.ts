import "server-only";
import { z } from "zod";
import type { LogReview } from "@/domain/audit/review-dto";
import { REVIEW_GROUPS, REVIEWED_TYPES, reviewGroupOf } from "@/domain/audit/review-groups";
import type { Db } from "@/lib/db/client";

const rowsSchema = z.array(
  z.object({
    type: z.string(),
    events: z.number().int(),
    people: z.number().int(),
    own: z.number().int(),
    first_at: z.date(),
    last_at: z.date(),
  }),
);

/** What matters of a stretch of the sealed log, by group and kind. Places are exact: what is sealed has all come in. */
export async function listReviewGroups(
  client: Db,
  { from, to, userId }: { from: number; to: number; userId: string },
): Promise<LogReview["groups"]> {
  const rows = rowsSchema.parse(
    await client.$queryRaw`
      SELECT e.type, count(*)::int AS events, count(DISTINCT (e.actor_kind, e.actor_id))::int AS people,
        count(*) FILTER (WHERE e.actor_id = ${userId})::int AS own, min(e.at) AS first_at, max(e.at) AS last_at
      FROM audit_event e JOIN audit_leaf l ON l.event_id = e.id
      WHERE l.leaf_index >= ${from} AND l.leaf_index < ${to} AND e.type = ANY (${[...REVIEWED_TYPES]}::text[])
        AND (e.type <> 'triage.case.viewed' OR NOT EXISTS (
          SELECT 1 FROM audit_event c WHERE c.case_id = e.case_id AND c.actor_id = e.actor_id
            AND c.type IN ('triage.case.claimed', 'triage.case.taken_over')))
      GROUP BY e.type ORDER BY e.type`,
  );
  return REVIEW_GROUPS.flatMap((group) => {
    const kinds = rows
      .filter(({ type }) => reviewGroupOf(type) === group)
      .map(({ first_at, last_at, ...row }) => ({
        ...row,
        firstAt: first_at.toISOString(),
        lastAt: last_at.toISOString(),
      }));
    return kinds.length === 0 ? [] : [{ group, kinds }];
  });
}
