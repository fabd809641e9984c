import type { Dialect } from "@/inference/engines/openai/dialect";
import { countOf, idsOf, type Look, listModels, type ServerFacts } from "@/inference/engines/openai/server-facts";

async function describe(look: Look, model: string): Promise<ServerFacts> {
  const models = await listModels(look);
  const served = models.find(({ id }) => id === model) ?? models[0];
  return {
    version: null,
    models: idsOf(models),
    revision: null,
    dtype: null,
    contextLength: countOf(served?.max_model_len) ?? countOf(served?.context_length),
    warnings: ["This server does not say in which number format it runs: make sure that it is bfloat16."],
  };
}

/** Any other server of the protocol. Many refuse fields that they do not know, so only standard ones are sent. */
export const plain: Dialect = {
  engine: "openai",
  assumed: { grammar: false, logprobs: false, priority: false },
  extra: ({ constraint }) => ({
    ...(constraint && {
      response_format: {
        type: "json_schema",
        json_schema: { name: constraint.name, schema: constraint.jsonSchema, strict: true },
      },
    }),
  }),
  sendsRequestId: false,
  abort: null,
  tooLong:
    /context_length_exceeded|string_above_max_length|(maximum|available|model's|exceeds the) context (length|size|window)|longer than the maximum/i,
  healthPath: "/v1/models",
  constrains: true,
  describe,
};
