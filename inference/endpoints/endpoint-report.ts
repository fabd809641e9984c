/** How a model endpoint stands, as one process sees it. Pure: pages read their answers with it. */
import { z } from "zod";

const BREAKER_STATES = ["closed", "half_open", "open"] as const;
export type BreakerState = (typeof BREAKER_STATES)[number];

export const endpointReportSchema = z
  .object({
    endpoint: z.string().meta({ description: "Host and port, or where it runs inside Vigil" }),
    engine: z.string(),
    model: z.string().meta({ description: "The model that is asked for" }),
    breaker: z
      .enum(BREAKER_STATES)
      .meta({ description: "open: left alone after failures; half_open: tried with one call" }),
    underWay: z.number().int(),
    limit: z.number().int().meta({ description: "The most calls given to it at once, found by trying" }),
    calls: z.number().int().meta({ description: "Since the process started" }),
    failed: z.number().int(),
    p50Ms: z.number().nullable(),
    p95Ms: z.number().nullable(),
    tokensPerSecond: z.number(),
    lastError: z.object({ code: z.string(), at: z.iso.datetime() }).nullable(),
    capabilities: z
      .object({
        engine: z.string(),
        serverVersion: z.string().nullable(),
        model: z.string(),
        revision: z.string().nullable(),
        dtype: z.string().nullable(),
        contextLength: z.number().nullable(),
        grammar: z.boolean(),
        logprobs: z.boolean(),
        seeds: z.boolean().nullable(),
        templateOverhead: z.number().nullable().optional(),
        warnings: z.array(z.string()),
        probedAt: z.iso.datetime(),
      })
      .nullable()
      .meta({ description: "What was seen when it was tried; null before that" }),
  })
  .meta({ id: "EndpointReport" });
export type EndpointReport = z.infer<typeof endpointReportSchema>;
