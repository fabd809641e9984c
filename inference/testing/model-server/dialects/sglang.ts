/** SGLang: flat errors, higher priority first, `regex` and `ebnf` at the top level, everything about itself in one place. */
import { chatRequestSchema, promptTokens } from "@/inference/testing/model-server/chat-request";
import type { Constraint } from "@/inference/testing/model-server/constraint";
import {
  type Dialect,
  modelList,
  ok,
  plainText,
  type Reply,
  type Route,
  responseFormat,
  type ServerView,
  stringField,
  tokenIds,
} from "@/inference/testing/model-server/dialects/dialect";

const TYPES: Readonly<Record<number, string>> = {
  400: "BadRequestError",
  404: "NotFoundError",
  429: "RateLimitError",
  500: "InternalServerError",
  503: "ServiceUnavailableError",
};

function error(status: number, message: string): Reply {
  if (status === 401) return { status, body: { error: "Unauthorized" } };
  return { status, body: { object: "error", message, type: TYPES[status] ?? "Error", param: null, code: status } };
}

const modelInfo: Route = ({ options }) =>
  ok({
    model_path: options.model,
    tokenizer_path: options.model,
    is_generation: true,
    preferred_sampling_params: null,
    weight_version: "stand-in",
    stand_in: true,
  });

/** The precision in SGLang's words. */
function dtypeOf(view: ServerView) {
  const precision = view.precision();
  return {
    dtype: precision === "float16" ? "float16" : "bfloat16",
    quantization: precision === "quantised" ? "fp8" : null,
  };
}

const serverInfo: Route = (view) => {
  const { options } = view;
  const { running, queued } = view.load();
  return ok({
    model_path: options.model,
    served_model_name: options.model,
    tokenizer_path: options.model,
    revision: "0000000000000000000000000000000000000000",
    ...dtypeOf(view),
    kv_cache_dtype: "auto",
    context_length: options.contextLength,
    max_running_requests: options.maxRunning,
    max_queued_requests: options.maxQueued,
    schedule_policy: "fcfs",
    enable_priority_scheduling: options.prioritised,
    schedule_low_priority_values_first: false,
    enable_deterministic_inference: options.seeds === "honoured",
    sampling_defaults: "openai",
    reasoning_parser: null,
    grammar_backend: options.ignores.includes("constraint") ? "none" : "xgrammar",
    version: "0.5.21",
    internal_states: [{ num_running_reqs: running, num_queue_reqs: queued }],
    stand_in: true,
  });
};

const metrics: Route = (view) => {
  const { running, queued, finished, promptTokens: prompt, generatedTokens } = view.load();
  const lines = {
    num_running_reqs: ["gauge", running],
    num_queue_reqs: ["gauge", queued],
    token_usage: ["gauge", Math.min(1, running / view.options.maxRunning)],
    prompt_tokens_total: ["counter", prompt],
    generation_tokens_total: ["counter", generatedTokens],
    num_requests_total: ["counter", finished],
  };
  const label = `{model_name="${view.options.model}"}`;
  return plainText(
    Object.entries(lines)
      .map(([name, [kind, value]]) => `# TYPE sglang:${name} ${kind}\nsglang:${name}${label} ${value}\n`)
      .join(""),
  );
};

const tokenize: Route = ({ options }, body) => {
  const prompt = stringField(body, "prompt");
  const messages = chatRequestSchema.pick({ messages: true }).safeParse(body);
  if (prompt === null && !messages.success) return error(400, "prompt or messages must be given");
  const count =
    prompt === null && messages.success
      ? promptTokens(messages.data, options.countTokens)
      : options.countTokens(prompt ?? "");
  return ok({ tokens: tokenIds(count), count, max_model_len: options.contextLength });
};

const abortRequest: Route = (view, body) => {
  view.abort(stringField(body, "rid") ?? "");
  return { status: 200, text: "" };
};

const health: Route = () => ({ status: 200, text: "" });

export const sglang: Dialect = {
  error,
  rank: ({ priority }) => -(priority ?? 0),
  full: { status: 503, message: "The request queue is full." },
  evicts: true,
  refuses: () => null,
  tooLong(prompt, answer, contextLength) {
    if (prompt + (answer ?? 1) <= contextLength) return null;
    return error(
      400,
      `Requested token count exceeds the model's maximum context length of ${contextLength} tokens. You requested a total of ${prompt + (answer ?? 1)} tokens: ${prompt} tokens from the input messages and ${answer ?? 1} tokens for the completion.`,
    );
  },
  constraints(request) {
    const found: Constraint[] = responseFormat(request);
    const pattern = stringField(request, "regex");
    const grammar = stringField(request, "ebnf");
    if (pattern !== null) found.push({ kind: "regex", pattern });
    if (grammar !== null) found.push({ kind: "grammar", grammar });
    return found;
  },
  requestId: (request) => stringField(request, "rid"),
  reasoningField: "reasoning_content",
  messageExtras: { reasoning_content: null, tool_calls: null },
  guards: (path) => !/^\/(?:health|ready|metrics)/.test(path),
  routes: {
    "GET /health": health,
    "GET /health_generate": health,
    "GET /v1/models": ({ options }) =>
      modelList(options.model, {
        owned_by: "sglang",
        root: options.model,
        parent: null,
        max_model_len: options.contextLength,
      }),
    "GET /get_model_info": modelInfo,
    "GET /model_info": modelInfo,
    "GET /get_server_info": serverInfo,
    "GET /server_info": serverInfo,
    "GET /metrics": metrics,
    "POST /tokenize": tokenize,
    "POST /abort_request": abortRequest,
  },
};
