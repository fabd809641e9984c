import "server-only";
import { z } from "zod";
import { db, Prisma } from "@/lib/db/client";
import { isDatabaseAway } from "@/lib/http/database-away";
import { log } from "@/lib/log/log";
import { together } from "@/lib/process/together";

const tierRow = z.object({
  tier: z.number().int(),
  open: z.number().int(),
  claimed: z.number().int(),
  /** Of those that are open or escalated. */
  overdue: z.number().int(),
  escalated: z.number().int(),
  /** When the oldest of the open ones was opened. */
  oldest: z.date().nullable(),
});
const tierRows = z.array(tierRow);
export type TierCounts = z.infer<typeof tierRow>;

/** Counts case by case: as long as the queue. @param whose a condition on "case" */
export async function countExactly(whose: Prisma.Sql): Promise<TierCounts[]> {
  return tierRows.parse(
    await db().$queryRaw`
      SELECT queue_tier AS tier,
        count(*) FILTER (WHERE state = 'open')::int AS open,
        count(*) FILTER (WHERE state = 'claimed')::int AS claimed,
        count(*) FILTER (WHERE state = 'escalated')::int AS escalated,
        count(*) FILTER (WHERE state IN ('open', 'escalated') AND due_at < now())::int AS overdue,
        min(opened_at) FILTER (WHERE state = 'open') AS oldest
      FROM "case" WHERE state IN ('open', 'claimed', 'escalated') AND ${whose} GROUP BY queue_tier
      ORDER BY queue_tier`,
  );
}

/**
 * The counts that triggers keep, all of one moment. What has come due since the last full five minutes is counted case by
 * case.
 */
async function readCounts(): Promise<TierCounts[]> {
  return tierRows.parse(
    await db().$queryRaw`
      WITH kept AS (
        SELECT queue_tier AS tier,
          sum(change) FILTER (WHERE state = 'open') AS open,
          sum(change) FILTER (WHERE state = 'claimed') AS claimed,
          sum(change) FILTER (WHERE state = 'escalated') AS escalated,
          sum(change) FILTER (WHERE state <> 'claimed' AND due_from <= now() - interval '5 minutes') AS overdue
        FROM case_count GROUP BY queue_tier),
      just AS (
        SELECT queue_tier AS tier, count(*) AS overdue FROM "case"
        WHERE state IN ('open', 'claimed', 'escalated') AND state <> 'claimed' AND for_user_id IS NULL
          AND tier = ANY ('{0,1,2,3}') AND due_at >= date_bin('5 minutes', now(), '2000-01-01Z') AND due_at < now()
        GROUP BY queue_tier)
      SELECT tier, coalesce(open, 0)::int AS open, coalesce(claimed, 0)::int AS claimed,
        coalesce(escalated, 0)::int AS escalated,
        (coalesce(kept.overdue, 0) + coalesce(just.overdue, 0))::int AS overdue,
        CASE WHEN oldest.queue_tier = tier THEN oldest.opened_at END AS oldest
      FROM generate_series(0, 3) AS tiers (tier) LEFT JOIN kept USING (tier) LEFT JOIN just USING (tier)
      -- The first from this tier on, by the index in that order: asked for one tier alone, the planner takes the index by
      -- age over all tiers, and walks through every case where the tier has none.
      LEFT JOIN LATERAL (SELECT c.queue_tier, c.opened_at FROM "case" c
        WHERE c.state = 'open' AND c.for_user_id IS NULL AND (c.queue_tier, c.opened_at) >= (tiers.tier, '-infinity')
        ORDER BY c.queue_tier, c.opened_at LIMIT 1) AS oldest ON true
      ORDER BY tier`,
  );
}

/** Whether counts can be true: no case waits where none is counted, nor the other way, and none is counted twice. Pure. */
function canBe({ open, claimed, escalated, overdue, oldest }: TierCounts): boolean {
  const none = Math.min(open, claimed, escalated, overdue) < 0;
  return !none && open > 0 === (oldest !== null) && overdue <= open + escalated;
}

/**
 * Cases that are nobody's own, by the tier they queue under. Those who ask while it is being counted share the next count,
 * and its cost. Counts that cannot be true are never answered: then each case is counted.
 */
export const countTiers = together<null, TierCounts[]>(
  async (askers) => {
    let rows = await readCounts();
    if (!rows.every(canBe)) {
      log.error({ rows }, "the kept counts of the queue cannot be true; each case was counted instead");
      rows = await countExactly(Prisma.sql`for_user_id IS NULL`);
    }
    return askers.map(() => rows);
  },
  { items: 1_000, size: 1_000, sizeOf: () => 1, atOnce: 1 },
  isDatabaseAway,
);
