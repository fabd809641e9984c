/** Readings as they leave the API. Pure: pages read their answers with it. */
import { z } from "zod";
import { IMMINENCES, OUTCOMES, RISK_SUBJECTS, RISK_TYPES, SEVERITIES } from "@/inference/risk";

/** A risk as it leaves the API. `id` names it in a decision. */
const riskDtoSchema = z
  .object({
    id: z.uuid(),
    subject: z.enum(RISK_SUBJECTS),
    type: z.enum(RISK_TYPES),
    severity: z.enum(SEVERITIES),
    imminence: z.enum(IMMINENCES).nullable(),
    features: z.array(z.string()),
  })
  .meta({ id: "Risk" });

/** A reading as it leaves the API. */
export const classificationSchema = z
  .object({
    id: z.uuid(),
    revision: z.number().int(),
    outcome: z.enum(OUTCOMES),
    unscoredReason: z.string().nullable(),
    unscoredDetail: z.string().nullable(),
    reflection: z.string().nullable(),
    risks: z.array(riskDtoSchema),
    engine: z.string(),
    model: z.string(),
    strategy: z.string(),
    provisional: z.boolean(),
    tripwire: z.boolean().meta({ description: "The text imitates the model's own markup or control tokens" }),
    latencyMs: z.number().int(),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: "Classification" });
export type ClassificationDto = z.infer<typeof classificationSchema>;

/** The calls of a reading, with what the model wrote to the letter. Shown to people only. */
export const callSchema = z
  .object({
    position: z.number().int(),
    engine: z.string(),
    model: z.string(),
    raw: z.string().nullable(),
    seed: z.number().int().nullable(),
    temperature: z.number().nullable(),
    finishReason: z.string().nullable(),
    promptTokens: z.number().int().nullable(),
    completionTokens: z.number().int().nullable(),
    latencyMs: z.number().int(),
    httpStatus: z.number().int().nullable(),
    error: z.string().nullable(),
  })
  .meta({ id: "Call" });
export type CallDto = z.infer<typeof callSchema>;
