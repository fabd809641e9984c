/** vLLM: nested errors, lower priority first, `structured_outputs`, and silence about fields that it does not know. */
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
  return { status, body: { error: { message, type: TYPES[status] ?? "Error", param: null, code: status } } };
}

function structuredOutputs(given: unknown): Constraint[] {
  if (typeof given !== "object" || given === null) return [];
  const fields = given as Record<string, unknown>;
  const found: Constraint[] = [];
  if (typeof fields.regex === "string") found.push({ kind: "regex", pattern: fields.regex });
  if (typeof fields.grammar === "string") found.push({ kind: "grammar", grammar: fields.grammar });
  if (Array.isArray(fields.choice)) found.push({ kind: "choice", choices: fields.choice.map(String) });
  if (fields.json !== undefined && fields.json !== null) found.push({ kind: "schema", schema: fields.json });
  return found;
}

const tokenize: Route = ({ options }, body) => {
  const prompt = stringField(body, "prompt");
  const messages = chatRequestSchema.pick({ messages: true }).safeParse(body);
  if (prompt === null && !messages.success) return error(400, "prompt or messages must be given");
  const count =
    prompt === null && messages.success
      ? promptTokens(messages.data, options.countTokens)
      : options.countTokens(prompt ?? "");
  return ok({ count, max_model_len: options.contextLength, tokens: tokenIds(count), token_strs: null });
};

export const vllm: Dialect = {
  error,
  rank: ({ priority }) => priority ?? 0,
  // vLLM's own queue has no end; a bound stands for the proxy in front of it.
  full: { status: 503, message: "Server overloaded" },
  evicts: false,
  refuses(request, options) {
    if (request.model !== options.model) return error(404, `The model \`${request.model}\` does not exist.`);
    if (!options.prioritised && (request.priority ?? 0) !== 0) {
      return error(400, `Got priority ${request.priority} but priority scheduling is not enabled.`);
    }
    return null;
  },
  tooLong(prompt, answer, contextLength) {
    if (prompt + (answer ?? 1) <= contextLength) return null;
    return error(
      400,
      `This model's maximum context length is ${contextLength} tokens. However, you requested ${prompt + (answer ?? 1)} tokens (${prompt} in the messages, ${answer ?? 1} in the completion). Please reduce the length of the messages or completion.`,
    );
  },
  constraints: (request) => [...structuredOutputs(request.structured_outputs), ...responseFormat(request)],
  requestId: (request) => stringField(request, "request_id"),
  reasoningField: "reasoning",
  messageExtras: { refusal: null, reasoning: null, tool_calls: [] },
  guards: (path) => path.startsWith("/v1"),
  routes: {
    "GET /health": () => ({ status: 200, text: "" }),
    "GET /version": () => ok({ version: "0.12.0+stand.in" }),
    "GET /v1/models": ({ options }) =>
      modelList(options.model, {
        owned_by: "vllm",
        root: options.model,
        parent: null,
        max_model_len: options.contextLength,
        permission: [],
      }),
    "GET /metrics": (view) => {
      const { running, queued } = view.load();
      const label = `{model_name="${view.options.model}"}`;
      return plainText(
        `# TYPE vllm:num_requests_running gauge\nvllm:num_requests_running${label} ${running}\n# TYPE vllm:num_requests_waiting gauge\nvllm:num_requests_waiting${label} ${queued}\n`,
      );
    },
    "POST /tokenize": tokenize,
  },
};
