import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { CallRequest, CallResult } from "@/inference/engines/model";
import { createOpenAiModel, type OpenAiModelOptions } from "@/inference/engines/openai/create-openai-model";
import { MODEL_SERVERS } from "@/inference/engines/openai/dialect";
import {
  type ScriptedAnswer,
  type ScriptedServer,
  type SeenRequest,
  startScriptedServer,
} from "@/inference/testing/scripted-server";

let server: ScriptedServer;
beforeEach(async () => {
  server = await startScriptedServer();
});
afterEach(() => server.close());

const CLEAR = "<reflection>A walk.</reflection>\n<risks/>";
const REQUEST: CallRequest = {
  prompt: "I went for a walk.",
  promptTokens: 6,
  seed: 7,
  temperature: 0,
  constrained: false,
  urgency: "normal",
  purpose: "read",
  judge: 1,
  window: 2,
};

function says(message: object, more: object = {}): ScriptedAnswer {
  const choice = { index: 0, message: { role: "assistant", ...message }, finish_reason: "stop", ...more };
  return {
    body: { id: "c-1", model: "served", choices: [choice], usage: { prompt_tokens: 14, completion_tokens: 9 } },
  };
}

function modelOf(options: Partial<OpenAiModelOptions> = {}) {
  return createOpenAiModel({
    url: server.url,
    model: "nopenet/nope-edge",
    apiKey: null,
    engine: "sglang",
    timeoutMs: 300,
    ...options,
  });
}

async function ask(answer: ScriptedAnswer, options?: Partial<OpenAiModelOptions>, request?: Partial<CallRequest>) {
  server.script(answer);
  return modelOf(options).call({ ...REQUEST, ...request });
}

describe("a call", () => {
  it("asks as the model's documentation does, and leaves nothing to the server's defaults", async () => {
    await ask(says({ content: CLEAR }));
    expect(server.seen).toHaveLength(1);
    expect(server.seen[0]).toEqual({
      method: "POST",
      path: "/v1/chat/completions",
      authorization: undefined,
      body: {
        model: "nopenet/nope-edge",
        messages: [{ role: "user", content: "I went for a walk." }],
        temperature: 0,
        top_p: 1,
        top_k: -1,
        min_p: 0,
        repetition_penalty: 1,
        max_tokens: 300,
        seed: 7,
        logprobs: true,
        top_logprobs: 20,
        separate_reasoning: false,
        priority: 50,
        rid: expect.stringMatching(/^[0-9a-f-]{36}$/),
      },
    });
  });

  it("keeps all that is known of it", async () => {
    const result = await ask(says({ content: CLEAR }), {}, { purpose: "retry" });
    expect(result).toEqual({
      calls: [
        {
          engine: "sglang",
          model: "served",
          endpoint: new URL(server.url).host,
          requestId: server.seen[0]?.body.rid,
          purpose: "retry",
          judge: 1,
          window: 2,
          constrained: false,
          raw: CLEAR,
          seed: 7,
          temperature: 0,
          finishReason: "stop",
          promptTokens: 14,
          completionTokens: 9,
          latencyMs: expect.any(Number),
          httpStatus: 200,
          error: null,
          score: null,
        },
      ],
      answer: { raw: CLEAR, finishReason: "stop", logprobs: null },
      failure: null,
    });
  });

  it("sends the key it was given", async () => {
    await ask(says({ content: CLEAR }), { apiKey: "a-key" });
    expect(server.seen[0]?.authorization).toBe("Bearer a-key");
  });

  it("returns the alternatives of every token, and none where one lacks its probability", async () => {
    const token = { token: "ks", logprob: -0.1, bytes: [107], top_logprobs: [{ token: "k", logprob: -2, bytes: [] }] };
    const whole = await ask(says({ content: CLEAR }, { logprobs: { content: [token] } }));
    expect(whole.answer?.logprobs).toEqual([{ token: "ks", logprob: -0.1, top: [{ token: "k", logprob: -2 }] }]);
    const broken = await ask(says({ content: CLEAR }, { logprobs: { content: [token, { token: "x" }] } }));
    expect(broken.answer).toEqual({ raw: CLEAR, finishReason: "stop", logprobs: null });
  });

  it.each(["reasoning_content", "reasoning"])("takes the answer from %s where there is no content", async (field) => {
    const result = await ask(says({ content: null, [field]: CLEAR }));
    expect(result.answer?.raw).toBe(CLEAR);
  });

  it.each([[""], [null], [undefined]])("takes %j without reasoning for an empty answer", async (content) => {
    expect((await ask(says({ content }))).answer?.raw).toBe("");
  });

  it("says when an answer was cut off", async () => {
    const result = await ask(says({ content: "<reflection>The us" }, { finish_reason: "length" }));
    expect(result.answer).toMatchObject({ raw: "<reflection>The us", finishReason: "length" });
  });
});

function isCall(request: SeenRequest): boolean {
  return request.path === "/v1/chat/completions";
}

/** reason, code, may be tried again, counts against the server, milliseconds to wait */
type Expected = [string, string, boolean, boolean, number?];

function outcomeOf(result: CallResult): unknown[] {
  const failure = result.failure;
  const wait = failure?.retryAfterMs === undefined ? [] : [failure.retryAfterMs];
  return [failure?.reason, result.calls.at(-1)?.error, failure?.safeToRetry, failure?.serverFault, ...wait];
}

describe("a failure", () => {
  const error = (status: number, body: unknown, headers?: Record<string, string>) => ({ status, body, headers });
  const page = (status: number) => ({ status, raw: "<html>secret</html>", headers: { "content-type": "text/html" } });

  it.each<[string, ScriptedAnswer, Expected]>([
    ["a page instead of an answer", page(200), ["model_error", "malformed", true, true]],
    ["JSON that breaks off", { raw: '{"choices": [' }, ["model_error", "malformed", true, true]],
    ["no choices", { body: { choices: [] } }, ["model_error", "malformed", true, true]],
    ["nothing at all", { status: 204, raw: "" }, ["model_error", "malformed", true, true]],
    ["far too long an answer", says({ content: "x".repeat(70_000) }), ["model_error", "too_large", true, true]],
    ["a body without end", { raw: " ".repeat(9_000_000) }, ["model_error", "too_large", false, true]],
    [
      "a stopped call",
      says({ content: "<ref" }, { finish_reason: "abort" }),
      ["model_error", "finish_abort", true, false],
    ],
    ["an error of the server", error(500, {}), ["model_error", "http_500", true, true]],
    ["an error of a proxy", page(502), ["model_error", "http_502", true, true]],
    ["a gateway's time-out", page(504), ["model_timeout", "http_504", true, true]],
    [
      "a full queue of SGLang",
      error(503, { object: "error", message: "The request queue is full.", type: "x", param: null, code: 503 }),
      ["model_error", "http_503", true, true],
    ],
    ["a wait in seconds", error(429, {}, { "retry-after": "2" }), ["model_error", "http_429", true, true, 2000]],
    [
      "a wait in milliseconds",
      error(503, {}, { "retry-after-ms": "150", "retry-after": "1" }),
      ["model_error", "http_503", true, true, 150],
    ],
    ["a wait that makes no sense", error(503, {}, { "retry-after": "-5" }), ["model_error", "http_503", true, true]],
    ["a wrong key", error(401, { error: "Unauthorized" }), ["model_error", "key_refused", false, true]],
    [
      "another model",
      error(404, { error: { message: "The model `x` does not exist.", type: "NotFoundError", code: 404 } }),
      ["model_error", "model_not_found", false, true],
    ],
    ["a wrong path", page(404), ["model_error", "http_404", false, true]],
    [
      "a redirect",
      { status: 307, raw: "", headers: { location: "http://127.0.0.1:9/v1" } },
      ["model_error", "http_307", false, true],
    ],
    [
      "a refused field",
      error(400, { error: { message: "Unexpected token in seed" } }),
      ["model_error", "http_400", false, false],
    ],
    ["no answer", { hang: true }, ["model_timeout", "timeout", true, true]],
    ["an answer that never ends", { half: "hang" }, ["model_timeout", "timeout", true, true]],
    ["an answer that breaks off", { half: "drop" }, ["model_unreachable", "connection", true, true]],
    ["a broken connection", { drop: true }, ["model_unreachable", "connection", true, true]],
  ])("is told for what it is after %s", async (_, answer, expected) => {
    const result = await ask(answer);
    expect(outcomeOf(result)).toEqual(expected);
    expect(result.answer).toBeNull();
    expect(JSON.stringify(result)).not.toContain("secret");
  });

  it.each<[OpenAiModelOptions["engine"], unknown]>([
    [
      "sglang",
      {
        object: "error",
        message: "Requested token count exceeds the model's maximum context length of 2048 tokens.",
        code: 400,
      },
    ],
    [
      "sglang",
      { error: { message: "The input (3000 tokens) is longer than the model's context length (2048 tokens)." } },
    ],
    [
      "vllm",
      { error: { message: "This model's maximum context length is 2048 tokens. However, you requested 3000." } },
    ],
    [
      "vllm",
      { error: { message: "The decoder prompt (length 3000) is longer than the maximum model length of 2048." } },
    ],
    [
      "llamacpp",
      {
        error: {
          code: 400,
          message: "the request exceeds the available context size",
          type: "exceed_context_size_error",
        },
      },
    ],
    ["ollama", { error: { message: "the input length exceeds the context length", type: "api_error" } }],
    ["transformers", { error: { message: "more than the context length of 2048", code: "context_length_exceeded" } }],
    ["openai", { error: { message: "too long", type: "invalid_request_error", code: "context_length_exceeded" } }],
    ["openai", { error: { message: "This model's maximum context length is 2048 tokens." } }],
  ])("of %s that means too long an input is told from others", async (engine, body) => {
    const result = await ask({ status: 400, body }, { engine });
    expect(outcomeOf(result)).toEqual(["input_too_long", "too_long", false, false]);
  });

  it("is told when no server listens", async () => {
    const model = modelOf({ url: "http://127.0.0.1:9/v1" });
    expect(outcomeOf(await model.call(REQUEST))).toEqual(["model_unreachable", "connection", true, true]);
    expect(await model.isReachable()).toBe(false);
  });
});

describe("giving up", () => {
  it("records the call as aborted, and tells SGLang to end it", async () => {
    const caller = new AbortController();
    setTimeout(() => caller.abort(), 50);
    const result = await ask({ hang: true }, { timeoutMs: 5_000 }, { signal: caller.signal });
    expect(outcomeOf(result)).toEqual(["model_error", "aborted", true, false]);
    await expect
      .poll(() => server.seen.at(-1))
      .toMatchObject({
        path: "/abort_request",
        body: { rid: server.seen[0]?.body.rid },
      });
  });

  it("tells SGLang to end a call that was not answered in time", async () => {
    await ask({ hang: true });
    await expect.poll(() => server.seen.map((each) => each.path)).toContain("/abort_request");
  });

  it("asks nothing when the caller had given up before", async () => {
    const result = await ask(says({ content: CLEAR }), {}, { signal: AbortSignal.abort() });
    expect(outcomeOf(result)).toEqual(["model_error", "aborted", true, false]);
    expect(server.seen.filter(isCall)).toHaveLength(0);
  });

  it("ends every call that runs when it is closed, and answers none after", async () => {
    server.script({ hang: true });
    const model = modelOf({ timeoutMs: 5_000 });
    const running = [model.call(REQUEST), model.call(REQUEST)];
    await expect.poll(() => server.seen.filter(isCall)).toHaveLength(2);
    await model.close();
    for (const each of [...running, model.call(REQUEST)]) expect(outcomeOf(await each)).toContain("aborted");
    expect(await model.isReachable()).toBe(false);
  });
});

describe("what each server is sent beside the standard fields", () => {
  it.each(MODEL_SERVERS)("%s", async (engine) => {
    await ask(says({ content: CLEAR }), { engine }, { urgency: "emergency", constrained: true });
    const { model, messages, temperature, top_p, max_tokens, seed, ...extra } = server.seen[0]?.body ?? {};
    expect({ temperature, top_p, max_tokens, seed }).toEqual({ temperature: 0, top_p: 1, max_tokens: 300, seed: 7 });
    const grammar = expect.stringContaining("root ::= ");
    const id = expect.any(String);
    const logprobs = { logprobs: true, top_logprobs: 20 };
    expect(extra).toEqual(
      {
        sglang: {
          ...logprobs,
          top_k: -1,
          min_p: 0,
          repetition_penalty: 1,
          separate_reasoning: false,
          priority: 150,
          rid: id,
          ebnf: grammar,
        },
        vllm: { ...logprobs, top_k: -1, min_p: 0, repetition_penalty: 1, request_id: id },
        ollama: logprobs,
        llamacpp: {
          ...logprobs,
          top_k: 0,
          min_p: 0,
          typical_p: 1,
          repeat_penalty: 1,
          cache_prompt: false,
          reasoning_format: "none",
          grammar,
        },
        transformers: { ...logprobs, top_k: 0, min_p: 0, repetition_penalty: 1, request_id: id },
        openai: {},
      }[engine],
    );
  });
});

describe("whether a server can be reached", () => {
  it.each<[number, boolean]>([
    [200, true],
    [404, true],
    [401, false],
    [503, false],
  ])("status %i: %s", async (status, expected) => {
    server.script({ status, body: {} });
    expect(await modelOf().isReachable()).toBe(expected);
  });
});
