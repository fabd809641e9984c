import "server-only";
import { z } from "zod";
import { narrowedBy } from "@/domain/measure/figures/filter-sql";
import { type CountRow, countRowSchema, onlyMade } from "@/domain/measure/figures/load-counts";
import type { MeasureFilter } from "@/domain/measure/figures/measure-filter";
import { db } from "@/lib/db/client";

const readBySchema = z.object({
  model: z.string(),
  strategy: z.string(),
  rules: z.boolean(),
  readings: z.number().int(),
  first: z.iso.date(),
  last: z.iso.date(),
});
/** Who read how many of the conversations, and between which days. */
export type ReadingsBy = z.infer<typeof readBySchema>;

/** Who read the conversations that the filter chooses, whichever model it names: models first, the one with the most readings ahead. */
export async function loadReadingsBy({ model, strategy, ...filter }: MeasureFilter): Promise<ReadingsBy[]> {
  const rows = await db().$queryRaw`
    SELECT model, strategy, provisional AS rules, sum(n)::int AS readings, min(day)::text AS first, max(day)::text AS last
    FROM measure_rollup r WHERE ${narrowedBy(filter, "r")} AND model IS NOT NULL AND strategy IS NOT NULL
    GROUP BY 1, 2, 3 ORDER BY 3, 4 DESC, 1, 2`;
  return z.array(readBySchema).parse(rows);
}

/** Conversations that are alike in all that the cuts ask, in the bin of their score. */
const scoreRowSchema = countRowSchema.extend({ bin: z.number().int() });
export type ScoreRow = CountRow & Pick<z.infer<typeof scoreRowSchema>, "bin">;

type Chosen = Pick<ReadingsBy, "model" | "strategy">;

/**
 * The counts of what one model read with one strategy, where it has a score. A way of deciding that is asked for leaves no
 * conversation out (`onlyMade`).
 */
export async function loadScoreCounts(filter: MeasureFilter, { model, strategy }: Chosen): Promise<ScoreRow[]> {
  const rows = await db().$queryRaw`
    SELECT NULL AS key, false AS provisional, tier, outcome, answer, visibility, stratum, probability,
      came_into AS "cameInto", NULL AS overturn, bin, sum(n)::int AS n
    FROM measure_score_rollup r WHERE ${narrowedBy({ ...filter, model, strategy }, "r")}
    GROUP BY tier, outcome, answer, visibility, stratum, probability, came_into, bin`;
  return z
    .array(scoreRowSchema)
    .parse(rows)
    .map((row) => onlyMade(row, filter.visibility));
}
