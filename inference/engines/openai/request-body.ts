import type { CallUrgency } from "@/inference/engines/model";
import type { Constraint, Dialect, Features } from "@/inference/engines/openai/dialect";

const TOP_LOGPROBS = 20;

export type Question = {
  model: string;
  prompt: string;
  temperature: number;
  seed: number;
  maxTokens: number;
  constraint: Constraint | null;
  urgency: CallUrgency;
  requestId: string;
};

/** The JSON of one chat completion, with every parameter of the sampling in it. */
export function requestBody(dialect: Dialect, features: Features, question: Question): Record<string, unknown> {
  const { model, prompt, temperature, seed, maxTokens, constraint, urgency, requestId } = question;
  return {
    model,
    messages: [{ role: "user", content: prompt }],
    temperature,
    top_p: 1,
    max_tokens: maxTokens,
    seed,
    ...(features.logprobs && { logprobs: true, top_logprobs: TOP_LOGPROBS }),
    ...dialect.extra({ requestId, urgency, constraint: features.grammar ? constraint : null, features }),
  };
}
