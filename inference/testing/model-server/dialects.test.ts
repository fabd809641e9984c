import { describe, expect, it, vi } from "vitest";
import type { DialectName, ModelServerOptions } from "@/inference/testing/model-server/options";
import type { ModelServer } from "@/inference/testing/model-server/start-model-server";
import { ask, visit, withServer } from "@/inference/testing/model-server/visit";

const MODEL = "vigil/stand-in-no-model";
const BITES = { choices: [{ message: { content: "VIGIL-OK" } }] };
const FREE = { choices: [{ message: { content: expect.stringContaining("<risks/>") } }] };
const SCHEMA = { type: "json_schema", json_schema: { name: "probe", schema: { const: "VIGIL-OK" } } };

/** How long what must happen may take on a machine that is busy with other things. */
const SLOW = { timeout: 15_000 };

type Case = [DialectName, Record<string, unknown>, number, unknown];

describe("each dialect", () => {
  it.each<[DialectName, string, unknown, number, unknown]>([
    ["sglang", "GET /health", undefined, 200, ""],
    ["sglang", "GET /health_generate", undefined, 200, ""],
    ["sglang", "GET /v1/models", undefined, 200, { data: [{ id: MODEL, owned_by: "sglang", max_model_len: 2048 }] }],
    ["sglang", "GET /get_model_info", undefined, 200, { model_path: MODEL, stand_in: true }],
    [
      "sglang",
      "GET /get_server_info",
      undefined,
      200,
      { dtype: "bfloat16", quantization: null, context_length: 2048, version: "0.5.21", stand_in: true },
    ],
    ["sglang", "POST /tokenize", { prompt: "12345678" }, 200, { count: 2, tokens: [0, 1], max_model_len: 2048 }],
    ["sglang", "POST /tokenize", { messages: [{ role: "user", content: "12345678" }] }, 200, { count: 10 }],
    ["sglang", "POST /tokenize", {}, 400, { object: "error", code: 400 }],
    ["sglang", "GET /version", undefined, 404, { object: "error", code: 404 }],
    ["vllm", "GET /health", undefined, 200, ""],
    ["vllm", "GET /version", undefined, 200, { version: expect.stringMatching(/^\d+\.\d+/) }],
    ["vllm", "GET /v1/models", undefined, 200, { data: [{ id: MODEL, owned_by: "vllm", max_model_len: 2048 }] }],
    ["vllm", "POST /tokenize", { prompt: "12345678" }, 200, { count: 2, max_model_len: 2048 }],
    ["vllm", "GET /metrics", undefined, 200, expect.stringContaining("vllm:num_requests_waiting")],
    ["vllm", "GET /get_server_info", undefined, 404, { error: { code: 404 } }],
    ["vllm", "POST /abort_request", { rid: "x" }, 404, { error: { code: 404 } }],
    ["ollama", "GET /", undefined, 200, "Ollama is running"],
    ["ollama", "GET /api/version", undefined, 200, { version: expect.any(String) }],
    ["ollama", "GET /v1/models", undefined, 200, { data: [{ id: MODEL, owned_by: "library" }] }],
    [
      "ollama",
      "POST /api/show",
      { model: MODEL },
      200,
      { parameters: expect.stringContaining("num_ctx 2048"), details: { format: "gguf", quantization_level: "BF16" } },
    ],
    ["ollama", "POST /api/show", { model: "another" }, 404, { error: expect.stringContaining("not found") }],
    ["ollama", "GET /api/ps", undefined, 200, { models: [{ model: MODEL, context_length: 2048 }] }],
    ["llamacpp", "GET /health", undefined, 200, { status: "ok" }],
    ["llamacpp", "GET /v1/models", undefined, 200, { data: [{ id: MODEL, owned_by: "llamacpp" }] }],
    [
      "llamacpp",
      "GET /props",
      undefined,
      200,
      { default_generation_settings: { n_ctx: 2048 }, model_path: expect.stringContaining("BF16"), total_slots: 64 },
    ],
    ["llamacpp", "GET /slots", undefined, 501, { error: { code: 501, type: "not_supported_error" } }],
    ["llamacpp", "POST /tokenize", { content: "12345678" }, 200, { tokens: [0, 1] }],
    ["openai", "GET /v1/models", undefined, 200, { data: [{ id: MODEL }] }],
    ["openai", "GET /health", undefined, 404, { error: { type: "invalid_request_error" } }],
  ])("describes itself as its server does: %s %s", async (dialect, call, body, status, expected) => {
    await withServer({ dialect }, async (server) => {
      const [method = "", path = ""] = call.split(" ");
      const answer = await visit(server, method, path, body);
      expect(answer.status).toBe(status);
      if (typeof expected === "object" && expected !== null && !("asymmetricMatch" in expected))
        expect(answer.body).toMatchObject(expected);
      else expect(answer.body).toEqual(expected);
    });
  });

  it.each<Case>([
    ["sglang", { regex: "VIGIL-OK" }, 200, BITES],
    ["sglang", { ebnf: 'root ::= "VIGIL-OK"' }, 200, BITES],
    ["sglang", { regex: "VIGIL-OK", ebnf: 'root ::= "VIGIL-OK"' }, 400, { object: "error", code: 400 }],
    ["sglang", { regex: "[a-z" }, 400, { object: "error", code: 400 }],
    ["sglang", { structured_outputs: { regex: "VIGIL-OK" } }, 200, FREE],
    ["vllm", { structured_outputs: { regex: "VIGIL-OK" } }, 200, BITES],
    ["vllm", { structured_outputs: { grammar: 'root ::= "VIGIL-OK"' } }, 200, BITES],
    ["vllm", { structured_outputs: { choice: ["VIGIL-OK"] } }, 200, BITES],
    ["vllm", { regex: "VIGIL-OK", guided_regex: "VIGIL-OK" }, 200, FREE],
    ["ollama", { response_format: SCHEMA }, 200, { choices: [{ message: { content: '"VIGIL-OK"' } }] }],
    ["ollama", { grammar: 'root ::= "VIGIL-OK"', regex: "VIGIL-OK" }, 200, FREE],
    ["llamacpp", { grammar: 'root ::= "VIGIL-OK"' }, 200, BITES],
    ["llamacpp", { regex: "VIGIL-OK" }, 200, FREE],
    ["openai", { response_format: SCHEMA }, 200, { choices: [{ message: { content: '"VIGIL-OK"' } }] }],
    ["openai", { regex: "VIGIL-OK" }, 400, { error: { message: expect.stringContaining("Unrecognized") } }],
  ])("holds an answer to the constraints it knows: %s %j", async (dialect, extras, status, expected) => {
    await withServer({ dialect }, async (server) => {
      expect(await ask(server, "x", extras)).toMatchObject({ status, body: expected });
    });
  });

  it.each<[DialectName, unknown]>([
    ["sglang", { object: "error", code: 400, message: expect.stringContaining("maximum context length of 2048") }],
    ["vllm", { error: { code: 400, message: expect.stringContaining("maximum context length is 2048") } }],
    ["llamacpp", { error: { type: "exceed_context_size_error", n_prompt_tokens: 3008, n_ctx: 2048 } }],
    ["openai", { error: { code: "context_length_exceeded" } }],
  ])("refuses a prompt that is too long: %s", async (dialect, expected) => {
    await withServer({ dialect, countTokens: () => 3_000 }, async (server) => {
      expect(await ask(server, "x")).toMatchObject({ status: 400, body: expected });
      expect(server.log.counts.refused).toBe(1);
    });
  });

  it("cuts a prompt that is too long without a word, from its beginning: ollama", async () => {
    await withServer({ dialect: "ollama", contextLength: 100 }, async (server) => {
      const answer = await ask(server, `I want to end it all tonight. ${"and then we had tea ".repeat(100)}`);
      expect(answer).toMatchObject({ status: 200, body: { ...FREE, usage: { prompt_tokens: 100 } } });
    });
  });

  it.each<Case>([
    ["sglang", { model: "another" }, 200, FREE],
    ["vllm", { model: "another" }, 404, { error: { type: "NotFoundError" } }],
    ["ollama", { model: "another" }, 404, { error: { message: expect.stringContaining("try pulling") } }],
    ["llamacpp", { model: "another" }, 200, FREE],
    ["openai", { model: "another" }, 404, { error: { code: "model_not_found" } }],
    ["vllm", { request_id: "mine" }, 200, { id: "mine" }],
    ["sglang", { rid: "mine" }, 200, { id: "mine" }],
    ["llamacpp", { rid: "mine" }, 200, { id: expect.not.stringContaining("mine") }],
  ])("treats names as its server does: %s %j", async (dialect, extras, status, expected) => {
    await withServer({ dialect }, async (server) => {
      expect(await ask(server, "x", extras)).toMatchObject({ status, body: expected });
    });
  });

  it.each<[DialectName, string, number]>([
    ["sglang", "/health", 200],
    ["sglang", "/metrics", 200],
    ["sglang", "/v1/models", 401],
    ["vllm", "/health", 200],
    ["vllm", "/v1/models", 401],
    ["llamacpp", "/health", 200],
    ["llamacpp", "/props", 401],
    ["openai", "/v1/models", 401],
  ])("asks for its key where its server does: %s %s", async (dialect, path, status) => {
    await withServer({ dialect, apiKey: "a-key" }, async (server) => {
      expect((await visit(server, "GET", path)).status).toBe(status);
      const headers = { authorization: "Bearer a-key" };
      expect((await fetch(`${server.origin}${path}`, { headers })).status).toBe(200);
      expect((await ask(server, "x")).status).toBe(401);
    });
  });
});

describe("priority", () => {
  /** One slot; the order in which three that wait are started, by what they are called. */
  async function orderOf(options: Partial<ModelServerOptions>): Promise<string[]> {
    return withServer({ maxRunning: 1, time: { kind: "fixed", serviceMs: 3_600_000 }, ...options }, async (server) => {
      const leaving = new AbortController();
      const first = ask(server, "x", {}, leaving.signal);
      await vi.waitFor(() => expect(server.log.counts.started).toBe(1), SLOW);
      // Long enough for one answer to arrive before the next is sent.
      server.settings.time = { kind: "fixed", serviceMs: 20 };
      const order: string[] = [];
      const waiting = [0, 100, -5].map(async (priority, index) => {
        await vi.waitFor(() => expect(server.log.counts.received).toBe(1 + index), SLOW);
        await ask(server, "y", { priority });
        order.push(String(priority));
      });
      await vi.waitFor(() => expect(server.log.counts.received).toBe(4), SLOW);
      leaving.abort();
      await Promise.allSettled([first, ...waiting]);
      return order;
    });
  }

  it.each<[DialectName, string[]]>([
    ["sglang", ["100", "0", "-5"]],
    ["vllm", ["-5", "0", "100"]],
    ["llamacpp", ["0", "100", "-5"]],
  ])("is in the order of its server: %s", async (dialect, order) => {
    expect(await orderOf({ dialect })).toEqual(order);
  });

  it("has no effect in SGLang started without it, and is refused by such a vLLM", async () => {
    expect(await orderOf({ dialect: "sglang", prioritised: false })).toEqual(["0", "100", "-5"]);
    await withServer({ dialect: "vllm", prioritised: false }, async (server) => {
      expect((await ask(server, "x", { priority: 1 })).status).toBe(400);
      expect((await ask(server, "x", { priority: 0 })).status).toBe(200);
    });
  });

  it("lets a more urgent request take the place of the last in a full queue: sglang", async () => {
    const time = { kind: "fixed", serviceMs: 3_600_000 } as const;
    await withServer({ dialect: "sglang", maxRunning: 1, maxQueued: 1, time }, async (server) => {
      const leaving = new AbortController();
      const first = ask(server, "x", {}, leaving.signal);
      await vi.waitFor(() => expect(server.log.counts.started).toBe(1), SLOW);
      const second = ask(server, "y", { priority: 0 });
      await vi.waitFor(() => expect(server.log.counts.received).toBe(2), SLOW);
      const third = ask(server, "z", { priority: 100 }, leaving.signal);
      expect(await second).toMatchObject({
        status: 503,
        body: { message: expect.stringContaining("higher priority") },
      });
      leaving.abort();
      await Promise.allSettled([first, third]);
    });
  });
});

describe("weights that are not in bf16", () => {
  const told = async (server: ModelServer, path: string, body?: unknown) =>
    JSON.stringify((await visit(server, body === undefined ? "GET" : "POST", path, body)).body);

  it.each<[DialectName, string, unknown, "float16" | "quantised", string]>([
    ["sglang", "/get_server_info", undefined, "float16", '"dtype":"float16"'],
    ["sglang", "/get_server_info", undefined, "quantised", '"quantization":"fp8"'],
    ["ollama", "/api/show", { model: MODEL }, "quantised", "Q4_K_M"],
    ["llamacpp", "/props", undefined, "float16", "F16"],
  ])("are told by %s %s, as an option or a fault", async (dialect, path, body, precision, expected) => {
    await withServer({ dialect, precision }, async (server) => {
      expect(await told(server, path, body)).toContain(expected);
    });
    await withServer({ dialect }, async (server) => {
      server.fail({ kind: precision });
      expect(await told(server, path, body)).toContain(expected);
      server.mend();
      expect(await told(server, path, body)).toMatch(/bfloat16|BF16/);
    });
  });
});
