import "server-only";
import type { ReadableMessage } from "@/domain/ingest/message";
import { type ConversationReading, unscored } from "@/inference/conversation-reading";
import type { Engine } from "@/inference/engines/engine";
import type { EngineCall } from "@/inference/engines/model";
import type { Rules } from "@/inference/engines/offline/load-rules";
import { builtInRules, readOffline } from "@/inference/engines/offline/read-offline";
import { heuristicClassifier } from "@/inference/engines/offline/tiers/choose-classifier";
import type { SafetyJudge } from "@/inference/engines/offline/tiers/create-safety-judge";
import { askTiers, type TierReport, type Tiers } from "@/inference/engines/offline/tiers/fuse-tiers";
import { SINGLE } from "@/inference/strategies/strategy";

/** `rules` is asked for each reading, so that an admin's new version counts at once. */
export type OfflineEngineOptions = { rules: () => Rules; tiers: Tiers };

function callBy(engine: string, model: string, rest: Partial<EngineCall>): EngineCall {
  return {
    engine,
    model,
    endpoint: null,
    requestId: null,
    purpose: "read",
    judge: 0,
    window: 0,
    constrained: false,
    raw: null,
    seed: null,
    temperature: null,
    finishReason: null,
    promptTokens: null,
    completionTokens: null,
    latencyMs: 0,
    httpStatus: null,
    error: null,
    score: null,
    ...rest,
  };
}

/** What is kept where a model's raw output would stand: which tiers were in use and what each said. */
function describeTiers(rules: Rules, { rule, judge, classifier, fused }: TierReport): string {
  const { call: _call, ...judged } = judge;
  return JSON.stringify({
    rules: rules.name,
    tiers: { judge: judged, classifier },
    scores: { rule, judge: judge.state === "scored" ? judge.score : null, classifier: classifier.mean, fused },
  });
}

function judgeCall(judge: SafetyJudge, { judge: judgement }: TierReport): EngineCall[] {
  const { call } = judgement;
  if (call === null) return [];
  return [
    callBy("judge", judge.model, {
      endpoint: judge.endpoint,
      judge: 1,
      raw: call.raw,
      temperature: 0,
      promptTokens: call.usage?.promptTokens ?? null,
      completionTokens: call.usage?.completionTokens ?? null,
      latencyMs: call.latencyMs,
      httpStatus: call.httpStatus,
      error: judgement.state === "unknown" ? judgement.code : null,
    }),
  ];
}

/** A low score makes a person look where no rule matched; it never takes a rule's risk back. */
function readingOf(read: ConversationReading, { isLow, judge, classifier }: TierReport): ConversationReading {
  if (read.outcome !== "none" || !isLow) return read;
  const by = judge.state === "scored" ? "The judge" : `The classifier ${classifier.name}`;
  return unscored("low_safety_score", `No rule matched. ${by} gave a low safety score.`);
}

/**
 * The engine of a machine without a model server: keyword rules, and beside them a judge and a local classifier whose
 * scores may only make a person look. Always marked provisional.
 */
export function createOfflineEngine({ rules: currentRules, tiers }: OfflineEngineOptions): Engine {
  return {
    name: "offline",
    get model() {
      return currentRules().name;
    },
    async read(messages: readonly ReadableMessage[]) {
      const started = performance.now();
      const rules = currentRules();
      const read = readOffline(messages, rules);
      const report = await askTiers(messages, read.risks.length, tiers);
      const latencyMs = Math.round(performance.now() - started);
      const own = callBy("offline", rules.name, {
        raw: describeTiers(rules, report),
        latencyMs,
        error: report.classifier.failed === null ? null : `classifier_${report.classifier.failed}`,
      });
      return {
        reading: readingOf(read, report),
        windows: [],
        calls: [own, ...(tiers.judge === null ? [] : judgeCall(tiers.judge, report))],
        engine: "offline",
        model: rules.name,
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
}

/** The built-in rules with the seed's heuristic beside them: what is there on every machine. */
export const offlineEngine: Engine = createOfflineEngine({
  rules: () => builtInRules,
  tiers: { judge: null, classifier: heuristicClassifier },
});
