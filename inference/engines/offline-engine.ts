import "server-only";
import type { ReadableMessage } from "@/domain/ingest/message";
import type { ConversationReading } from "@/inference/conversation-reading";
import type { Engine } from "@/inference/engines/engine";
import type { EngineCall } from "@/inference/engines/model";
import { fuseScores, scoreHeuristic, scoreRules } from "@/inference/engines/offline/heuristic";
import { OFFLINE_VERSION, readOffline } from "@/inference/engines/offline/read-offline";
import { SINGLE } from "@/inference/strategies/strategy";

/**
 * What is kept of an offline reading where a model's raw output would stand: the safety scores of the seed's tiers, from
 * 1 (safe) to 0. They are shown to whoever looks closer; they open and close nothing.
 */
function scoresOf(messages: readonly ReadableMessage[], reading: ConversationReading): string {
  const rule = scoreRules(reading.outcome === "risk" ? reading.risks.length : 0, messages.length);
  const classifier = scoreHeuristic(messages.map((message) => message.text).join("\n"));
  return JSON.stringify({
    rules: OFFLINE_VERSION,
    scores: { rule, classifier, fused: fuseScores({ rule, judge: null, classifier }) },
  });
}

/** The engine of a machine without a model server: keyword rules and a heuristic, always marked provisional. */
export const offlineEngine: Engine = {
  name: "offline",
  model: OFFLINE_VERSION,
  async read(messages) {
    const started = performance.now();
    const reading = readOffline(messages);
    const latencyMs = Math.round(performance.now() - started);
    const call: EngineCall = {
      engine: "offline",
      model: OFFLINE_VERSION,
      endpoint: null,
      requestId: null,
      purpose: "read",
      judge: 0,
      window: 0,
      constrained: false,
      raw: scoresOf(messages, reading),
      seed: null,
      temperature: null,
      finishReason: null,
      promptTokens: null,
      completionTokens: null,
      latencyMs,
      httpStatus: null,
      error: null,
      score: null,
    };
    return {
      reading,
      windows: [],
      calls: [call],
      engine: "offline",
      model: OFFLINE_VERSION,
      modelRevision: null,
      dtype: null,
      strategy: SINGLE,
      provisional: true,
      incomplete: false,
      score: null,
      latencyMs,
    };
  },
  isReachable: async () => true,
};
