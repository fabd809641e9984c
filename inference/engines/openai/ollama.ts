import type { Dialect } from "@/inference/engines/openai/dialect";

/**
 * Ollama from 0.12.11, the first with log-probabilities. Its `/v1` knows the standard fields only: the size of the context
 * and the penalty on repetition come from the Modelfile, and what does not fit may be cut without a word.
 */
export const ollama: Dialect = {
  engine: "ollama",
  assumed: { grammar: false, logprobs: true, priority: false },
  extra: ({ constraint }) => ({
    ...(constraint && {
      response_format: { type: "json_schema", json_schema: { name: constraint.name, schema: constraint.jsonSchema } },
    }),
  }),
  sendsRequestId: false,
  abort: null,
  tooLong: /context length|prompt (is )?too long|exceeds? .*context/i,
  healthPath: "/api/version",
};
