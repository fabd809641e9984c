/** The state of the samples, and plans for them, as they leave the API. Pure: pages read their answers with it. */
import { z } from "zod";
import { SETTINGS } from "@/domain/settings/definitions";
import { STRATA } from "@/domain/triage/sampling/strata";

const count = (description: string) => z.number().int().meta({ description });

export const samplingStratumSchema = z
  .object({
    stratum: z.string().meta({ description: "`all` for what was drawn before there were strata" }),
    conversations: count("Read clear for the first time, drawn or not"),
    flaggedSince: count("Of these, flagged by a later reading: they have left what was read clear"),
    drawn: count("By chance, with the probability that held then"),
    reviewed: count("Drawn, and answered by a person"),
    waiting: count("Drawn, and not answered yet"),
    setAside: count("Drawn, and closed without an answer: missing"),
    withdrawn: count("Drawn, and flagged before anybody had read it: asked as a flagged case instead"),
    found: count("Reviewed, and a risk was found: missed by the model"),
    response: z
      .number()
      .nullable()
      .meta({ description: "Reviewed of those drawn and not withdrawn; null where there are none" }),
    oldestWaitingAt: z.iso.datetime().nullable(),
  })
  .meta({ id: "SamplingStratum" });
export type SamplingStratum = z.infer<typeof samplingStratumSchema>;

export const frameSchema = z
  .object({
    id: z.uuid(),
    ruleVersion: z.string(),
    secretHash: z.string().meta({ description: "SHA-256 of its secret in hex, written down before the first draw" }),
    startedAt: z.iso.datetime(),
    endedAt: z.iso.datetime().nullable().meta({ description: "null for the one that is drawn from" }),
    conversations: count("Drawn or not drawn in it"),
  })
  .meta({ id: "Frame" });
export type Frame = z.infer<typeof frameSchema>;

export const samplingReportSchema = z
  .object({
    strata: z.array(samplingStratumSchema),
    frames: z.array(frameSchema).meta({ description: "Newest first" }),
    readByRules: count("Read clear by rules of thumb alone, and waiting for a model: nothing is drawn of them"),
    rates: z.object({
      value: SETTINGS.sampling.schema,
      version: z.number().int(),
      changedAt: z.iso.datetime().nullable(),
      changedBy: z.string().nullable(),
    }),
    missing: z.array(z.string()).meta({ description: "What is not known, in sentences" }),
  })
  .meta({ id: "SamplingReport" });
export type SamplingReport = z.infer<typeof samplingReportSchema>;

export const planInputSchema = z
  .strictObject({
    rates: SETTINGS.sampling.schema.optional().meta({ description: "Rates to try; left out, those in force" }),
    weeks: z.number().int().min(1).max(104).default(13).meta({ description: "How long is sampled before one looks" }),
    halfWidth: z
      .number()
      .gt(0)
      .max(0.5)
      .optional()
      .meta({ description: "Asks how much has to be read for recall to be known to plus or minus this" }),
  })
  .meta({ id: "SamplingPlanInput" });
export type PlanInput = z.infer<typeof planInputSchema>;

const plannedStratumSchema = z.object({
  stratum: z.enum(STRATA),
  weekly: z.number().meta({ description: "Conversations read clear a week" }),
  drawnWeekly: z.number().meta({ description: "Of these, how many the rates draw" }),
  missRate: z.number().meta({ description: "The share of misses that is reckoned with" }),
  missRateFrom: z
    .enum(["samples", "assumed"])
    .meta({ description: "Whether enough samples of it were read to say, or it is assumed" }),
});

const intervalSchema = z.object({ value: z.number(), low: z.number(), high: z.number() });

export const samplingPlanSchema = z
  .object({
    weeks: z.number().int(),
    basisDays: z.number().meta({ description: "Days of intake that the numbers a week come from, at most 28" }),
    strata: z.array(plannedStratumSchema),
    foundWeekly: z.number().meta({ description: "Flagged conversations in which people find a risk, a week" }),
    drawnWeekly: z.number(),
    secondsEach: z
      .number()
      .nullable()
      .meta({ description: "Median time to decide; null where nobody has decided yet" }),
    secondsFrom: z.enum(["samples", "all_decisions"]).nullable(),
    hoursWeekly: z.number().nullable(),
    recall: z
      .union([intervalSchema, z.object({ value: z.null(), reason: z.string() })])
      .meta({ description: "Recall as it would come out, with the 95 % interval that these rates buy" }),
    needed: z
      .union([
        z.object({
          reads: z.number().int(),
          readsWeekly: z.number(),
          hoursWeekly: z.number().nullable(),
          perStratum: z.array(z.object({ stratum: z.enum(STRATA), reads: z.number().int(), rate: z.number() })),
          recall: intervalSchema,
        }),
        z.object({ reads: z.null(), reason: z.string() }),
      ])
      .nullable()
      .meta({ description: "null unless `halfWidth` was asked for" }),
  })
  .meta({ id: "SamplingPlan" });
export type SamplingPlan = z.infer<typeof samplingPlanSchema>;

export const revealedFrameSchema = z
  .object({
    id: z.uuid(),
    secret: z.string().meta({ description: "In hex: the key of the HMAC of its draws" }),
    secretHash: z.string(),
  })
  .meta({ id: "RevealedFrame" });
export type RevealedFrame = z.infer<typeof revealedFrameSchema>;
