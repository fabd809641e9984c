import type { Dialect } from "@/inference/engines/openai/dialect";

/** The small server of `inference/serving/transformers`: the quick start of the model's makers behind the protocol. */
export const transformers: Dialect = {
  engine: "transformers",
  assumed: { grammar: false, logprobs: true, priority: false },
  extra: ({ requestId }) => ({ top_k: 0, min_p: 0, repetition_penalty: 1, request_id: requestId }),
  sendsRequestId: true,
  abort: null,
  tooLong: /context_length_exceeded|context length/i,
  healthPath: "/health",
};
