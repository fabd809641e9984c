import "server-only";
import { z } from "zod";
import { type Actor, requireRight } from "@/domain/access/actor";
import { estimateSchema } from "@/domain/measure/estimate-schema";
import { strategyFiguresSchema } from "@/domain/measure/evaluations/evaluation-schema";
import { chosenEngine } from "@/inference/choose-engine";
import { STRATEGY_NAMES, VOTE_RULES } from "@/inference/strategies/strategy";
import { db } from "@/lib/db/client";

const share = estimateSchema.nullable();
const strategyRecordSchema = z.object({
  evaluationId: z.uuid(),
  strategy: z.enum(STRATEGY_NAMES),
  judges: z.number().int(),
  voteRule: z.enum(VOTE_RULES),
  finishedAt: z.date(),
  figures: strategyFiguresSchema,
});

/** What a strategy was last measured to be worth with the model that reads now. */
const strategyRecordDtoSchema = strategyRecordSchema.omit({ figures: true, finishedAt: true }).extend({
  measuredAt: z.iso.datetime(),
  cases: z.number().int(),
  recall: share,
  specificity: share,
  accuracy: share,
  callsPerCase: z.number().nullable(),
  p50Ms: z.number().nullable(),
});
type StrategyRecord = z.infer<typeof strategyRecordDtoSchema>;

/**
 * The newest finished measurement of each strategy, with its judges and rule, for the model that reads now. Shares carry
 * their n and 95 % intervals; times in milliseconds. Empty where nothing was measured with this model yet.
 * @throws FORBIDDEN
 */
export async function listStrategyFigures(actor: Actor): Promise<StrategyRecord[]> {
  requireRight(actor, "measure.read");
  const { model } = chosenEngine();
  const rows = await db().$queryRaw`
    SELECT DISTINCT ON (s.strategy, s.judges, s.vote_rule)
      r.id AS "evaluationId", s.strategy, s.judges, s.vote_rule AS "voteRule", r.finished_at AS "finishedAt", s.figures
    FROM evaluation_strategy s JOIN evaluation_run r ON r.id = s.run_id
    WHERE r.state = 'finished' AND r.model = ${model}
    ORDER BY s.strategy, s.judges, s.vote_rule, r.finished_at DESC, r.id DESC`;
  return z
    .array(strategyRecordSchema)
    .parse(rows)
    .map(({ finishedAt, figures: { cases, intervals, cost }, ...rest }) => ({
      ...rest,
      measuredAt: finishedAt.toISOString(),
      cases,
      recall: intervals.recall,
      specificity: intervals.specificity,
      accuracy: intervals.accuracy,
      callsPerCase: cost.callsPerCase,
      p50Ms: cost.p50Ms,
    }));
}
