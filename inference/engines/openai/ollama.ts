import type { Dialect } from "@/inference/engines/openai/dialect";
import {
  countOf,
  fieldsOf,
  idsOf,
  type Look,
  listModels,
  listOf,
  type ServerFacts,
  textOf,
} from "@/inference/engines/openai/server-facts";

/** Ollama adds the tag `latest` to a name without one. */
function isModel(name: unknown, model: string): boolean {
  return name === model || name === `${model}:latest`;
}

function warningsOf(parameters: string): string[] {
  const penalty = /^repeat_penalty\s+([\d.]+)/m.exec(parameters)?.[1];
  if (Number(penalty) === 1) return [];
  return [
    "Ollama may hold repetition against the answer, and the answer repeats words by design: put PARAMETER repeat_penalty 1 into the Modelfile.",
  ];
}

async function describe(look: Look, model: string): Promise<ServerFacts> {
  const version = textOf((await look("/api/version"))?.version);
  const models = idsOf(await listModels(look));
  const shown = await look("/api/show", { model });
  const tagged = listOf((await look("/api/tags"))?.models).find(({ name }) => isModel(name, model));
  const loaded = listOf((await look("/api/ps"))?.models).find(({ name }) => isModel(name, model));
  const parameters = textOf(shown?.parameters) ?? "";
  return {
    version,
    models: models.some((id) => isModel(id, model)) ? [model, ...models] : models,
    revision: textOf(tagged?.digest),
    dtype: textOf(fieldsOf(shown?.details)?.quantization_level),
    contextLength: countOf(loaded?.context_length) ?? countOf(Number(/^num_ctx\s+(\d+)/m.exec(parameters)?.[1])),
    warnings: warningsOf(parameters),
  };
}

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
  constrains: true,
  describe,
};
