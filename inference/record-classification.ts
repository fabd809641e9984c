import "server-only";
import type { FoundRisk } from "@/inference/conversation-reading";
import type { EngineReading } from "@/inference/engines/engine";
import { PREPROCESS_VERSION } from "@/inference/preprocess";
import { windowRows } from "@/inference/window-memory";
import { sealText } from "@/lib/crypto/seal";
import { Prisma, type Tx } from "@/lib/db/client";
import { newId } from "@/lib/ids/new-id";
import type { OpenKey } from "@/lib/keys/data-keys";

/** `messageIds`: of the messages that were read, in the order in which the reading counts them. */
export type ClassificationOf = {
  conversationId: string;
  revision: number;
  key: OpenKey | null;
  tripwire: boolean;
  messageIds: readonly string[];
};

type Seal = (table: string, column: string, row: string, text: string) => Uint8Array<ArrayBuffer> | null;

function classificationRow(id: string, of: ClassificationOf, result: EngineReading, seal: Seal) {
  const { reading, strategy } = result;
  const unscored = reading.outcome === "unscored" ? reading : null;
  const suspected = unscored?.suspected.map((risk) => ({ ...risk, messages: idsOf(risk, of.messageIds) })) ?? [];
  return {
    id,
    conversationId: of.conversationId,
    revision: of.revision,
    engine: result.engine,
    model: result.model,
    modelRevision: result.modelRevision,
    dtype: result.dtype,
    strategy: strategy.name,
    judges: strategy.name === "single" ? null : strategy.judges,
    voteRule: strategy.name === "single" ? null : strategy.rule,
    preprocessVersion: PREPROCESS_VERSION,
    outcome: reading.outcome,
    unscoredReason: unscored?.reason ?? null,
    detailSealed: unscored && seal("classification", "detail_sealed", id, unscored.detail),
    reflectionSealed: unscored
      ? null
      : seal("classification", "reflection_sealed", id, "reflection" in reading ? reading.reflection : ""),
    suspectedSealed:
      suspected.length === 0 ? null : seal("classification", "suspected_sealed", id, JSON.stringify(suspected)),
    incomplete: result.incomplete,
    flagScore: result.score?.flag ?? null,
    provisional: result.provisional,
    tripwire: of.tripwire,
    latencyMs: result.latencyMs,
  };
}

function callRows(classificationId: string, result: EngineReading, seal: Seal) {
  return result.calls.map(({ raw, score, ...call }, position) => {
    const id = newId();
    return {
      ...call,
      id,
      classificationId,
      position,
      rawSealed: raw === null ? null : seal("call", "raw_sealed", id, raw),
      flagScore: score?.flag ?? null,
      severityScores: score?.severity ?? Prisma.DbNull,
      scoreCensored: score?.censored ?? false,
    };
  });
}

/** The messages behind a risk, each once: an edited message is read several times. */
function idsOf(risk: Pick<FoundRisk, "messages">, messageIds: readonly string[]): string[] {
  return [...new Set(risk.messages.flatMap((index) => messageIds[index] ?? []))];
}

function riskRows(classificationId: string, of: ClassificationOf, result: EngineReading, seal: Seal) {
  if (result.reading.outcome !== "risk") return [];
  return result.reading.risks.map(({ messages, features, ...risk }, position) => {
    const id = newId();
    const featuresSealed = features.length === 0 ? null : seal("risk", "features_sealed", id, JSON.stringify(features));
    return {
      row: { ...risk, id, classificationId, position, featuresSealed },
      messageIds: idsOf({ messages }, of.messageIds),
    };
  });
}

/**
 * Writes readings with their calls, windows and risks, sealing what the model wrote under each conversation's key;
 * without a key its words are not kept, and the facts are. The caller appends the audit events in the same transaction.
 * @returns the ids of the classifications, in the order of the readings
 */
export async function insertClassifications(
  tx: Tx,
  readings: readonly { of: ClassificationOf; result: EngineReading }[],
): Promise<string[]> {
  const made = readings.map(({ of, result }) => {
    const id = newId();
    const seal: Seal = (table, column, row, text) => of.key && sealText(of.key.key, text, { table, column, row });
    const placed = { ...of, classificationId: id };
    return {
      id,
      classification: classificationRow(id, of, result, seal),
      calls: callRows(id, result, seal),
      windows: windowRows(placed, result.windows),
      risks: riskRows(id, of, result, seal),
    };
  });
  const risks = made.flatMap((one) => one.risks);
  const shownBy = risks.flatMap(({ row, messageIds }) =>
    messageIds.map((messageId) => ({ riskId: row.id, messageId })),
  );
  await tx.classification.createMany({ data: made.map(({ classification }) => classification) });
  await tx.call.createMany({ data: made.flatMap(({ calls }) => calls) });
  await tx.readingWindow.createMany({ data: made.flatMap(({ windows }) => windows) });
  if (risks.length > 0) await tx.risk.createMany({ data: risks.map(({ row }) => row) });
  if (shownBy.length > 0) await tx.riskMessage.createMany({ data: shownBy });
  return made.map(({ id }) => id);
}
