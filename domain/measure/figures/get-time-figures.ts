import "server-only";
import { z } from "zod";
import { type Actor, requireRight } from "@/domain/access/actor";
import { catchUp } from "@/domain/measure/facts/fold-changes";
import { waitBucket } from "@/domain/measure/facts/wait-buckets";
import { narrowedBy } from "@/domain/measure/figures/filter-sql";
import type { MeasureFilter } from "@/domain/measure/figures/measure-filter";
import { notByVisibility } from "@/domain/measure/figures/missing-sentences";
import { timeFiguresOf, type WaitRow, waitRowSchema } from "@/domain/measure/figures/time-figures";
import type { TimeFigures } from "@/domain/measure/figures/time-figures-dto";
import { currentSetting } from "@/domain/settings/current-setting";
import { db, Prisma } from "@/lib/db/client";

const BY_NOW = waitBucket(Prisma.sql`f.opened_at`, Prisma.sql`now()`);

/**
 * Waits counted by tier, step, what became of them, and how long they took or have taken by now. How long is stored of what is
 * over; of what still waits, which is little, it is worked out.
 */
async function loadWaits(filter: MeasureFilter): Promise<WaitRow[]> {
  const where = narrowedBy(filter, "f");
  const rows = await db().$queryRaw`
    SELECT f.tier, 'view' AS step, CASE WHEN f.viewed_at IS NULL THEN 'closed' ELSE 'done' END AS state,
      f.view_bucket AS bucket, count(*)::int AS n
    FROM measure_case_fact f WHERE ${where} AND f.view_bucket IS NOT NULL GROUP BY 1, 2, 3, 4
    UNION ALL
    SELECT f.tier, 'decision', CASE WHEN f.decided_at IS NULL THEN 'closed' ELSE 'done' END, f.decision_bucket,
      count(*)::int
    FROM measure_case_fact f WHERE ${where} AND f.decision_bucket IS NOT NULL GROUP BY 1, 2, 3, 4
    UNION ALL
    SELECT f.tier, w.step, 'open', ${BY_NOW}, count(*)::int
    FROM measure_case_fact f CROSS JOIN LATERAL (VALUES ('view', f.view_bucket), ('decision', f.decision_bucket)) AS w (step, bucket)
    WHERE ${where} AND (f.view_bucket IS NULL OR f.decision_bucket IS NULL) AND w.bucket IS NULL GROUP BY 1, 2, 3, 4`;
  return z.array(waitRowSchema).parse(rows);
}

/**
 * How long cases waited until somebody took them and until they were decided, by tier, with those that still wait counted
 * for as long as they have (Kaplan-Meier). Samples and further looks are no such cases: nobody waits for them.
 * @throws FORBIDDEN
 */
export async function getTimeFigures(actor: Actor, filter: MeasureFilter): Promise<TimeFigures> {
  requireRight(actor, "measure.read");
  await catchUp();
  const [rows, { dueSeconds }] = [await loadWaits(filter), await currentSetting("tiers")];
  const tiers = filter.tier === undefined ? [null, 0, 1, 2, 3] : [filter.tier];
  return { ...timeFiguresOf(rows, tiers, dueSeconds), missing: notByVisibility(filter.visibility, "Waits") };
}
