import "server-only";
import { z } from "zod";
import { IMMINENCES, OUTCOMES, RISK_SUBJECTS, RISK_TYPES, SEVERITIES } from "@/inference/risk";
import { openText } from "@/lib/crypto/seal";
import type { Db, Tx } from "@/lib/db/client";
import type { OpenKey } from "@/lib/keys/data-keys";

/** A risk as it leaves the API. `id` names it in a decision. */
export const riskDtoSchema = z
  .object({
    id: z.uuid(),
    subject: z.enum(RISK_SUBJECTS),
    type: z.enum(RISK_TYPES),
    severity: z.enum(SEVERITIES),
    imminence: z.enum(IMMINENCES).nullable(),
    features: z.array(z.string()),
  })
  .meta({ id: "Risk" });
export type RiskDto = z.infer<typeof riskDtoSchema>;

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

function open(key: OpenKey | null, box: Uint8Array | null, table: string, column: string, row: string): string | null {
  return key && box ? openText(key.key, box, { table, column, row }) : null;
}

/** Loads one classification, opened with its conversation's key (null once erased: the words are gone, the facts stay). */
export async function loadClassification(client: Db | Tx, id: string, key: OpenKey | null): Promise<ClassificationDto> {
  const row = await client.classification.findUniqueOrThrow({
    where: { id },
    include: { risks: { orderBy: { position: "asc" } } },
  });
  return {
    id: row.id,
    revision: row.revision,
    outcome: row.outcome,
    unscoredReason: row.unscoredReason,
    unscoredDetail: open(key, row.detailSealed, "classification", "detail_sealed", row.id),
    reflection: open(key, row.reflectionSealed, "classification", "reflection_sealed", row.id),
    risks: row.risks.map(({ id: riskId, subject, type, severity, imminence, featuresSealed }) => {
      const features = open(key, featuresSealed, "risk", "features_sealed", riskId);
      return { id: riskId, subject, type, severity, imminence, features: features ? z.array(z.string()).parse(JSON.parse(features)) : [] };
    }),
    engine: row.engine,
    model: row.model,
    strategy: row.strategy,
    provisional: row.provisional,
    tripwire: row.tripwire,
    latencyMs: row.latencyMs,
    createdAt: row.createdAt.toISOString(),
  };
}

/** The model calls of a classification, opened. */
export async function loadCalls(client: Db | Tx, classificationId: string, key: OpenKey | null): Promise<CallDto[]> {
  const rows = await client.call.findMany({ where: { classificationId }, orderBy: { position: "asc" } });
  return rows.map(({ id, classificationId: _, rawSealed, createdAt: __, ...call }) => ({
    ...call,
    raw: open(key, rawSealed, "call", "raw_sealed", id),
  }));
}
