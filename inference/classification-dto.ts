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
    agreement: z
      .number()
      .nullable()
      .meta({ description: "Share of the judges that named it, 0 to 1; null where one was asked" }),
    messageIds: z.array(z.uuid()).meta({ description: "The messages that show it, as far as the reading could tell" }),
  })
  .meta({ id: "Risk" });

const { id: _, ...suspectedShape } = riskDtoSchema.shape;
/** A risk that was seen although the conversation as a whole could not be scored. */
const suspectedRiskSchema = z.object(suspectedShape).meta({ id: "SuspectedRisk" });

/** A run of messages that the model saw at once. */
const windowSchema = z
  .object({
    firstMessageId: z.uuid(),
    lastMessageId: z.uuid(),
    outcome: z.enum(OUTCOMES),
    flagScore: z.number().nullable(),
    reused: z.boolean().meta({ description: "Taken over from an earlier reading of the same messages" }),
  })
  .meta({ id: "ReadingWindow" });

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
    suspected: z.array(suspectedRiskSchema).meta({
      description: "Of an unscored reading: risks that some judges named, or the rules while the model was away",
    }),
    incomplete: z.boolean().meta({ description: "A risk was found, but part of the conversation could not be read" }),
    windows: z.array(windowSchema),
    engine: z.string(),
    model: z.string(),
    modelRevision: z.string().nullable(),
    dtype: z.string().nullable(),
    strategy: z.string(),
    judges: z.number().int().nullable(),
    voteRule: z.string().nullable(),
    flagScore: z.number().nullable().meta({
      description: "How much the model leaned towards naming a risk, 0 to 1, from its tokens; no probability of harm",
    }),
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
    endpoint: z.string().nullable(),
    requestId: z.string().nullable(),
    purpose: z.string(),
    judge: z.number().int(),
    window: z.number().int(),
    constrained: z.boolean(),
    raw: z.string().nullable(),
    seed: z.number().int().nullable(),
    temperature: z.number().nullable(),
    finishReason: z.string().nullable(),
    promptTokens: z.number().int().nullable(),
    completionTokens: z.number().int().nullable(),
    latencyMs: z.number().int(),
    httpStatus: z.number().int().nullable(),
    error: z.string().nullable(),
    flagScore: z.number().nullable(),
    severityScores: z
      .object({ mild: z.number(), moderate: z.number(), high: z.number(), critical: z.number() })
      .nullable(),
    scoreCensored: z.boolean().meta({ description: "The server left out an alternative: the score is a bound" }),
  })
  .meta({ id: "Call" });
export type CallDto = z.infer<typeof callSchema>;
