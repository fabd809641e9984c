import { describe, expect, it, test } from "vitest";
import { heuristicClassifier } from "./choose-classifier";
import type { Judgement, SafetyJudge } from "./create-safety-judge";
import { askTiers } from "./fuse-tiers";
import type { SafetyClassifier, TierScore } from "./tier-score";

const says = (...texts: string[]) => texts.map((text) => ({ role: "user" as const, text }));
const scored = (score: number): TierScore => ({ state: "scored", score });

function judgeSaying(answer: TierScore): SafetyJudge & { asked: number } {
  const judge = {
    model: "judge",
    endpoint: "judge:1",
    asked: 0,
    judge: async (): Promise<Judgement> => {
      judge.asked += 1;
      return { ...answer, call: null };
    },
  };
  return judge;
}

/** A model that gives its scores in turn. */
function modelSaying(...answers: TierScore[]): SafetyClassifier & { asked: number } {
  const model = {
    name: "onnx:test",
    mayRaise: true,
    asked: 0,
    score: async () => answers[model.asked++] ?? scored(1),
    close: async () => undefined,
  };
  return model;
}

describe("the seed's fusion", () => {
  test.each<[string, number, TierScore | null, number[], number | null]>([
    ["no messages at all are safe by the rules", 0, null, [], null],
    ["the judge counts where there is one", 0, scored(0.4), [0.9], 0.4],
    ["the mean of the classifier where there is none", 0, null, [1, 0.5], 0.75],
    ["a rule that is violated counts for more than a judge who sees nothing", 1, scored(1), [1, 1], 0.5],
    ["a rule counts on when the judge's budget is spent", 1, { state: "skipped", why: "budget" }, [1, 1], 0.5],
    ["a judge that fails takes no part", 0, { state: "unknown", code: "timeout" }, [0.8], 0.8],
  ])("%s", async (_name, violations, judged, classified, fused) => {
    const texts = classified.map((_, at) => `text ${at}`);
    const report = await askTiers(says(...texts), violations, {
      judge: judged && judgeSaying(judged),
      classifier: modelSaying(...classified.map(scored)),
    });
    expect(report.fused).toBe(fused);
  });

  it("asks the classifier once for each message and the judge once for a conversation", async () => {
    const [judge, classifier] = [judgeSaying(scored(1)), modelSaying()];
    await askTiers(says("a", "b", "c"), 0, { judge, classifier });
    expect([judge.asked, classifier.asked]).toEqual([1, 3]);
  });

  it("scores the newest messages of a long conversation, and tells how many", async () => {
    const classifier = modelSaying();
    const texts = Array.from({ length: 300 }, (_, at) => `text ${at}`);
    const report = await askTiers(says(...texts), 0, { judge: null, classifier });
    expect(report.classifier.messages).toBe(24);
  });
});

describe("a low score", () => {
  test.each<[string, number, TierScore | null, TierScore[], boolean]>([
    ["of the judge asks for a person", 0, scored(0.2), [scored(1)], true],
    ["of a model for one message among many does too", 0, null, [scored(1), scored(1), scored(0.1)], true],
    ["adds nothing where a rule matched", 1, scored(0), [scored(0)], false],
    ["is not what a failure is", 0, { state: "unknown", code: "x" }, [{ state: "unknown", code: "x" }], false],
    ["is under one half", 0, scored(0.5), [scored(0.5)], false],
  ])("%s", async (_name, violations, judged, classified, low) => {
    const texts = classified.map((_, at) => `text ${at}`);
    const tiers = { judge: judged && judgeSaying(judged), classifier: modelSaying(...classified) };
    expect((await askTiers(says(...texts), violations, tiers)).isLow).toBe(low);
  });

  it("of the heuristic asks for nobody: it is blind to context", async () => {
    const text = "attack hack explosive suicide hate violence";
    const report = await askTiers(says(text), 0, { judge: null, classifier: heuristicClassifier });
    expect(report).toMatchObject({ fused: 0, isLow: false, classifier: { name: "heuristic", mean: 0 } });
  });
});

it("tells of a classifier that failed, instead of calling the text safe", async () => {
  const classifier = modelSaying({ state: "unknown", code: "process_ended" });
  const report = await askTiers(says("hello"), 0, { judge: null, classifier });
  expect(report).toMatchObject({ fused: null, classifier: { mean: null, messages: 0, failed: "process_ended" } });
});
