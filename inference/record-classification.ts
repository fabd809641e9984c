import "server-only";
import type { EngineReading } from "@/inference/engines/engine";
import { PREPROCESS_VERSION } from "@/inference/preprocess";
import { sealText } from "@/lib/crypto/seal";
import type { Tx } from "@/lib/db/client";
import { newId } from "@/lib/ids/new-id";
import type { OpenKey } from "@/lib/keys/data-keys";

export type ClassificationOf = { conversationId: string; revision: number; key: OpenKey | null; tripwire: boolean };

/**
 * Writes a reading with its calls and risks, sealing what the model wrote under the conversation's key; without a key
 * its words are not kept, and the facts are. The caller appends the audit event in the same transaction.
 * @returns the id of the classification
 */
export async function insertClassification(tx: Tx, of: ClassificationOf, result: EngineReading): Promise<string> {
  const id = newId();
  const { reading } = result;
  const seal = (table: string, column: string, row: string, text: string) =>
    of.key && sealText(of.key.key, text, { table, column, row });
  await tx.classification.create({
    data: {
      id,
      conversationId: of.conversationId,
      revision: of.revision,
      engine: result.engine,
      model: result.model,
      strategy: result.strategy,
      preprocessVersion: PREPROCESS_VERSION,
      outcome: reading.outcome,
      unscoredReason: reading.outcome === "unscored" ? reading.reason : null,
      detailSealed: reading.outcome === "unscored" ? seal("classification", "detail_sealed", id, reading.detail) : null,
      reflectionSealed:
        reading.outcome === "unscored" ? null : seal("classification", "reflection_sealed", id, reading.reflection),
      provisional: result.provisional,
      tripwire: of.tripwire,
      latencyMs: result.latencyMs,
    },
  });
  await tx.call.createMany({
    data: result.calls.map(({ raw, ...call }, position) => {
      const callId = newId();
      return {
        ...call,
        id: callId,
        classificationId: id,
        position,
        rawSealed: raw === null ? null : seal("call", "raw_sealed", callId, raw),
      };
    }),
  });
  if (reading.outcome === "risk") {
    await tx.risk.createMany({
      data: reading.risks.map(({ features, ...risk }, position) => {
        const riskId = newId();
        const featuresSealed =
          features.length === 0 ? null : seal("risk", "features_sealed", riskId, JSON.stringify(features));
        return { ...risk, id: riskId, classificationId: id, position, featuresSealed };
      }),
    });
  }
  return id;
}
