import "server-only";
import { z } from "zod";
import { VISIBILITIES } from "@/domain/measure/figures/measure-filter";
import { SHADOW_ANSWERS, type ShadowResult } from "@/domain/measure/shadow/shadow-result-dto";
import { OUTCOMES } from "@/inference/risk";
import { db, Prisma } from "@/lib/db/client";

/**
 * A reading `s` of a run with the facts `f` of its conversation and the decision `d` that counts for it, in SQL.
 * `ANSWER` is what people made of it; a decision on other words than the readings saw is no answer to these.
 */
export const BESIDE_FACTS = Prisma.sql`shadow_reading s
  LEFT JOIN measure_fact f ON f.conversation_id = s.conversation_id LEFT JOIN decision d ON d.id = f.decision_id`;
export const ANSWER = Prisma.sql`CASE WHEN f.answer IN ('risk', 'none') AND f.classification_id IS DISTINCT FROM
  s.classification_id AND d.revision IS DISTINCT FROM s.revision THEN 'changed' ELSE coalesce(f.answer, 'unasked') END`;

/** Conversations that are alike in all that the result asks. */
const shadowTallySchema = z.object({
  standing: z.enum(OUTCOMES),
  shadow: z.enum(OUTCOMES),
  standingTier: z.number().int().nullable(),
  shadowTier: z.number().int().nullable(),
  answer: z.enum(SHADOW_ANSWERS),
  visibility: z.enum(VISIBILITIES).nullable(),
  stratum: z.string().nullable(),
  probability: z.number().nullable(),
  cameInto: z.string().nullable(),
  n: z.number().int(),
});
type Loaded = z.infer<typeof shadowTallySchema>;
export type ShadowTally = Omit<Loaded, "cameInto"> & Partial<Pick<Loaded, "cameInto">>;

/** What was read of a run, counted, with what people have decided by now. */
export async function loadShadowTallies(runId: string): Promise<ShadowTally[]> {
  const rows = await db().$queryRaw`
    SELECT s.standing_outcome AS standing, s.outcome AS shadow, s.standing_tier AS "standingTier", s.tier AS "shadowTier",
      ${ANSWER} AS answer, f.visibility, f.stratum, f.probability,
      f.came_into AS "cameInto", count(*)::int AS n
    FROM ${BESIDE_FACTS} WHERE s.run_id = ${runId}::uuid AND s.read_at IS NOT NULL GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9`;
  return z.array(shadowTallySchema).parse(rows);
}

const costSchema = z.array(
  z.object({
    read: z.number().int(),
    calls: z.number().int(),
    promptTokens: z.number().int().nullable(),
    completionTokens: z.number().int().nullable(),
    p50Ms: z.number().nullable(),
    p95Ms: z.number().nullable(),
  }),
);

/** What the readings of a run cost. Tokens are null where no server counted them; times in milliseconds, by nearest rank. */
export async function loadShadowCost(runId: string): Promise<ShadowResult["cost"]> {
  const rows = await db().$queryRaw`
    SELECT count(*)::int AS read, coalesce(sum(calls), 0)::int AS calls, sum(prompt_tokens)::int AS "promptTokens",
      sum(completion_tokens)::int AS "completionTokens",
      percentile_disc(0.5) WITHIN GROUP (ORDER BY latency_ms) AS "p50Ms",
      percentile_disc(0.95) WITHIN GROUP (ORDER BY latency_ms) AS "p95Ms"
    FROM shadow_reading WHERE run_id = ${runId}::uuid AND read_at IS NOT NULL`;
  const [row] = costSchema.parse(rows);
  if (!row) throw new Error("an aggregate gave no row");
  const { read, ...cost } = row;
  return { ...cost, callsPerCase: read === 0 ? null : cost.calls / read };
}
