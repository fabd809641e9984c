/** Evaluations as they leave the API. Pure: pages read their answers with it. */
import { z } from "zod";
import { estimateSchema } from "@/domain/measure/estimate-schema";
import { DOMAINS, LEVELS } from "@/domain/measure/labelled-case";
import { OUTCOMES, RISK_TYPES } from "@/inference/risk";
import { STRATEGY_NAMES, VOTE_RULES } from "@/inference/strategies/strategy";

const count = z.number().int();
const share = estimateSchema.nullable();
const ratio = z.number().nullable();
const level = z.enum(LEVELS);

const byLevel = <Schema extends z.ZodType>(value: Schema) =>
  z.object({ none: value, mild: value, moderate: value, high: value, critical: value });

/** What readings took; null where nobody knows, as with a server that counts no tokens. */
export const costSchema = z.object({
  calls: count,
  callsPerCase: z.number().nullable(),
  promptTokens: count.nullable(),
  completionTokens: count.nullable(),
  p50Ms: z.number().nullable(),
  p95Ms: z.number().nullable(),
});

/** What one strategy reached, without ids or content: what is kept once it has read all cases. */
export const strategyFiguresSchema = z
  .object({
    cases: count,
    tp: count,
    fp: count,
    fn: count,
    tn: count,
    unscored: count.meta({ description: "Cases that were not read: in none of the four counts and in no share" }),
    recall: ratio,
    specificity: ratio,
    precision: ratio,
    accuracy: ratio,
    intervals: z.object({ recall: share, specificity: share, precision: share, accuracy: share }),
    byType: z.array(
      z.object({
        type: z.enum(RISK_TYPES),
        cases: count,
        tp: count,
        fp: count,
        fn: count,
        recall: ratio,
        precision: ratio,
        intervals: z.object({ recall: share, precision: share }),
      }),
    ),
    byDomain: z.array(
      z.object({ domain: z.enum(DOMAINS), cases: count, fitting: count, otherTypes: count, missed: count }),
    ),
    severity: z.object({
      cases: count,
      right: count,
      tooMild: count,
      tooSevere: count,
      share,
      matrix: byLevel(byLevel(count)).meta({ description: "By expected level, then by level read" }),
    }),
    cost: costSchema,
  })
  .meta({ id: "StrategyFigures" });
export type StrategyFigures = z.infer<typeof strategyFiguresSchema>;

const discordance = z.object({
  cases: count,
  both: count,
  onlyFirst: count,
  onlySecond: count,
  neither: count,
  p: z.number().meta({ description: "McNemar's exact test, two-sided" }),
  midP: z.number(),
});
export const comparisonSchema = z
  .object({ accuracy: discordance, recall: discordance, specificity: discordance })
  .meta({ id: "StrategyComparison" });

const measuredStrategy = z.object({
  strategy: z.enum(STRATEGY_NAMES),
  judges: count,
  voteRule: z.enum(VOTE_RULES),
  done: count.meta({ description: "Cases read so far" }),
  figures: strategyFiguresSchema.nullable().meta({ description: "Null until all cases are read" }),
  comparison: comparisonSchema
    .nullable()
    .meta({ description: "The first strategy of the run (`first`) against this one; null for itself" }),
});

export const evaluationRunSchema = z
  .object({
    id: z.uuid(),
    fileName: z.string().nullable().meta({ description: "For admins; null for others" }),
    state: z.enum(["running", "finished", "cancelled", "failed"]),
    failure: z.string().nullable(),
    cases: count,
    leftOut: count.meta({ description: "Cases of the file whose label allows both outcomes" }),
    engine: z.string().nullable(),
    model: z.string().nullable(),
    createdAt: z.iso.datetime(),
    finishedAt: z.iso.datetime().nullable(),
    createdBy: z.string().nullable(),
    strategies: z.array(measuredStrategy),
  })
  .meta({ id: "EvaluationRun" });
export type EvaluationRunDto = z.infer<typeof evaluationRunSchema>;

export const evaluationPageSchema = z
  .object({ items: z.array(evaluationRunSchema), next: z.uuid().nullable() })
  .meta({ id: "EvaluationPage" });
export type EvaluationPage = z.infer<typeof evaluationPageSchema>;

/** A wrong answer with its text. */
const evaluationMissSchema = z.object({
  id: z.string(),
  expected: z.object({ outcome: z.enum(["risk", "none"]), level: level.nullable() }),
  got: z.object({ outcome: z.enum(OUTCOMES), level: level.nullable(), types: z.array(z.enum(RISK_TYPES)) }),
  messages: z.array(z.object({ role: z.string(), text: z.string() })),
});
export const evaluationMissesSchema = z
  .object({ items: z.array(evaluationMissSchema), total: count })
  .meta({ id: "EvaluationMisses" });
export type EvaluationMisses = z.infer<typeof evaluationMissesSchema>;
