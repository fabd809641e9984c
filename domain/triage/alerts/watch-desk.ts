import "server-only";
import { z } from "zod";
import { Prisma, type Tx } from "@/lib/db/client";

/** Pages say every few seconds that somebody is there: with less than this, in seconds, a slow page is no empty desk. */
const LEAST_SECONDS = 30;
/** Of the cases that wait, so many of the most urgent are looked at. */
const LOOKED_AT = 500;

const answer = z.array(z.object({ is: z.boolean() }));

/** People who are there and may be given cases: seen of late, not on a break. */
function present(seconds: number): Prisma.Sql {
  return Prisma.sql`
    SELECT p.user_id, coalesce(r.opt_out_types, '{}') AS without FROM desk_presence p
    JOIN "user" u ON u.id = p.user_id AND u.disabled_at IS NULL AND u.roles && '{reviewer,lead,admin}'::role[]
    LEFT JOIN reviewer_preference r ON r.user_id = p.user_id
    WHERE p.seen_at > now() - make_interval(secs => ${Math.max(seconds, LEAST_SECONDS)})
      AND NOT EXISTS (SELECT 1 FROM reviewer_break b WHERE b.user_id = p.user_id AND b.ended_at IS NULL)`;
}

/**
 * Whether a case of tier 0 to 2 has waited for so long while nobody was there who takes it: the desk is empty, all are on
 * a break, or all who are there opted out of what it is about.
 * @param seconds for how long that is fine
 */
export async function isDeskEmpty(tx: Tx, seconds: number): Promise<boolean> {
  const [row] = answer.parse(
    await tx.$queryRaw`
      WITH there AS MATERIALIZED (${present(seconds)}), waiting AS (
        SELECT c.id, c.classification_id FROM "case" c
        WHERE c.state = 'open' AND c.queue_tier <= 2 AND c.tier <= 2 AND c.for_user_id IS NULL
          AND (c.snoozed_until IS NULL OR c.snoozed_until <= now())
          AND greatest(c.opened_at, c.raised_at) <= now() - make_interval(secs => ${seconds})
        ORDER BY c.queue_tier, c.rank_at, c.id LIMIT ${LOOKED_AT})
      SELECT EXISTS (
        SELECT 1 FROM waiting w WHERE NOT EXISTS (
          SELECT 1 FROM there t WHERE NOT EXISTS (
            SELECT 1 FROM risk k WHERE k.classification_id = w.classification_id AND k.type = ANY (t.without)))) AS is`,
  );
  return row?.is === true;
}
