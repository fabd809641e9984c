import { describe, expect, it } from "vitest";
import type { Engine } from "@/inference/engines/engine";
import { builtInRules } from "@/inference/engines/offline/read-offline";
import type { Judgement, SafetyJudge } from "@/inference/engines/offline/tiers/create-safety-judge";
import type { SafetyClassifier, TierScore } from "@/inference/engines/offline/tiers/tier-score";
import { createOfflineEngine, offlineEngine } from "@/inference/engines/offline-engine";
import { SINGLE } from "@/inference/strategies/strategy";

const read = (engine: Engine, text: string) =>
  engine.read([{ role: "user", text }], { strategy: SINGLE, urgency: "normal" });
const rawOf = (calls: readonly { raw: string | null }[]) => JSON.parse(calls[0]?.raw ?? "");

const model = (answer: TierScore): SafetyClassifier => ({
  name: "onnx:test",
  mayRaise: true,
  score: async () => answer,
  close: async () => undefined,
});
const judge = (answer: Judgement): SafetyJudge => ({ model: "judge", endpoint: "host:1", judge: async () => answer });
const engineWith = (tiers: { judge?: Judgement; classifier?: TierScore }) =>
  createOfflineEngine({
    rules: () => builtInRules,
    tiers: {
      judge: tiers.judge === undefined ? null : judge(tiers.judge),
      classifier: model(tiers.classifier ?? { state: "scored", score: 1 }),
    },
  });

const BENIGN = "See you at the park on Sunday.";
const RISK = "I want to end it all tonight, the violence has to stop";

describe("the offline engine", () => {
  it("marks every reading provisional and keeps its scores where a raw output would stand", async () => {
    const result = await read(offlineEngine, RISK);
    expect(result).toMatchObject({ provisional: true, engine: "offline", reading: { outcome: "risk" } });
    expect(rawOf(result.calls)).toMatchObject({
      tiers: { judge: { state: "skipped", why: "off" }, classifier: { name: "heuristic" } },
      scores: { classifier: 0.8, rule: expect.any(Number) },
    });
  });

  it("reads a benign text as clear", async () => {
    const result = await read(offlineEngine, BENIGN);
    expect(result.reading.outcome).toBe("none");
    expect(rawOf(result.calls)).toMatchObject({ scores: { rule: 1, classifier: 1, fused: 1 } });
  });
});

describe("the tiers beside the rules", () => {
  const call = { raw: '{"score": 0.1, "notes": "private"}', latencyMs: 5, httpStatus: 200, usage: null };

  it.each([
    ["a judge", { judge: { state: "scored", score: 0.1, call } as const }, /^No rule matched\. The judge gave/u],
    ["a model", { classifier: { state: "scored", score: 0.1 } as const }, /The classifier onnx:test gave a low/u],
  ])("hand a text to a person where %s finds it unsafe and no rule matched", async (_name, tiers, detail) => {
    const { reading } = await read(engineWith(tiers), BENIGN);
    expect(reading).toMatchObject({
      outcome: "unscored",
      reason: "low_safety_score",
      detail: expect.stringMatching(detail),
    });
    expect(JSON.stringify(reading)).not.toContain("private");
  });

  it("never take a rule's risk back", async () => {
    const tiers = { judge: { state: "scored", score: 1, call } as const };
    expect((await read(engineWith(tiers), RISK)).reading.outcome).toBe("risk");
  });

  it("keep the judge's call, and say what failed", async () => {
    const failed = { ...call, raw: null, httpStatus: 503 };
    const { calls, reading } = await read(
      engineWith({
        judge: { state: "unknown", code: "http_503", call: failed },
        classifier: { state: "unknown", code: "process_ended" },
      }),
      BENIGN,
    );
    expect(reading.outcome).toBe("none");
    expect(calls.map(({ engine, error, httpStatus }) => ({ engine, error, httpStatus }))).toEqual([
      { engine: "offline", error: "classifier_process_ended", httpStatus: null },
      { engine: "judge", error: "http_503", httpStatus: 503 },
    ]);
    expect(rawOf(calls)).toMatchObject({ scores: { judge: null, classifier: null, fused: null } });
  });
});
