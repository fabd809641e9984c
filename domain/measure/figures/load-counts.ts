import "server-only";
import { z } from "zod";
import type { Dimension } from "@/domain/measure/figures/breakdown-dto";
import { narrowedBy } from "@/domain/measure/figures/filter-sql";
import { ANSWERS, MODEL_OUTCOMES, OVERTURNS } from "@/domain/measure/figures/measure-cell";
import { type MeasureFilter, VISIBILITIES } from "@/domain/measure/figures/measure-filter";
import { db, Prisma } from "@/lib/db/client";

/** Conversations that are alike in all that the figures ask. */
export const countRowSchema = z.object({
  key: z.string().nullable(),
  provisional: z.boolean(),
  tier: z.number().int().nullable(),
  outcome: z.enum(MODEL_OUTCOMES),
  answer: z.enum(ANSWERS),
  visibility: z.enum(VISIBILITIES).nullable(),
  stratum: z.string().nullable(),
  probability: z.number().nullable(),
  /** Of what is `seen`: the stratum of the draw that it came into. */
  cameInto: z.string().nullable(),
  overturn: z.enum(OVERTURNS).nullable(),
  n: z.number().int(),
});
type Loaded = z.infer<typeof countRowSchema>;
export type CountRow = Omit<Loaded, "cameInto"> & Partial<Pick<Loaded, "cameInto">>;

const KEYS: Readonly<Record<Dimension | "day" | "all", Prisma.Sql>> = {
  all: Prisma.sql`NULL::text`,
  day: Prisma.sql`r.day::text`,
  week: Prisma.sql`date_trunc('week', r.day)::date::text`,
  month: Prisma.sql`date_trunc('month', r.day)::date::text`,
  source: Prisma.sql`r.source_id::text`,
  language: Prisma.sql`coalesce(r.language, 'unknown')`,
  model: Prisma.sql`r.model`,
  strategy: Prisma.sql`r.strategy`,
  tier: Prisma.sql`r.tier::text`,
  visibility: Prisma.sql`r.visibility`,
};

/**
 * The counts of the conversations that the filter chooses, told apart by `dimension`. A way of deciding that is asked for
 * leaves no conversation out: one that was decided otherwise counts as one that nobody has decided like that.
 */
export async function loadCounts(filter: MeasureFilter, dimension: keyof typeof KEYS = "all"): Promise<CountRow[]> {
  const rows = await db().$queryRaw`
    SELECT ${KEYS[dimension]} AS key, provisional, tier, outcome, answer, visibility, stratum, probability,
      came_into AS "cameInto", overturn, sum(n)::int AS n
    FROM measure_rollup r WHERE ${narrowedBy(filter, "r")} GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10`;
  return z
    .array(countRowSchema)
    .parse(rows)
    .map((row) => onlyMade(row, filter.visibility));
}

/** A row with its decisions made otherwise than asked for as decisions that nobody has made. */
export function onlyMade<R extends CountRow>(row: R, made: MeasureFilter["visibility"]): R {
  if (made === undefined || row.visibility === null || row.visibility === made) return row;
  const undecided = { ...row, answer: "open", visibility: null, overturn: null } as const;
  if (row.stratum !== "seen") return undecided;
  // Of the unflagged only what was drawn can be waited for; what was come upon is then one of those that nobody asked about.
  const cameInto = row.cameInto ?? null;
  const from = cameInto === null ? { stratum: "unframed", probability: null } : { stratum: cameInto };
  return { ...undecided, answer: "unasked", ...from, cameInto: null };
}
