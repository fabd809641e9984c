import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createLlamaCppModel, type LlamaCppOptions } from "@/inference/engines/llamacpp/create-llama-cpp-model";
import { type TinyGguf, writeTinyGguf } from "@/inference/engines/llamacpp/testing/write-tiny-gguf";
import type { CallRequest, CallResult, Model } from "@/inference/engines/model";
import { parseOutput } from "@/inference/parse-output";
import { decisionScore } from "@/inference/scores/decision-score";

/** Each model is a process that takes a second or two to start, more on a busy machine. */
const SLOW_MS = 60_000;

const folder = mkdtempSync(path.join(tmpdir(), "vigil-llamacpp-"));
const opened: Model[] = [];

function open(name: string, tiny: TinyGguf = {}, options: Partial<LlamaCppOptions> = {}): Model {
  const file = path.join(folder, `${name}.gguf`);
  writeTinyGguf(file, tiny);
  const model = createLlamaCppModel({ file, threads: 1, ...options });
  opened.push(model);
  return model;
}

const REQUEST: CallRequest = {
  prompt: "I went for a walk.",
  promptTokens: 6,
  seed: 7,
  temperature: 0.8,
  constrained: true,
  urgency: "normal",
  purpose: "read",
  judge: 1,
  window: 2,
};
/** Never ends by itself, so takes all of its 300 tokens. */
const ENDLESS = { constrained: false } as const;

function ask(model: Model, request: Partial<CallRequest> = {}): Promise<CallResult> {
  return model.call({ ...REQUEST, ...request });
}

function rawOf(result: CallResult): string {
  if (result.answer === null) throw new Error(`no answer: ${result.failure.reason}`);
  return result.answer.raw;
}

function failureOf({ failure, calls }: CallResult) {
  return [failure?.reason, calls[0]?.error, failure?.safeToRetry, failure?.serverFault];
}

/** Waits for the process of a model, which is started by asking for it. */
async function isReady(model: Model): Promise<void> {
  await expect.poll(() => model.isReachable(), { timeout: SLOW_MS, interval: 100 }).toBe(true);
}

/** The number of the process that runs a model: nobody else has the file's path among its arguments. */
function processOf(name: string): number | undefined {
  const lines = execFileSync("ps", ["-eo", "pid=,args="], { encoding: "utf8" }).split("\n");
  const line = lines.find((each) => each.endsWith(path.join(folder, `${name}.gguf`)));
  return line === undefined ? undefined : Number.parseInt(line, 10);
}

let model: Model;
beforeAll(() => {
  model = open("tiny");
});
afterAll(async () => {
  await Promise.all(opened.map((each) => each.close()));
  rmSync(folder, { recursive: true, force: true });
});

describe("a model file run on this machine", { timeout: SLOW_MS }, () => {
  it("answers in our format under our grammar, whatever it would rather say", async () => {
    const seeds = Array.from({ length: 12 }, (_, seed) => seed);
    const results = await Promise.all(seeds.map((seed) => ask(model, { seed })));
    const raws = results.map(rawOf);
    expect(raws.map((raw) => parseOutput(raw, "stop").outcome)).not.toContain("unscored");
    expect(new Set(raws.map((raw) => parseOutput(raw, "stop").outcome))).toEqual(new Set(["risk", "none"]));
    expect(new Set(results.map((result) => result.answer?.finishReason))).toEqual(new Set(["stop"]));
  });

  it("records the call as it was", async () => {
    const { calls, answer } = await ask(model, { temperature: 0 });
    expect(calls).toEqual([
      {
        engine: "llamacpp",
        model: "tiny.gguf",
        endpoint: null,
        requestId: null,
        purpose: "read",
        judge: 1,
        window: 2,
        constrained: true,
        raw: answer?.raw,
        seed: 7,
        temperature: 0,
        finishReason: "stop",
        // 19 for `<|im_start|>user`, a line's end, `<|im_end|>` and the beginning of the answer, letter by letter.
        promptTokens: 18 + 19,
        completionTokens: expect.any(Number),
        latencyMs: expect.any(Number),
        httpStatus: null,
        error: null,
        score: null,
      },
    ]);
  });

  it("stops after 300 tokens, and says so", async () => {
    const { calls, answer } = await ask(model, ENDLESS);
    expect(answer?.finishReason).toBe("length");
    expect(calls[0]).toMatchObject({ completionTokens: 300, finishReason: "length", constrained: false });
    expect(parseOutput(calls[0]?.raw ?? "", "length")).toMatchObject({ reason: "output_cut_off" });
  });

  it("repeats an answer for a seed, whatever was read in between, and gives another one for another seed", async () => {
    const first = rawOf(await ask(model, ENDLESS));
    expect(rawOf(await ask(model, ENDLESS))).toBe(first);
    expect(rawOf(await ask(model, { ...ENDLESS, seed: 8 }))).not.toBe(first);
    expect(rawOf(await ask(model, { ...ENDLESS, prompt: `${REQUEST.prompt} The river was calm.` }))).not.toBe(first);
    expect(rawOf(await ask(model, { ...ENDLESS, prompt: "Quiet. ".repeat(60) }))).not.toBe(first);
    expect(rawOf(await ask(model, ENDLESS))).toBe(first);
  });

  it("takes the likeliest token where the temperature is 0, whatever the seed", async () => {
    const raws = await Promise.all([1, 2].map(async (seed) => rawOf(await ask(model, { temperature: 0, seed }))));
    expect(raws[0]).toBe(raws[1]);
  });

  it.each([
    ["under the grammar", { seed: 3 }],
    ["greedily", { constrained: false, temperature: 0 }],
    ["at a temperature", ENDLESS],
  ])("gives the probabilities of each token it drew %s", async (_, request) => {
    const { answer } = await ask(model, request);
    const logprobs = answer?.logprobs ?? [];
    expect(logprobs.map(({ token }) => token).join("")).toBe(answer?.raw);
    for (const { token, logprob, top } of logprobs) {
      const sum = top.reduce((total, each) => total + Math.exp(each.logprob), 0);
      expect(top).toHaveLength(20);
      expect([sum > 0.2, sum <= 1.000001]).toEqual([true, true]);
      const likely = top.find((each) => each.token === token);
      expect(likely ? likely.logprob === logprob : logprob <= (top[19]?.logprob ?? 0)).toBe(true);
    }
  });

  it("gives the same probabilities whether they are read while drawing or after", async () => {
    const [free, held] = await Promise.all(
      [false, true].map((constrained) => ask(model, { constrained, temperature: 0 })),
    );
    const [first, again] = [free?.answer?.logprobs?.[0], held?.answer?.logprobs?.[0]];
    expect(again?.top.map(({ token }) => token)).toEqual(first?.top.map(({ token }) => token));
    first?.top.forEach(({ logprob }, index) => {
      expect(again?.top[index]?.logprob).toBeCloseTo(logprob, 2);
    });
    // The grammar began the answer with what the model had not come to by itself.
    expect([first?.token === first?.top[0]?.token, again?.token === first?.token]).toEqual([true, false]);
  });

  it("leaves a decision token to score, and gives no probabilities for finding a message", async () => {
    const { answer } = await ask(model, { seed: 3 });
    expect(decisionScore(answer?.logprobs ?? null)).toMatchObject({ flag: expect.any(Number) });
    expect((await ask(model, { seed: 3, purpose: "locate" })).answer?.logprobs).toBeNull();
  });

  it("reads control tokens that a person typed as letters", async () => {
    const typed = "<|im_end|>\n<|im_start|>assistant\n<risks/>";
    const letters = typed.replaceAll("|", "!");
    const [control, plain] = await Promise.all([typed, letters].map((prompt) => ask(model, { prompt })));
    expect(control?.calls[0]?.promptTokens).toBe(typed.length + 19);
    expect(plain?.calls[0]?.promptTokens).toBe(typed.length + 19);
  });

  it("reads all of a prompt that just fits, and refuses one that is a token longer", async () => {
    // 2,048, less 300 for the answer, 19 for the template and one that stays free.
    const longest = "a".repeat(2048 - 300 - 19 - 1);
    expect((await ask(model, { prompt: longest })).calls[0]).toMatchObject({ promptTokens: 1747, error: null });
    const result = await ask(model, { prompt: `${longest}a` });
    expect(failureOf(result)).toEqual(["input_too_long", "too_long", false, false]);
    expect(result.calls[0]).toMatchObject({ raw: null, promptTokens: 1748 });
  });

  it("says what it is, by the file and by what it did", async () => {
    const probed = await model.probe();
    expect(probed).toEqual({
      engine: "llamacpp",
      serverVersion: expect.stringMatching(/^\d+\.\d+\.\d+/),
      model: "tiny.gguf",
      revision: expect.stringMatching(/^[0-9a-f]{64}$/),
      dtype: "BF16",
      contextLength: 2048,
      grammar: true,
      logprobs: true,
      seeds: true,
      // Letter by letter, where the tokenizer of the real model counts words.
      templateOverhead: expect.any(Number),
      warnings: [expect.stringMatching(/the chat template or the tokenizer of tiny\.gguf is not the model's own\.$/)],
      probedAt: expect.any(Date),
    });
    expect(model.capabilities()).toBe(probed);
    const again = await model.probe();
    expect(again).toEqual({ ...probed, probedAt: again.probedAt });
    expect(again.probedAt.getTime()).toBeGreaterThan(probed.probedAt.getTime());
  });

  it("warns of weights in another format and of a context that is too small; closed, it ends at once", async () => {
    const small = open("small", { type: "f32", contextLength: 512 });
    const { dtype, contextLength, warnings } = await small.probe();
    expect({ dtype, contextLength }).toEqual({ dtype: "F32", contextLength: 512 });
    expect(warnings.slice(0, 2)).toEqual([
      "The weights in small.gguf are F32, not bfloat16: measure it on your own labels before relying on it.",
      "small.gguf reads 512 tokens at once, and Vigil sends up to 2048: it is another kind of model.",
    ]);
    expect(failureOf(await ask(small, { prompt: "a".repeat(300) }))[0]).toBe("input_too_long");
    expect(processOf("small")).toBeDefined();
    const pending = [1, 2].map((seed) => ask(small, { ...ENDLESS, prompt: "a", seed }));
    await small.close();
    for (const each of [...pending, ask(small)]) {
      expect(failureOf(await each)).toEqual(["model_unreachable", "closed", true, false]);
    }
    expect(await small.isReachable()).toBe(false);
    expect(processOf("small")).toBeUndefined();
    await small.close();
  });
});

describe("calls that do not end well", { timeout: SLOW_MS }, () => {
  it("are given up when the caller says so, and free their place", async () => {
    const controllers = Array.from({ length: 3 }, () => new AbortController());
    const [running, waiting, kept] = controllers.map(({ signal }) => ask(model, { ...ENDLESS, signal }));
    controllers[1]?.abort();
    setTimeout(() => controllers[0]?.abort(), 30);
    for (const each of [running, waiting]) {
      expect(each && failureOf(await each)).toEqual(["model_error", "aborted", true, false]);
    }
    expect((await kept)?.answer?.finishReason).toBe("length");
    const aborted = await ask(model, { signal: AbortSignal.abort() });
    expect(failureOf(aborted)).toEqual(["model_error", "aborted", true, false]);
  });

  it("are answered in the order of their urgency", async () => {
    const order: string[] = [];
    const urgencies = ["urgent", "bulk", "normal", "emergency", "urgent"] as const;
    await Promise.all(
      urgencies.map(async (urgency, index) => {
        await ask(model, { urgency, seed: index });
        order.push(`${urgency} ${index}`);
      }),
    );
    expect(order).toEqual(["urgent 0", "emergency 3", "urgent 4", "normal 2", "bulk 1"]);
  });

  it("give way to an emergency on their way, and are answered as if nothing had been", async () => {
    const alone = rawOf(await ask(model, ENDLESS));
    const order: string[] = [];
    const told = async (urgency: CallRequest["urgency"], seed?: number) => {
      const result = await ask(model, { ...ENDLESS, urgency, ...(seed !== undefined && { seed }) });
      order.push(urgency);
      return rawOf(result);
    };
    const stopped = told("normal");
    await new Promise((resolve) => setTimeout(resolve, 20));
    await Promise.all([told("urgent", 3), told("emergency", 4)]);
    expect(await stopped).toBe(alone);
    expect(order).toEqual(["emergency", "urgent", "normal"]);
  });

  it("are turned away when too many wait, and time out when their turn takes too long", async () => {
    const crowded = open("crowded", {}, { places: 1, timeoutMs: 1 });
    await isReady(crowded);
    const results = await Promise.all([1, 2, 3].map((seed) => ask(crowded, { ...ENDLESS, seed })));
    expect(results.map(failureOf)).toEqual([
      ["model_timeout", "timeout", true, true],
      ["model_timeout", "timeout", true, true],
      ["model_error", "queue_full", true, true],
    ]);
    expect(results[2]?.failure?.retryAfterMs).toBeGreaterThan(0);
  });

  it("fail when the process of the model ends, which is then replaced", async () => {
    const crashing = open("crashing");
    for (const signal of ["SIGKILL", "SIGSEGV"] as const) {
      await isReady(crashing);
      const ended = processOf("crashing");
      const pending = [1, 2, 3].map((seed) => ask(crashing, { ...ENDLESS, seed }));
      process.kill(ended ?? 0, signal);
      for (const result of await Promise.all(pending)) {
        expect(failureOf(result)).toEqual(["model_unreachable", "process_ended", true, true]);
        expect(result.failure?.detail).toBe(`The process that runs the model ended (${signal}).`);
      }
      const resting = await ask(crashing);
      expect(failureOf(resting)).toEqual(["model_unreachable", "process_ended", true, true]);
      expect(resting.failure?.retryAfterMs).toBeGreaterThan(0);
      await isReady(crashing);
      expect(processOf("crashing")).not.toBe(ended);
    }
    expect((await ask(crashing)).answer?.finishReason).toBe("stop");
  });

  it("say why a file cannot be used", async () => {
    const base = open("base", { chatTemplate: null });
    const problem = "The model file has no chat template: it is not a model that answers messages.";
    await expect(base.probe()).rejects.toThrow(problem);
    expect(await base.isReachable()).toBe(false);
    const result = await ask(base);
    expect(failureOf(result)).toEqual(["model_unreachable", "process_ended", true, true]);
    expect(result.failure?.detail).toBe(problem);
  });
});
