import type { Dialect } from "@/inference/engines/openai/dialect";

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
};
