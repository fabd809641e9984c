/** A plain OpenAI-compatible URL, as strict as OpenAI's own: a field that it does not know is a 400. */
import { type Dialect, modelList, type Reply, responseFormat } from "@/inference/testing/model-server/dialects/dialect";

const KNOWN = new Set(
  "model messages temperature top_p n stop stream seed logprobs top_logprobs max_tokens max_completion_tokens response_format presence_penalty frequency_penalty logit_bias user metadata store".split(
    " ",
  ),
);

function error(status: number, message: string, code: string | null = null): Reply {
  const type = status === 429 ? "rate_limit_error" : status >= 500 ? "server_error" : "invalid_request_error";
  return { status, body: { error: { message, type, param: null, code } } };
}

export const plainOpenAi: Dialect = {
  error: (status, message) => error(status, message, status === 401 ? "invalid_api_key" : null),
  rank: () => 0,
  full: { status: 429, message: "Rate limit reached for requests" },
  evicts: false,
  refuses(request, options) {
    const unknown = Object.keys(request).find((name) => !KNOWN.has(name));
    if (unknown !== undefined) return error(400, `Unrecognized request argument supplied: ${unknown}`);
    if (request.model === options.model) return null;
    return error(
      404,
      `The model \`${request.model}\` does not exist or you do not have access to it.`,
      "model_not_found",
    );
  },
  tooLong(prompt, answer, contextLength) {
    if (prompt + (answer ?? 1) <= contextLength) return null;
    return error(
      400,
      `This model's maximum context length is ${contextLength} tokens. However, you requested ${prompt + (answer ?? 1)} tokens.`,
      "context_length_exceeded",
    );
  },
  constraints: responseFormat,
  requestId: () => null,
  reasoningField: "reasoning_content",
  messageExtras: { refusal: null },
  guards: () => true,
  routes: { "GET /v1/models": ({ options }) => modelList(options.model, { owned_by: "stand-in" }) },
};
