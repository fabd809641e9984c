import "server-only";
import { z } from "zod";
import { type Actor, requireRight } from "@/domain/access/actor";
import type { QueueSummary } from "@/domain/triage/queue-summary";
import { db } from "@/lib/db/client";

const tierRow = z.object({
  tier: z.number().int(),
  open: z.number().int(),
  claimed: z.number().int(),
  overdue: z.number().int(),
  escalated: z.number().int(),
  oldest: z.date().nullable(),
});

/** What waits, by the tier it queues under, and how many conversations wait for a reading. Throws FORBIDDEN. */
export async function summariseQueue(actor: Actor): Promise<QueueSummary> {
  requireRight(actor, "case.read");
  const [rows, unread] = await Promise.all([
    db().$queryRaw`
      SELECT queue_tier AS tier,
        count(*) FILTER (WHERE state = 'open')::int AS open,
        count(*) FILTER (WHERE state = 'claimed')::int AS claimed,
        count(*) FILTER (WHERE state = 'escalated')::int AS escalated,
        count(*) FILTER (WHERE state IN ('open', 'escalated') AND due_at < now())::int AS overdue,
        min(opened_at) FILTER (WHERE state = 'open') AS oldest
      FROM "case" WHERE state IN ('open', 'claimed', 'escalated') GROUP BY queue_tier`,
    db().conversation.aggregate({ where: { unreadSince: { not: null } }, _count: true, _min: { unreadSince: true } }),
  ]);
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
    unread: unread._count,
    oldestUnreadAt: unread._min.unreadSince?.toISOString() ?? null,
  };
}
