import "server-only";
import type { FoundRisk } from "@/inference/conversation-reading";
import type { EngineReading } from "@/inference/engines/engine";
import { PREPROCESS_VERSION } from "@/inference/preprocess";
import { recordWindows } from "@/inference/window-memory";
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
function idsOf(risk: FoundRisk, messageIds: readonly string[]): string[] {
  return [...new Set(risk.messages.flatMap((index) => messageIds[index] ?? []))];
}

/**
 * Writes a reading with its calls, windows and risks, sealing what the model wrote under the conversation's key; without
 * a key its words are not kept, and the facts are. The caller appends the audit event in the same transaction.
 * @returns the id of the classification
 */
export async function insertClassification(tx: Tx, of: ClassificationOf, result: EngineReading): Promise<string> {
  const id = newId();
  const seal: Seal = (table, column, row, text) => of.key && sealText(of.key.key, text, { table, column, row });
  await tx.classification.create({ data: classificationRow(id, of, result, seal) });
  if (result.calls.length > 0) await tx.call.createMany({ data: callRows(id, result, seal) });
  await recordWindows(tx, { ...of, classificationId: id }, result.windows);
  if (result.reading.outcome !== "risk") return id;
  const risks = result.reading.risks.map((risk) => ({ id: newId(), risk }));
  await tx.risk.createMany({
    data: risks.map(({ id: riskId, risk: { messages: _, features, ...risk } }, position) => ({
      ...risk,
      id: riskId,
      classificationId: id,
      position,
      featuresSealed: features.length === 0 ? null : seal("risk", "features_sealed", riskId, JSON.stringify(features)),
    })),
  });
  const shownBy = risks.flatMap(({ id: riskId, risk }) =>
    idsOf(risk, of.messageIds).map((messageId) => ({ riskId, messageId })),
  );
  if (shownBy.length > 0) await tx.riskMessage.createMany({ data: shownBy });
  return id;
}
