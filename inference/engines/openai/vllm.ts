import type { CallUrgency } from "@/inference/engines/model";
import type { Dialect } from "@/inference/engines/openai/dialect";
import {
  countOf,
  idsOf,
  type Look,
  listModels,
  revisionOf,
  type ServerFacts,
  textOf,
} from "@/inference/engines/openai/server-facts";

/** Lower is sooner; 0 is that of requests without one. */
const PRIORITY: Record<CallUrgency, number> = { background: 2, bulk: 1, normal: 0, urgent: -1, emergency: -2 };

async function describe(look: Look): Promise<ServerFacts> {
  const version = textOf((await look("/version"))?.version);
  const models = await listModels(look);
  return {
    version,
    models: idsOf(models),
    revision: revisionOf(null, models[0]?.root),
    dtype: null,
    contextLength: countOf(models[0]?.max_model_len),
    warnings: [
      "The vLLM server does not say in which number format it runs: make sure that it was started with --dtype bfloat16.",
    ],
  };
}

/** vLLM from 0.12, which renamed the constraint; unknown fields are ignored without a word, so a probe has to look. */
export const vllm: Dialect = {
  engine: "vllm",
  // Without --scheduling-policy priority, it refuses every priority but 0.
  assumed: { grammar: false, logprobs: true, priority: false },
  extra: ({ requestId, urgency, constraint, features }) => ({
    top_k: -1,
    min_p: 0,
    repetition_penalty: 1,
    request_id: requestId,
    ...(features.priority && { priority: PRIORITY[urgency] }),
    ...(constraint && { structured_outputs: { grammar: constraint.grammar } }),
  }),
  sendsRequestId: true,
  abort: null,
  tooLong: /maximum context length|maximum model length|max_model_len/i,
  healthPath: "/health",
  constrains: true,
  describe,
};
