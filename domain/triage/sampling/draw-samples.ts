import "server-only";
import { z } from "zod";
import type { SystemActor } from "@/domain/access/actor";
import { appendEvent } from "@/domain/audit/append-event";
import { insertCase } from "@/domain/triage/case-rows";
import { holdFrame, RULE_VERSION } from "@/domain/triage/sampling/frame";
import { inclusionProbability, type SamplingRates } from "@/domain/triage/sampling/sampling-rates";
import type { Stratum } from "@/domain/triage/sampling/strata";
import { LOWEST_TIER } from "@/domain/triage/tier";
import { chanceOf } from "@/lib/crypto/chance";
import type { Tx } from "@/lib/db/client";
import { newId } from "@/lib/ids/new-id";

const WORKER: SystemActor = { kind: "system", process: "worker" };

/** A conversation whose newest reading, by a model and of all of it, found nothing, and that no case is or was about. */
export type ReadClear = {
  conversationId: string;
  revision: number;
  classificationId: string;
  model: string;
  strategy: string;
  sourceId: string;
  language: string | null;
  stratum: Stratum;
};

const writtenSchema = z.array(
  z.object({ conversation_id: z.uuid(), drawn: z.boolean(), inclusion_probability: z.number() }),
);

async function openSample(tx: Tx, one: ReadClear, probability: number): Promise<void> {
  const { conversationId, revision, classificationId } = one;
  const about = { conversationId, revision, classificationId };
  const caseId = await insertCase(tx, WORKER, { ...about, reason: "sample", tier: LOWEST_TIER, score: null });
  const id = newId();
  await tx.reviewSlot.create({ data: { id, kind: "sample", conversationId, revision, caseId, probability } });
  const facts = { slotId: id, kind: "sample", binding: false };
  await appendEvent(tx, { type: "decide.review.drawn", actor: WORKER, caseId, conversationId, facts });
}

/**
 * Draws a random sample of what was read clear, so that what is missed can be estimated (Poisson sampling: each by itself,
 * drawn if HMAC-SHA-256(frame secret, conversation id) / 2^48 is below its inclusion probability). Each conversation is
 * drawn or not drawn once, and which of the two is written down with everything the estimates need, also where the
 * probability is 0: what was not drawn is the rest of its stratum. What is drawn waits as a blind case. The caller holds
 * the conversations.
 * @returns how many were drawn
 */
export async function drawSamples(tx: Tx, clear: readonly ReadClear[], rates: SamplingRates): Promise<number> {
  if (clear.length === 0) return 0;
  const frame = await holdFrame(tx, WORKER);
  const rows = clear.map((one) => {
    const probability = inclusionProbability(rates, one);
    return {
      id: newId(),
      conversation_id: one.conversationId,
      classification_id: one.classificationId,
      source_id: one.sourceId,
      language: one.language,
      stratum: one.stratum,
      inclusion_probability: probability,
      drawn: chanceOf(frame.key, one.conversationId) < probability,
      model: one.model,
      strategy: one.strategy,
    };
  });
  const written = writtenSchema.parse(
    await tx.$queryRaw`
      INSERT INTO sample (id, frame_id, conversation_id, classification_id, source_id, language, stratum,
        inclusion_probability, drawn, rule_version, model, strategy)
      SELECT id, ${frame.id}::uuid, conversation_id, classification_id, source_id, language, stratum,
        inclusion_probability, drawn, ${RULE_VERSION}, model, strategy
      FROM json_to_recordset(${JSON.stringify(rows)}::json) AS made (id uuid, conversation_id uuid,
        classification_id uuid, source_id uuid, language text, stratum text, inclusion_probability float8, drawn boolean,
        model text, strategy text)
      ON CONFLICT (conversation_id) DO NOTHING RETURNING conversation_id, drawn, inclusion_probability`,
  );
  const drawn = new Map(
    written.filter((row) => row.drawn).map((row) => [row.conversation_id, row.inclusion_probability] as const),
  );
  for (const one of clear) {
    const probability = drawn.get(one.conversationId);
    if (probability !== undefined) await openSample(tx, one, probability);
  }
  return drawn.size;
}
