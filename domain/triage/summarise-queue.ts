import "server-only";
import { z } from "zod";
import { type Actor, requireRight } from "@/domain/access/actor";
import { COUNTED_UP_TO, type QueueSummary } from "@/domain/triage/queue-summary";
import { db } from "@/lib/db/client";

const tierRow = z.object({
  tier: z.number().int(),
  open: z.number().int(),
  claimed: z.number().int(),
  overdue: z.number().int(),
  escalated: z.number().int(),
  oldest: z.date().nullable(),
});

const waitingRows = z.tuple([z.object({ count: z.number().int(), oldest: z.date().nullable() })]);

/**
 * What waits: cases by the tier they queue under, conversations for a reading, deliveries for becoming messages. Throws
 * FORBIDDEN.
 */
export async function summariseQueue(actor: Actor): Promise<QueueSummary> {
  requireRight(actor, "case.read");
  const [rows, unread, deliveries] = await Promise.all([
    db().$queryRaw`
      SELECT queue_tier AS tier,
        count(*) FILTER (WHERE state = 'open')::int AS open,
        count(*) FILTER (WHERE state = 'claimed')::int AS claimed,
        count(*) FILTER (WHERE state = 'escalated')::int AS escalated,
        count(*) FILTER (WHERE state IN ('open', 'escalated') AND due_at < now())::int AS overdue,
        min(opened_at) FILTER (WHERE state = 'open') AS oldest
      FROM "case" WHERE state IN ('open', 'claimed', 'escalated') GROUP BY queue_tier`,
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
  const byTier = new Map(
    z
      .array(tierRow)
      .parse(rows)
      .map((row) => [row.tier, row]),
  );
  return {
    tiers: [0, 1, 2, 3].map((tier) => {
      const row = byTier.get(tier);
      return {
        tier,
        open: row?.open ?? 0,
        claimed: row?.claimed ?? 0,
        overdue: row?.overdue ?? 0,
        oldestOpenedAt: row?.oldest?.toISOString() ?? null,
      };
    }),
    escalated: [...byTier.values()].reduce((sum, row) => sum + row.escalated, 0),
    unread: waiting.count,
    oldestUnreadAt: waiting.oldest?.toISOString() ?? null,
    deliveriesWaiting: delivered.count,
    oldestDeliveryAt: delivered.oldest?.toISOString() ?? null,
  };
}
