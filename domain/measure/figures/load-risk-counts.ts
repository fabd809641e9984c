import "server-only";
import { z } from "zod";
import { narrowedBy, narrowedToDecisions } from "@/domain/measure/figures/filter-sql";
import { MODEL_OUTCOMES, TYPE_CELLS } from "@/domain/measure/figures/measure-cell";
import type { MeasureFilter } from "@/domain/measure/figures/measure-filter";
import { RISK_SUBJECTS, RISK_TYPES } from "@/inference/risk";
import { db, Prisma } from "@/lib/db/client";

const riskRowSchema = z.object({
  provisional: z.boolean(),
  tier: z.number().int().nullable(),
  outcome: z.enum(MODEL_OUTCOMES),
  stratum: z.string().nullable(),
  probability: z.number().nullable(),
  cameInto: z.string().nullable(),
  type: z.enum(RISK_TYPES),
  subject: z.enum([...RISK_SUBJECTS, "any"]),
  cell: z.enum(TYPE_CELLS),
  n: z.number().int(),
});
type Loaded = z.infer<typeof riskRowSchema>;
export type RiskCount = Omit<Loaded, "cameInto"> & Partial<Pick<Loaded, "cameInto">>;

/**
 * Conversations by type of risk, subject, and whether it was named and found, told apart by who read them, by tier and by
 * where they were drawn from.
 */
export async function loadRiskCounts(filter: MeasureFilter): Promise<RiskCount[]> {
  const made = filter.visibility ?? null;
  // Decided otherwise than asked for is not decided: what the model named is open then, and what it did not is nothing.
  const cell = Prisma.sql`
    CASE WHEN ${made}::text IS NULL OR visibility IS NULL OR visibility = ${made} THEN cell
      WHEN cell IN ('tp', 'fp') THEN 'open' END`;
  const rows = await db().$queryRaw`
    SELECT provisional, tier, outcome, stratum, probability, came_into AS "cameInto", type, subject, ${cell} AS cell,
      sum(n)::int AS n
    FROM measure_risk_rollup r WHERE ${narrowedBy(filter, "r")} AND ${cell} IS NOT NULL GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9`;
  return z.array(riskRowSchema).parse(rows);
}

const levelRowSchema = z.object({
  provisional: z.boolean(),
  kind: z.enum(["severity", "imminence"]),
  model: z.string(),
  person: z.string(),
  n: z.number().int(),
});
export type LevelCount = z.infer<typeof levelRowSchema>;

/** How often the model said one level where the person said another, over risks that both named. */
export async function loadLevelCounts(filter: MeasureFilter): Promise<LevelCount[]> {
  const rows = await db().$queryRaw`
    SELECT provisional, kind, model_level AS model, person_level AS person, sum(n)::int AS n
    FROM measure_level_rollup r WHERE ${narrowedToDecisions(filter, "r")} GROUP BY 1, 2, 3, 4`;
  return z.array(levelRowSchema).parse(rows);
}
