import "server-only";
import { z } from "zod";
import { type Actor, requireRight } from "@/domain/access/actor";
import { COUNTED_UP_TO, type QueueSummary } from "@/domain/triage/queue-summary";
import { db, Prisma } from "@/lib/db/client";
import { isDatabaseAway } from "@/lib/http/database-away";
import { together } from "@/lib/process/together";

const tierRow = z.object({
  tier: z.number().int(),
  open: z.number().int(),
  claimed: z.number().int(),
  overdue: z.number().int(),
  escalated: z.number().int(),
  oldest: z.date().nullable(),
});

const waitingRows = z.tuple([z.object({ count: z.number().int(), oldest: z.date().nullable() })]);

const tierRows = z.array(tierRow);

/** Cases that are nobody's own, by tier. Those who ask while it is being counted share the next count, and its cost. */
const countTiers = together<null, z.infer<typeof tierRows>>(
  async (askers) => {
    const rows = tierRows.parse(await db().$queryRaw`${byTier(Prisma.sql`for_user_id IS NULL`)}`);
    return askers.map(() => rows);
  },
  { items: 1_000, size: 1_000, sizeOf: () => 1, atOnce: 1 },
  isDatabaseAway,
);

function byTier(whose: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    SELECT queue_tier AS tier,
      count(*) FILTER (WHERE state = 'open')::int AS open,
      count(*) FILTER (WHERE state = 'claimed')::int AS claimed,
      count(*) FILTER (WHERE state = 'escalated')::int AS escalated,
      count(*) FILTER (WHERE state IN ('open', 'escalated') AND due_at < now())::int AS overdue,
      min(opened_at) FILTER (WHERE state = 'open') AS oldest
    FROM "case" WHERE state IN ('open', 'claimed', 'escalated') AND ${whose} GROUP BY queue_tier`;
}

function earlier(a: Date | null, b: Date | null): Date | null {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
}

/** The counts of all, and of what is meant for this person alone, as one. */
async function tiersFor(actor: Actor): Promise<Map<number, z.infer<typeof tierRow>>> {
  const own = actor.kind === "user" ? db().$queryRaw`${byTier(Prisma.sql`for_user_id = ${actor.userId}`)}` : [];
  const [all, mine] = await Promise.all([countTiers(null), own]);
  const tiers = new Map(all.map((row) => [row.tier, { ...row }]));
  for (const row of tierRows.parse(mine)) {
    const sum = tiers.get(row.tier);
    if (!sum) tiers.set(row.tier, row);
    else {
      for (const count of ["open", "claimed", "escalated", "overdue"] as const) sum[count] += row[count];
      sum.oldest = earlier(sum.oldest, row.oldest);
    }
  }
  return tiers;
}

/**
 * What waits: cases by the tier they queue under, conversations for a reading, deliveries for becoming messages. Throws
 * FORBIDDEN.
 */
export async function summariseQueue(actor: Actor): Promise<QueueSummary> {
  requireRight(actor, "case.read");
  const [tiers, unread, deliveries] = await Promise.all([
    tiersFor(actor),
    // In the order of a partial index: as many steps as are counted, however many rows there are.
    db().$queryRaw`
      SELECT count(*)::int AS count, min(since) AS oldest FROM (
        SELECT unread_since AS since FROM conversation WHERE unread_since IS NOT NULL
        ORDER BY unread_since LIMIT ${COUNTED_UP_TO}) AS waiting`,
    db().$queryRaw`
      SELECT count(*)::int AS count, min(since) AS oldest FROM (
        SELECT received_at AS since FROM webhook_delivery WHERE state = 'received'
        ORDER BY received_at, id LIMIT ${COUNTED_UP_TO}) AS waiting`,
  ]);
  const [waiting] = waitingRows.parse(unread);
  const [delivered] = waitingRows.parse(deliveries);
  return {
    tiers: [0, 1, 2, 3].map((tier) => {
      const row = tiers.get(tier);
      return {
        tier,
        open: row?.open ?? 0,
        claimed: row?.claimed ?? 0,
        overdue: row?.overdue ?? 0,
        oldestOpenedAt: row?.oldest?.toISOString() ?? null,
      };
    }),
    escalated: [...tiers.values()].reduce((sum, row) => sum + row.escalated, 0),
    unread: waiting.count,
    oldestUnreadAt: waiting.oldest?.toISOString() ?? null,
    deliveriesWaiting: delivered.count,
    oldestDeliveryAt: delivered.oldest?.toISOString() ?? null,
  };
}
