import "server-only";
import { z } from "zod";
import { type Actor, requireRight } from "@/domain/access/actor";
import { countExactly, countTiers, type TierCounts } from "@/domain/triage/counts/tier-counts";
import { COUNTED_UP_TO, type QueueSummary } from "@/domain/triage/queue-summary";
import { db, Prisma } from "@/lib/db/client";

const waitingRows = z.tuple([z.object({ count: z.number().int(), oldest: z.date().nullable() })]);

function earlier(a: Date | null, b: Date | null): Date | null {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
}

/** The counts of all, and of what is meant for this person alone, as one. */
async function tiersFor(actor: Actor): Promise<Map<number, TierCounts>> {
  const own = actor.kind === "user" ? countExactly(Prisma.sql`for_user_id = ${actor.userId}`) : [];
  const [all, mine] = await Promise.all([countTiers(null), own]);
  const tiers = new Map(all.map((row) => [row.tier, { ...row }]));
  for (const row of mine) {
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
