/** The model side of the desk, as it leaves the API. Pure: pages read their answers with it. */
import { z } from "zod";
import { estimateSchema } from "@/domain/measure/estimate-schema";
import { queueSummarySchema } from "@/domain/triage/queue-summary";
import { modelOverviewSchema } from "@/inference/model-overview";
import { STRATEGY_NAMES, VOTE_RULES } from "@/inference/strategies/strategy";

const share = estimateSchema.nullable();

/** What a strategy was last measured to be worth on labelled cases, with the model that reads now. */
const measuredStrategySchema = z
  .object({
    evaluationId: z.uuid(),
    strategy: z.enum(STRATEGY_NAMES),
    judges: z.number().int(),
    voteRule: z.enum(VOTE_RULES),
    measuredAt: z.iso.datetime(),
    cases: z.number().int(),
    recall: share,
    specificity: share,
    accuracy: share,
    callsPerCase: z.number().nullable(),
    p50Ms: z.number().nullable(),
  })
  .meta({ id: "MeasuredStrategy" });
export type MeasuredStrategy = z.infer<typeof measuredStrategySchema>;

/** What the built-in offline rules were measured to be, and on what. */
const measuredRulesSchema = z
  .object({
    rules: z.string().meta({ description: "The version that was measured; rules of the house are not part of it" }),
    sets: z.array(z.object({ name: z.string(), note: z.string(), recall: share, specificity: share })),
  })
  .meta({ id: "MeasuredRules" });
export type MeasuredRules = z.infer<typeof measuredRulesSchema>;

export const modelReportSchema = modelOverviewSchema
  .extend({
    queue: queueSummarySchema.pick({ unread: true, oldestUnreadAt: true }),
    measured: z.array(measuredStrategySchema).meta({ description: "Empty until an evaluation of this model is done" }),
    measuredRules: measuredRulesSchema,
  })
  .meta({ id: "ModelReport" });
export type ModelReport = z.infer<typeof modelReportSchema>;
