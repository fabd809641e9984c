/** Ollama: GGUF weights, JSON the only constraint, no priority, and a prompt that is too long is cut without a word. */
import {
  type Dialect,
  modelList,
  ok,
  type Reply,
  responseFormat,
  type ServerView,
  stringField,
} from "@/inference/testing/model-server/dialects/dialect";

const QUANTISATION = { bfloat16: "BF16", float16: "F16", quantised: "Q4_K_M" } as const;

function error(status: number, message: string): Reply {
  const type = status >= 500 ? "api_error" : status === 404 ? "not_found_error" : "invalid_request_error";
  return { status, body: { error: { message, type, param: null, code: null } } };
}

const notFound = (model: string) => error(404, `model "${model}" not found, try pulling it first`);

function details(view: ServerView) {
  return {
    parent_model: "",
    format: "gguf",
    family: "qwen3",
    families: ["qwen3"],
    parameter_size: "0B",
    quantization_level: QUANTISATION[view.precision()],
  };
}

export const ollama: Dialect = {
  error,
  rank: () => 0,
  full: { status: 503, message: "server busy, please try again.  maximum pending requests exceeded" },
  evicts: false,
  refuses: (request, options) => (request.model === options.model ? null : notFound(request.model)),
  tooLong: (prompt, _answer, contextLength) => (prompt > contextLength ? "cut" : null),
  constraints: responseFormat,
  requestId: () => null,
  reasoningField: "reasoning",
  messageExtras: {},
  guards: () => true,
  routes: {
    "GET /": () => ({ status: 200, text: "Ollama is running" }),
    "GET /api/version": () => ok({ version: "0.12.11" }),
    "GET /v1/models": ({ options }) => modelList(options.model, { owned_by: "library" }),
    "GET /api/tags": (view) =>
      ok({ models: [{ name: view.options.model, model: view.options.model, digest: "0", details: details(view) }] }),
    "POST /api/show": (view, body) => {
      const model = stringField(body, "model") ?? "";
      if (model !== view.options.model) return { status: 404, body: { error: `model '${model}' not found` } };
      return ok({
        modelfile: "# a stand-in, no model",
        parameters: `num_ctx ${view.options.contextLength}\ntemperature 0`,
        template: "{{ .Prompt }}",
        details: details(view),
        model_info: { "general.architecture": "qwen3", "qwen3.context_length": 40_960 },
        capabilities: ["completion"],
        stand_in: true,
      });
    },
    "GET /api/ps": (view) =>
      ok({
        models: [
          {
            name: view.options.model,
            model: view.options.model,
            size: 0,
            digest: "0",
            details: details(view),
            expires_at: "2099-01-01T00:00:00Z",
            size_vram: 0,
            context_length: view.options.contextLength,
          },
        ],
      }),
  },
};
