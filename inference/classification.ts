import "server-only";
import { z } from "zod";
import type { CallDto, ClassificationDto } from "@/inference/classification-dto";
import { riskSchema, SEVERITIES } from "@/inference/risk";
import type { Db, Prisma, Tx } from "@/lib/db/client";
import type { OpenKey } from "@/lib/keys/data-keys";
import { openTextOrNull } from "@/lib/keys/open-or-null";

function open(key: OpenKey | null, box: Uint8Array | null, table: string, column: string, row: string): string | null {
  return openTextOrNull(key, box, { table, column, row });
}

/** As inference/record-classification.ts seals them: `messages` are ids. */
const suspectedSchema = z
  .array(riskSchema.extend({ agreement: z.number().nullable(), messages: z.array(z.uuid()) }))
  .transform((risks) => risks.map(({ messages, ...risk }) => ({ ...risk, messageIds: messages })));

const severityScoresSchema = z.record(z.enum(SEVERITIES), z.number()).nullable();

/** Order of readings of one conversation: a slow one of an older revision may end after that of a newer one. */
export const newestFirst = [
  { revision: "desc" },
  { createdAt: "desc" },
] satisfies Prisma.ClassificationOrderByWithRelationInput[];

/**
 * Loads one classification, opened with its conversation's key (null once erased: the words are gone, the facts stay).
 * Words that do not open are null too, and logged.
 */
export async function loadClassification(client: Db | Tx, id: string, key: OpenKey | null): Promise<ClassificationDto> {
  const row = await client.classification.findUniqueOrThrow({
    where: { id },
    include: {
      risks: { orderBy: { position: "asc" }, include: { messages: true } },
      windows: { orderBy: { position: "asc" } },
    },
  });
  const suspected = open(key, row.suspectedSealed, "classification", "suspected_sealed", row.id);
  return {
    id: row.id,
    revision: row.revision,
    outcome: row.outcome,
    unscoredReason: row.unscoredReason,
    unscoredDetail: open(key, row.detailSealed, "classification", "detail_sealed", row.id),
    reflection: open(key, row.reflectionSealed, "classification", "reflection_sealed", row.id),
    risks: row.risks.map(({ id: riskId, featuresSealed, messages, classificationId: _, position: __, ...risk }) => {
      const features = open(key, featuresSealed, "risk", "features_sealed", riskId);
      return {
        ...risk,
        id: riskId,
        features: features ? z.array(z.string()).parse(JSON.parse(features)) : [],
        messageIds: messages.map(({ messageId }) => messageId),
      };
    }),
    suspected: suspected ? suspectedSchema.parse(JSON.parse(suspected)) : [],
    incomplete: row.incomplete,
    windows: row.windows.map(({ firstMessageId, lastMessageId, outcome, flagScore, reused }) => ({
      firstMessageId,
      lastMessageId,
      outcome,
      flagScore,
      reused,
    })),
    engine: row.engine,
    model: row.model,
    modelRevision: row.modelRevision,
    dtype: row.dtype,
    strategy: row.strategy,
    judges: row.judges,
    voteRule: row.voteRule,
    flagScore: row.flagScore,
    provisional: row.provisional,
    tripwire: row.tripwire,
    latencyMs: row.latencyMs,
    createdAt: row.createdAt.toISOString(),
  };
}

/** The model calls of a classification, opened; what does not open is null, and logged. */
export async function loadCalls(client: Db | Tx, classificationId: string, key: OpenKey | null): Promise<CallDto[]> {
  const rows = await client.call.findMany({ where: { classificationId }, orderBy: { position: "asc" } });
  return rows.map(({ id, classificationId: _, rawSealed, createdAt: __, severityScores, ...call }) => ({
    ...call,
    severityScores: severityScoresSchema.parse(severityScores),
    raw: open(key, rawSealed, "call", "raw_sealed", id),
  }));
}
