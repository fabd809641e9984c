import "server-only";
import { readingFacts, wasAway } from "@/domain/measure/reading-facts";
import type { LeftOut } from "@/domain/measure/shadow/shadow-dto";
import { wordsAsOf } from "@/domain/measure/shadow/words-as-of";
import { tierOfReading } from "@/domain/triage/case-after-reading";
import { tierOfRisks, UNSCORED_TIER } from "@/domain/triage/tier";
import { loadClassification } from "@/inference/classification";
import type { Engine, EngineReading } from "@/inference/engines/engine";
import { loadMessages } from "@/inference/load-messages";
import type { Strategy } from "@/inference/strategies/strategy";
import { db } from "@/lib/db/client";
import { openDataKeyOrNull } from "@/lib/keys/open-or-null";

/** A conversation whose turn it is, and the reading that stood when the run was ordered. */
export type Waiting = { position: number; conversationId: string; classificationId: string; revision: number };

/** What came of it. `away`: no model was there, so that it has to be read again. */
export type Beside =
  | { kind: "left_out"; reason: LeftOut }
  | { kind: "away" }
  | { kind: "read"; read: EngineReading; facts: BesideFacts };
export type BesideFacts = ReturnType<typeof readingFacts> & {
  score: number | null;
  /** Of the case that each reading asks for; null where it asks for none. */
  tier: number | null;
  standingTier: number | null;
};

type How = { engine: Engine; strategy: Strategy; signal: AbortSignal };

/** The tier that the standing reading asks for, by the same rule as for a new one, whatever became of its case since. */
async function standingTierOf(classificationId: string, key: ReturnType<typeof openDataKeyOrNull>) {
  const { outcome, risks, suspected, incomplete } = await loadClassification(db(), classificationId, key);
  if (outcome === "none") return null;
  const tier = tierOfRisks(outcome === "risk" ? risks : suspected);
  return outcome === "unscored" || incomplete ? Math.min(tier, UNSCORED_TIER) : tier;
}

/**
 * Reads the words that a standing reading was made of with another reader, in the background: what is live goes before.
 * Nothing of the desk is asked to change, and the words go nowhere but to the reader.
 */
export async function readBeside(waiting: Waiting, { engine, strategy, signal }: How): Promise<Beside> {
  const { conversationId: id, classificationId, revision } = waiting;
  const conversation = await db().conversation.findUnique({ where: { id }, include: { dataKey: true } });
  if (conversation === null) return { kind: "left_out", reason: "erased" };
  const seen = wordsAsOf(await loadMessages(db(), id), revision, conversation.erasedAt !== null);
  if (seen.leftOut !== null) return { kind: "left_out", reason: seen.leftOut };
  const standingTier = await standingTierOf(classificationId, openDataKeyOrNull(conversation.dataKey));
  const read = await engine.read(seen.words, { strategy, urgency: "background", signal });
  if (wasAway(read)) return { kind: "away" };
  const { reading, incomplete, score } = read;
  const tier = reading.outcome === "none" ? null : tierOfReading({ reading, incomplete });
  return { kind: "read", read, facts: { ...readingFacts(read), score: score?.flag ?? null, tier, standingTier } };
}
