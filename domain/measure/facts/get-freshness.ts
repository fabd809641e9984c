import "server-only";
import { z } from "zod";
import type { Freshness } from "@/domain/measure/figures/figure";
import { db } from "@/lib/db/client";

const rowSchema = z.object({ waiting: z.number().int(), oldest: z.date().nullable(), newest: z.date().nullable() });

/** How much of what happened is in the figures, and what the last comparison with the raw records found. */
export async function getFreshness(): Promise<Freshness> {
  const [rows, check] = await Promise.all([
    db().$queryRaw`
      SELECT count(*)::int AS waiting, min(changed_at) AS oldest, max(changed_at) AS newest FROM measure_change`,
    db().measureCheck.findFirst({ orderBy: { checkedAt: "desc" } }),
  ]);
  const [row] = z.array(rowSchema).parse(rows);
  if (!row) throw new Error("an aggregate gave no row");
  const differences = check ? check.facts + check.rollups : 0;
  return {
    waiting: row.waiting,
    oldestWaitingAt: row.oldest?.toISOString() ?? null,
    newestWaitingAt: row.newest?.toISOString() ?? null,
    check: check && {
      at: check.checkedAt.toISOString(),
      ok: differences === 0,
      differences,
      repaired: check.repaired,
    },
  };
}
