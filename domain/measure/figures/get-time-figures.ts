import "server-only";
import { z } from "zod";
import { type Actor, requireRight } from "@/domain/access/actor";
import { catchUp } from "@/domain/measure/facts/fold-changes";
import { narrowedBy } from "@/domain/measure/figures/filter-sql";
import type { MeasureFilter } from "@/domain/measure/figures/measure-filter";
import { STEP, timeFiguresOf, type WaitRow, waitRowSchema } from "@/domain/measure/figures/time-figures";
import type { TimeFigures } from "@/domain/measure/figures/time-figures-dto";
import { currentSetting } from "@/domain/settings/current-setting";
import { db } from "@/lib/db/client";

/** Waits counted by tier, step, whether they ended, and how long they took or have taken by now. */
async function loadWaits(filter: MeasureFilter): Promise<WaitRow[]> {
  const rows = await db().$queryRaw`
    SELECT tier, step, ended, greatest(0, ceil(ln(greatest(seconds, 1)) / ln(${STEP}::float8)))::int AS bucket, count(*)::int AS n
    FROM (
      SELECT f.tier, w.step, w.until IS NOT NULL AS ended,
        date_part('epoch', coalesce(w.until, f.closed_at, now()) - f.opened_at) AS seconds
      FROM measure_case_fact f CROSS JOIN LATERAL (VALUES ('view', f.viewed_at), ('decision', f.decided_at)) AS w (step, until)
      WHERE ${narrowedBy(filter, "f")}) AS waits
    GROUP BY 1, 2, 3, 4`;
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
  return timeFiguresOf(rows, filter.tier === undefined ? [null, 0, 1, 2, 3] : [filter.tier], dueSeconds);
}
