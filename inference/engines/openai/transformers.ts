import type { Dialect } from "@/inference/engines/openai/dialect";
import {
  countOf,
  idsOf,
  type Look,
  listModels,
  type ServerFacts,
  textOf,
} from "@/inference/engines/openai/server-facts";

async function describe(look: Look): Promise<ServerFacts> {
  const info = (await look("/get_model_info")) ?? {};
  return {
    version: textOf(info.version),
    models: idsOf(await listModels(look)),
    revision: textOf(info.revision),
    dtype: textOf(info.dtype),
    contextLength: countOf(info.context_length),
    warnings: [],
  };
}

/** The small server of `inference/serving/transformers`: the quick start of the model's makers behind the protocol. */
export const transformers: Dialect = {
  engine: "transformers",
  assumed: { grammar: false, logprobs: true, priority: false },
  extra: ({ requestId }) => ({ top_k: 0, min_p: 0, repetition_penalty: 1, request_id: requestId }),
  sendsRequestId: true,
  abort: null,
  tooLong: /context_length_exceeded|context length/i,
  healthPath: "/health",
  constrains: false,
  describe,
};
