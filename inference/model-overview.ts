/** What reads conversations and how it is doing, as it leaves the API. Pure: pages read their answers with it. */
import { z } from "zod";
import { endpointReportSchema } from "@/inference/endpoints/endpoint-report";
import { STRATEGY_NAMES, VOTE_RULES } from "@/inference/strategies/strategy";

/** The newest calls and readings of the last hour are looked at, this many of each: a busy desk makes millions. */
export const LOOKED_AT = 10_000;

const milliseconds = z.number().nullable().meta({ description: "In milliseconds; null where there was none" });

const recentCallsSchema = z
  .object({
    since: z.iso.datetime().meta({ description: "An hour ago, or when the oldest of those looked at was made" }),
    calls: z.number().int().max(LOOKED_AT),
    failed: z.number().int(),
    constrained: z.number().int().meta({ description: "Held to the output grammar" }),
    askedAgain: z.number().int().meta({ description: "To replace an answer that was not understood" }),
    p50Ms: milliseconds,
    p95Ms: milliseconds,
    tokensPerSecond: z.number().nullable().meta({ description: "Tokens written in a second of one call, on average" }),
  })
  .meta({ id: "RecentCalls" });

const recentReadingsSchema = z
  .object({
    since: z.iso.datetime(),
    readings: z.number().int().max(LOOKED_AT),
    unscored: z.array(z.object({ reason: z.string(), readings: z.number().int() })),
    provisional: z.number().int(),
    incomplete: z.number().int(),
    strategies: z.array(
      z.object({
        strategy: z.string(),
        readings: z.number().int(),
        callsPerReading: z.number(),
        p50Ms: z.number(),
      }),
    ),
  })
  .meta({ id: "RecentReadings" });

/** The strategy that reads now, and who chose it. */
export const strategyInForceSchema = z
  .object({
    strategy: z.enum(STRATEGY_NAMES),
    judges: z.number().int(),
    voteRule: z.enum(VOTE_RULES),
    chosenAt: z.iso.datetime().nullable().meta({ description: "null while INFERENCE_STRATEGY holds" }),
    chosenBy: z.string().nullable(),
  })
  .meta({ id: "StrategyInForce" });
export type StrategyInForce = z.infer<typeof strategyInForceSchema>;

export const modelOverviewSchema = z
  .object({
    engine: z.string(),
    model: z.string(),
    why: z.string().meta({ description: "Why this engine was chosen, for people" }),
    offline: z.boolean().meta({ description: "Rules read instead of a model: every reading is provisional" }),
    endpoints: z.array(
      z.object({
        process: z.string().meta({ description: "The process of Vigil that sees it so" }),
        reportedAt: z.iso.datetime(),
        report: endpointReportSchema,
      }),
    ),
    calls: recentCallsSchema,
    readings: recentReadingsSchema,
    strategy: strategyInForceSchema,
    rules: z.object({
      name: z.string().meta({ description: "Name and version of the offline rules in force" }),
      problems: z.number().int().meta({ description: "Above 0 the rules of the house are not in use: GET …/rules" }),
    }),
  })
  .meta({ id: "ModelOverview" });
export type ModelOverview = z.infer<typeof modelOverviewSchema>;
