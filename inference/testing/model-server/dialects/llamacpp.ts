/** llama.cpp's server: `grammar` (GBNF), what it runs in `/props`, a 400 of its own kind for a long prompt. */
import {
  type Dialect,
  modelList,
  ok,
  plainText,
  type Reply,
  responseFormat,
  stringField,
  tokenIds,
} from "@/inference/testing/model-server/dialects/dialect";

const FILE = { bfloat16: "BF16", float16: "F16", quantised: "Q4_K_M" } as const;
const TYPES: Readonly<Record<number, string>> = {
  400: "invalid_request_error",
  401: "authentication_error",
  404: "not_found_error",
  500: "server_error",
  501: "not_supported_error",
  503: "unavailable_error",
};

function error(status: number, message: string): Reply {
  return { status, body: { error: { code: status, message, type: TYPES[status] ?? "server_error" } } };
}

export const llamacpp: Dialect = {
  error,
  rank: () => 0,
  // Requests wait for a slot without a bound; a bound stands for the proxy in front of it.
  full: { status: 503, message: "no slot available" },
  evicts: false,
  refuses: () => null,
  tooLong(prompt, _answer, contextLength) {
    if (prompt < contextLength) return null;
    const message = `request (${prompt} tokens) exceeds the available context size (${contextLength} tokens), try increasing it`;
    const body = {
      code: 400,
      message,
      type: "exceed_context_size_error",
      n_prompt_tokens: prompt,
      n_ctx: contextLength,
    };
    return { status: 400, body: { error: body } };
  },
  constraints(request) {
    const found = responseFormat(request);
    const grammar = stringField(request, "grammar");
    if (grammar !== null) found.push({ kind: "grammar", grammar });
    if (request.json_schema !== undefined) found.push({ kind: "schema", schema: request.json_schema });
    return found;
  },
  requestId: () => null,
  reasoningField: "reasoning_content",
  messageExtras: {},
  guards: (path) => path !== "/health" && path !== "/v1/models",
  routes: {
    "GET /health": () => ok({ status: "ok" }),
    "GET /v1/models": ({ options }) =>
      modelList(options.model, { owned_by: "llamacpp", meta: { n_ctx_train: 40_960, n_params: 0, size: 0 } }),
    "GET /props": (view) =>
      ok({
        default_generation_settings: { n_ctx: view.options.contextLength },
        total_slots: view.options.maxRunning,
        model_alias: view.options.model,
        model_path: `/models/stand-in-${FILE[view.precision()]}.gguf`,
        chat_template: "{{ messages }}",
        build_info: "b0-stand-in",
        stand_in: true,
      }),
    "GET /slots": () => error(501, "This server does not support slots endpoint. Start it with `--slots`"),
    "POST /tokenize": ({ options }, body) => {
      const content = stringField(body, "content");
      return content === null ? ok({ tokens: [] }) : ok({ tokens: tokenIds(options.countTokens(content)) });
    },
    "GET /metrics": (view) => {
      const { running, queued } = view.load();
      return plainText(
        `# TYPE llamacpp:requests_processing gauge\nllamacpp:requests_processing ${running}\n# TYPE llamacpp:requests_deferred gauge\nllamacpp:requests_deferred ${queued}\n`,
      );
    },
  },
};
