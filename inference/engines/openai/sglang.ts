import type { CallUrgency } from "@/inference/engines/model";
import type { Dialect } from "@/inference/engines/openai/dialect";

/** Higher is sooner. More than ten apart, so that the more urgent one may also take the place of a running one. */
const PRIORITY: Record<CallUrgency, number> = { bulk: 0, normal: 50, urgent: 100, emergency: 150 };

/** SGLang, which the model's makers serve it with (protocol of 0.5.x, `srt/entrypoints/openai/protocol.py`). */
export const sglang: Dialect = {
  engine: "sglang",
  assumed: { grammar: true, logprobs: true, priority: true },
  extra: ({ requestId, urgency, constraint }) => ({
    // What is left out comes from the generation_config.json of the weights (--sampling-defaults model).
    top_k: -1,
    min_p: 0,
    repetition_penalty: 1,
    // With a reasoning parser the answer would otherwise be taken for reasoning, and the content be null.
    separate_reasoning: false,
    rid: requestId,
    priority: PRIORITY[urgency],
    ...(constraint && { ebnf: constraint.grammar }),
  }),
  sendsRequestId: true,
  // Some builds go on decoding after the client has left.
  abort: { path: "/abort_request", body: (requestId) => ({ rid: requestId }) },
  tooLong: /maximum context length|longer than the model's context length|exceeds the maximum allowed length/i,
  // Its /health generates a token and so takes a second at best.
  healthPath: "/v1/models",
};
