import { afterEach, beforeAll, describe, expect, it } from "vitest";
import type { CallRequest, Capabilities } from "@/inference/engines/model";
import { createOpenAiModel, type OpenAiModelOptions } from "@/inference/engines/openai/create-openai-model";
import { detectEngine } from "@/inference/engines/openai/recognise-server";
import { DIALECTS, type ModelServerOptions } from "@/inference/testing/model-server/options";
import { type ModelServer, startModelServer } from "@/inference/testing/model-server/start-model-server";
import { startScriptedServer } from "@/inference/testing/scripted-server";
import { countTokens } from "@/inference/windows/count-tokens";

const REQUEST: CallRequest = {
  prompt: "I went for a walk.",
  promptTokens: 6,
  seed: 1,
  temperature: 0,
  constrained: false,
  urgency: "normal",
  purpose: "read",
  judge: 0,
  window: 0,
};

const running: { close(): unknown }[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((each) => each.close()));
});

async function start(options: Partial<ModelServerOptions>): Promise<ModelServer> {
  const server = await startModelServer({ countTokens, ...options });
  running.push(server);
  return server;
}

function modelAt(server: ModelServer, options: Partial<OpenAiModelOptions> = {}) {
  const { dialect: engine, model } = server.options;
  return createOpenAiModel({ url: server.url, model, apiKey: null, engine, ...options });
}

async function probe(given: Partial<ModelServerOptions>, options?: Partial<OpenAiModelOptions>): Promise<Capabilities> {
  return modelAt(await start(given), options).probe();
}

// The vocabulary takes its time to load on a busy machine.
beforeAll(() => void countTokens("x"), 30_000);

describe("a probe of the test server", () => {
  it.each<[(typeof DIALECTS)[number], object]>([
    ["sglang", { dtype: "bfloat16", serverVersion: "0.5.21", revision: "0".repeat(40), grammar: true, warnings: [] }],
    ["vllm", { dtype: null, serverVersion: "0.12.0+stand.in", grammar: true }],
    ["ollama", { dtype: "BF16", serverVersion: "0.12.11", revision: "0", grammar: true }],
    [
      "llamacpp",
      { dtype: "BF16", serverVersion: "b0-stand-in", revision: "stand-in-BF16.gguf", grammar: true, warnings: [] },
    ],
    ["openai", { dtype: null, serverVersion: null, grammar: true }],
  ])("as %s reads what it says and sees what it does", async (dialect, expected) => {
    const contextLength = dialect === "openai" ? null : 2048;
    expect(await probe({ dialect })).toEqual({
      engine: dialect,
      model: "vigil/stand-in-no-model",
      revision: null,
      contextLength,
      logprobs: true,
      seeds: true,
      templateOverhead: 8,
      probedAt: expect.any(Date),
      warnings: expect.any(Array),
      ...expected,
    });
  });

  it.each<[string, Partial<ModelServerOptions>, Partial<Capabilities>, RegExp]>([
    ["half precision", { precision: "float16" }, { dtype: "float16" }, /run as float16.*numerically unstable/],
    ["quantised weights", { precision: "quantised" }, { dtype: "fp8" }, /quantised \(fp8\)/],
    ["a quantised file", { precision: "quantised", dialect: "llamacpp" }, { dtype: "Q4_K_M" }, /quantised \(Q4_K_M\)/],
    ["a small context", { contextLength: 1024 }, { contextLength: 1024 }, /reads 1024 tokens at once/],
    ["a constraint that is ignored", { ignores: ["constraint"] }, { grammar: false }, /had no effect/],
    ["probabilities that do not come", { ignores: ["logprobs"] }, { logprobs: false }, /No token probabilities/],
    ["seeds that are ignored", { seeds: "ignored" }, { seeds: false }, /cannot be repeated; --enable-deterministic/],
    ["seeds that change nothing", { seeds: "fixed" }, { seeds: false }, /one judge asked several times/],
    ["a queue without priority", { prioritised: false }, {}, /--enable-priority-scheduling/],
    ["vLLM without priority", { prioritised: false, dialect: "vllm" }, {}, /--scheduling-policy priority/],
    ["another tokenizer or template", { countTokens: (text) => text.length }, {}, /chat template or the tokenizer/],
  ])("notices %s", async (_, options, expected, sentence) => {
    const found = await probe(options);
    expect(found).toMatchObject(expected);
    expect(found.warnings.join(" ")).toMatch(sentence);
  });

  it("says when the server is of another kind or serves another model than it was told", async () => {
    const { engine, warnings } = await probe({ dialect: "vllm" }, { engine: "sglang" });
    expect(engine).toBe("vllm");
    expect(warnings.join(" ")).toMatch(/answers like vllm, but is asked as sglang: set INFERENCE_ENGINE=vllm/);
    const other = await probe({}, { model: "nopenet/nope-edge" });
    expect(other.model).toBe("vigil/stand-in-no-model");
    expect(other.warnings.join(" ")).toMatch(/does not list nopenet\/nope-edge/);
  });

  it("believes the settings about the kind where a router hides what tells it", async () => {
    const { engine, warnings } = await probe({ dialect: "openai" }, { engine: "ollama" });
    expect(engine).toBe("ollama");
    expect(warnings.join(" ")).not.toMatch(/answers like/);
  });

  it("decides what later calls are sent", async () => {
    const server = await start({ dialect: "vllm", ignores: ["logprobs"] });
    const model = modelAt(server);
    expect(model.capabilities()).toBeNull();
    const probed = await model.probe();
    expect(model.capabilities()).toEqual(probed);
    server.log.clear();
    const request = { ...REQUEST, constrained: true, urgency: "emergency" } as const;
    const { answer, calls } = await model.call(request);
    expect(server.log.requests[0]).toMatchObject({ priority: -2, structured_outputs: { grammar: expect.any(String) } });
    expect(server.log.requests[0]).not.toHaveProperty("logprobs");
    expect(calls[0]?.constrained).toBe(true);
    expect(answer?.raw).toMatch(/^<reflection>/);
  });

  it("fails with a sentence where there is no answer to be had", async () => {
    const server = await start({ apiKey: "right" });
    await expect(modelAt(server, { apiKey: "wrong" }).probe()).rejects.toThrow(/refused the key/);
    server.fail({ kind: "503" });
    await expect(modelAt(server, { apiKey: "right" }).probe()).rejects.toThrow(/too busy/);
    await server.close();
    await expect(modelAt(server).probe()).rejects.toThrow(/could not be reached/);
  });
});

describe("an answer with its text in the wrong place", () => {
  const completion = (message: object) => ({
    body: { choices: [{ message, finish_reason: "stop" }], usage: { prompt_tokens: 26, completion_tokens: 9 } },
  });

  it.each([
    [{ content: null, reasoning_content: "<reflection>A walk.</reflection>\n<risks/>" }, /where thinking belongs/],
    [{ content: "<think>\nThe user says" }, /thinks aloud/],
    [{ content: "<think>\n\n</think>\n\n<reflection>" }, null],
  ])("%j", async (message, sentence) => {
    const server = await startScriptedServer();
    running.push(server);
    server.script(completion(message));
    const { warnings } = await createOpenAiModel({
      url: server.url,
      model: "m",
      apiKey: null,
      engine: "openai",
    }).probe();
    if (sentence === null) expect(warnings.join(" ")).not.toMatch(/thinks aloud|where thinking belongs/);
    else expect(warnings.join(" ")).toMatch(sentence);
  });
});

it("says so too when a server begins to put answers in the wrong place", async () => {
  const server = await start({ dialect: "vllm" });
  const model = modelAt(server);
  const before = await model.probe();
  expect(before.warnings.join(" ")).not.toMatch(/where thinking belongs/);
  server.fail({ kind: "reasoning-only" });
  await model.call(REQUEST);
  await model.call(REQUEST);
  expect(model.capabilities()?.warnings).toHaveLength(before.warnings.length + 1);
  expect(model.capabilities()?.warnings.join(" ")).toMatch(/where thinking belongs/);
});

describe("which server listens", () => {
  it.each(DIALECTS)("recognises %s", async (dialect) => {
    const server = await start({ dialect, apiKey: "a-key" });
    expect(await detectEngine(server.url, "a-key")).toBe(dialect);
  });

  it("recognises the server of inference/serving/transformers", async () => {
    const server = await startScriptedServer();
    running.push(server);
    server.paths["/get_model_info"] = { body: { engine: "transformers", model_path: "m", dtype: "bfloat16" } };
    server.script({ status: 404, body: {} });
    expect(await detectEngine(server.url, null)).toBe("transformers");
  });

  it("does not guess when the server is too slow to tell", async () => {
    const server = await startScriptedServer();
    running.push(server);
    server.paths["/get_model_info"] = { drop: true };
    server.script({ status: 404, body: {} });
    await expect(detectEngine(server.url, null)).rejects.toThrow(/INFERENCE_ENGINE can name it/);
  });

  it("says when the key is refused or nobody listens", async () => {
    const server = await start({ dialect: "openai", apiKey: "right" });
    await expect(detectEngine(server.url, "wrong")).rejects.toThrow(/refused the key/);
    await expect(detectEngine("http://127.0.0.1:9/v1", null)).rejects.toThrow(/could not be reached/);
  });
});
