import "server-only";
import { z } from "zod";
import { KEPT_UNDER } from "@/domain/triage/counts/fold-counts";
import { db } from "@/lib/db/client";
import { holdName } from "@/lib/db/hold-name";
import { log } from "@/lib/log/log";

const rowsSchema = z.array(z.object({ queue_tier: z.number().int(), state: z.string(), change: z.number().int() }));

/**
 * Counts every case that waits and compares it with the counts that triggers keep; adds what is missing to those. Both are
 * read in one statement, so that what others change meanwhile is in both or in neither. A difference means that something
 * wrote past the triggers, or a fault of ours, and is logged as an error. Run by the workers once a day.
 * @returns how many counts were not what the cases say
 */
export async function checkCounts(): Promise<number> {
  const off = await db().$transaction(
    async (tx) => {
      await holdName(tx, "counts of the queue");
      return rowsSchema.parse(
        await tx.$queryRaw`
          INSERT INTO case_count (queue_tier, state, due_from, change)
          SELECT queue_tier, state, ${KEPT_UNDER}, sum(change) FROM (
            SELECT queue_tier, state, date_bin('5 minutes', due_at, '2000-01-01Z') AS due_from, count(*) AS change FROM "case"
            WHERE state IN ('open', 'claimed', 'escalated') AND for_user_id IS NULL GROUP BY 1, 2, 3
            UNION ALL SELECT queue_tier, state, due_from, -change FROM case_count) AS missing
          GROUP BY 1, 2, 3 HAVING sum(change) <> 0
          RETURNING queue_tier, state::text, change`,
      );
    },
    { timeout: 600_000 },
  );
  if (off.length > 0)
    log.error({ off: off.slice(0, 20) }, "counts of the queue were not what the cases say, and were mended");
  return off.length;
}
