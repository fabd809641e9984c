import { describe, expect, test } from "vitest";
import type { CallRequest, CallResult, Capabilities, EngineCall, Model, TokenLogprob } from "@/inference/engines/model";
import type { UnscoredReason } from "@/inference/risk";
import { askJudge } from "@/inference/strategies/ask-judge";

const NONE = "<reflection>The user asks for a recipe.</reflection>\n<risks/>";
const TAG = '<risk subject="self" type="suicide" severity="high" imminence="urgent"/>';
const RISK = `<reflection>The user states intent.</reflection>\n<risks>\n${TAG}\n</risks>`;
const CONFLICT = "<reflection>The user intends to end their life tonight.</reflection>\n<risks/>";
const CLEAR_JSON = '{"reflection":"The user asks for a recipe.","risks":[]}';

const REQUEST: CallRequest = {
  prompt: "What is said.",
  promptTokens: 5,
  seed: 1,
  temperature: 0,
  constrained: false,
  urgency: "normal",
  purpose: "read",
  judge: 2,
  window: 4,
};

type Step = {
  raw?: string;
  finishReason?: string | null;
  promptTokens?: number | null;
  fails?: UnscoredReason;
  logprobs?: TokenLogprob[];
};

function callOf(request: CallRequest, step: Step): EngineCall {
  const { seed, temperature, purpose, judge, window, constrained } = request;
  const { raw = null, finishReason = "stop", promptTokens = request.promptTokens + 8 } = step;
  const answered = { raw, finishReason, promptTokens, completionTokens: 9, httpStatus: 200, error: null };
  const place = { engine: "scripted", model: "scripted", endpoint: null, requestId: null, latencyMs: 1, score: null };
  return { ...place, ...answered, seed, temperature, purpose, judge, window, constrained };
}

/** A model that answers by a script, and what it was asked. */
function scripted(steps: readonly Step[], capabilities: Partial<Capabilities> | null = null) {
  const asked: CallRequest[] = [];
  const call = async (request: CallRequest): Promise<CallResult> => {
    const step = steps[asked.length];
    if (step === undefined) throw new Error("asked more often than the script has answers");
    asked.push(request);
    const calls = [callOf(request, step)];
    if (step.fails !== undefined) {
      const failure = { reason: step.fails, detail: "It failed.", safeToRetry: true, serverFault: true };
      return { calls, answer: null, failure };
    }
    const { raw = "", finishReason = "stop", logprobs = null } = step;
    return { calls, answer: { raw, finishReason, logprobs }, failure: null };
  };
  const nothing = async () => {
    throw new Error("not asked for here");
  };
  const seen = capabilities as Capabilities | null;
  const model: Model = {
    engine: "scripted",
    model: "scripted",
    call,
    isReachable: nothing,
    probe: nothing,
    capabilities: () => seen,
    close: nothing,
  };
  return { model, asked };
}

const purposes = (calls: readonly EngineCall[]) => calls.map(({ purpose, raw }) => `${purpose}: ${raw}`);

describe("askJudge takes the first answer", () => {
  test.each([
    ["none", NONE],
    ["risk", RISK],
  ])("that reads as %s", async (outcome, raw) => {
    const { model, asked } = scripted([{ raw }]);
    const vote = await askJudge(model, REQUEST);
    expect(vote.reading.outcome).toBe(outcome);
    expect(asked).toEqual([REQUEST]);
    expect(purposes(vote.calls)).toEqual([`read: ${raw}`]);
  });

  test("where the server failed: trying servers again is done below", async () => {
    const { model, asked } = scripted([{ fails: "model_timeout" }]);
    const vote = await askJudge(model, REQUEST);
    expect(vote.reading).toEqual({ outcome: "unscored", reason: "model_timeout", detail: "It failed." });
    expect(asked).toHaveLength(1);
    expect(vote.calls).toHaveLength(1);
  });

  test("where the caller has given up", async () => {
    const { model, asked } = scripted([{ raw: "" }]);
    const vote = await askJudge(model, { ...REQUEST, signal: AbortSignal.abort() });
    expect(vote.reading.outcome).toBe("unscored");
    expect(asked).toHaveLength(1);
  });
});

describe("askJudge asks once more", () => {
  test.each<[string, Step]>([
    ["an empty answer", { raw: "" }],
    ["a refusal", { raw: "I'm sorry, but I can't help with that." }],
    ["garbage", { raw: "\u0000}{<<" }],
    ["an answer given twice", { raw: NONE + NONE }],
    ["an answer cut by the server", { raw: RISK.slice(0, 50), finishReason: "length" }],
    ["a whole answer that the server calls cut", { raw: NONE, finishReason: "length" }],
    ["an answer the server broke off", { raw: NONE, finishReason: "abort" }],
    ["JSON that nobody asked for", { raw: CLEAR_JSON }],
  ])("after %s, with another seed and not greedily", async (_title, first) => {
    const { model, asked } = scripted([first, { raw: RISK }]);
    const vote = await askJudge(model, REQUEST);
    expect(vote.reading.outcome).toBe("risk");
    expect(vote.calls.map(({ purpose }) => purpose)).toEqual(["read", "retry"]);
    expect(asked[1]).toMatchObject({
      prompt: REQUEST.prompt,
      judge: 2,
      window: 4,
      purpose: "retry",
      constrained: false,
    });
    expect(asked[1]?.seed).not.toBe(REQUEST.seed);
    expect(asked[1]?.temperature).toBeGreaterThan(0);
  });

  test("and then leaves it unscored, with both tries", async () => {
    const { model } = scripted([{ raw: "x" }, { raw: RISK.slice(0, 40), finishReason: "length" }]);
    const vote = await askJudge(model, REQUEST);
    expect(vote.reading).toMatchObject({ outcome: "unscored", reason: "output_cut_off" });
    expect(purposes(vote.calls)).toEqual(["read: x", `retry: ${RISK.slice(0, 40)}`]);
  });

  test("keeps the temperature of a judge that samples already", async () => {
    const { model, asked } = scripted([{ raw: "" }, { raw: NONE }]);
    await askJudge(model, { ...REQUEST, temperature: 0.9, seed: 7 });
    expect(asked[1]).toMatchObject({ temperature: 0.9 });
    expect(asked[1]?.seed).not.toBe(7);
  });

  test("with seeds that no other judge or its second try has", async () => {
    const seeds: number[] = [];
    for (let seed = 1; seed <= 9; seed++) {
      const { model, asked } = scripted([{ raw: "" }, { raw: NONE }]);
      await askJudge(model, { ...REQUEST, seed });
      seeds.push(...asked.map((request) => request.seed));
    }
    expect(new Set(seeds).size).toBe(18);
  });

  test("held to the format where the model was seen to be able to", async () => {
    const { model, asked } = scripted([{ raw: "" }, { raw: NONE }], { grammar: true });
    await askJudge(model, REQUEST);
    expect(asked.map(({ constrained }) => constrained)).toEqual([false, true]);
    const without = scripted([{ raw: "" }, { raw: NONE }], { grammar: false });
    await askJudge(without.model, REQUEST);
    expect(without.asked[1]?.constrained).toBe(false);
  });

  test("and reads JSON then, from a server that can be held to nothing else", async () => {
    const { model } = scripted([{ raw: "" }, { raw: CLEAR_JSON }], { grammar: true });
    expect((await askJudge(model, REQUEST)).reading).toMatchObject({ outcome: "none" });
  });
});

describe("askJudge leaves unscored, without asking again,", () => {
  test("an answer that finds nothing under a reflection that names a danger", async () => {
    const { model, asked } = scripted([{ raw: CONFLICT }]);
    const vote = await askJudge(model, REQUEST);
    expect(vote.reading).toMatchObject({ outcome: "unscored", reason: "reflection_conflict" });
    expect(JSON.stringify(vote.reading)).not.toContain("tonight");
    expect(asked).toHaveLength(1);
  });

  test.each([
    ["goes round in circles", `<reflection>${"The user writes about it. ".repeat(12)}</reflection>\n<risks/>`],
    ["declines to answer", "<reflection>I'm sorry, but I cannot help with that.</reflection>\n<risks/>"],
  ])("an answer that %s, though it is well-formed; it is asked for once more", async (_, raw) => {
    const { model, asked } = scripted([{ raw }, { raw }]);
    expect((await askJudge(model, REQUEST)).reading).toMatchObject({ reason: "output_not_understood" });
    expect(asked.map(({ purpose }) => purpose)).toEqual(["read", "retry"]);
  });

  test("a refusal, though the second try finds nothing; a risk in that one counts", async () => {
    const refusal = { raw: "I'm sorry, but I can't help with that." };
    const clear = scripted([refusal, { raw: NONE }]);
    expect((await askJudge(clear.model, REQUEST)).reading).toMatchObject({ reason: "output_not_understood" });
    const risky = scripted([refusal, { raw: RISK }]);
    expect((await askJudge(risky.model, REQUEST)).reading.outcome).toBe("risk");
  });

  test("an answer to a text that the server cut, whatever it says; a risk in it is suspected", async () => {
    for (const raw of [NONE, RISK, "garbage"]) {
      const { model, asked } = scripted([{ raw, promptTokens: 4 }], { templateOverhead: 8 });
      const vote = await askJudge(model, REQUEST);
      expect(vote.reading).toMatchObject({ outcome: "unscored", reason: "input_cut" });
      expect(vote.suspected?.map(({ type }) => type)).toEqual(raw === RISK ? ["suicide"] : undefined);
      expect(asked).toHaveLength(1);
    }
  });

  test.each([[5], [13], [null]])("but not where the server read %j tokens of 5", async (promptTokens) => {
    const { model } = scripted([{ raw: NONE, promptTokens }], { templateOverhead: 8 });
    expect((await askJudge(model, REQUEST)).reading.outcome).toBe("none");
  });
});

describe("askJudge scores", () => {
  const certain = (token: string) => ({ token, logprob: 0, top: [{ token, logprob: 0 }] });
  const decided = {
    token: "/>",
    logprob: Math.log(0.75),
    top: [
      { token: "/>", logprob: Math.log(0.75) },
      { token: ">", logprob: Math.log(0.25) },
    ],
  };
  const tokensOf = (raw: string) => [certain(raw.slice(0, -2)), decided];

  test("an answer that was read, at the vote and at its call", async () => {
    const { model } = scripted([{ raw: "x" }, { raw: NONE, logprobs: tokensOf(NONE) }]);
    const vote = await askJudge(model, REQUEST);
    expect(vote.score).toEqual({ flag: 0.25, severity: null, censored: false });
    expect(vote.calls.map(({ score }) => score)).toEqual([null, vote.score]);
  });

  test("an answer that contradicts itself too, and none that was not understood", async () => {
    const conflict = scripted([{ raw: CONFLICT, logprobs: tokensOf(CONFLICT) }]);
    expect((await askJudge(conflict.model, REQUEST)).score?.flag).toBe(0.25);
    const cut = { raw: NONE, finishReason: "length", logprobs: tokensOf(NONE) };
    const unread = scripted([cut, cut]);
    expect((await askJudge(unread.model, REQUEST)).score).toBeNull();
  });
});
