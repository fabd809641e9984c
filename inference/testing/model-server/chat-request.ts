/** A chat-completions request as the model server of the tests reads it. Part of a test tool. */
import { z } from "zod";

const contentSchema = z.union([
  z.string(),
  z
    .array(z.object({ type: z.literal("text"), text: z.string() }))
    .transform((parts) => parts.map(({ text }) => text).join("")),
]);

export const chatRequestSchema = z.looseObject({
  model: z.string(),
  messages: z.array(z.object({ role: z.string(), content: contentSchema })).min(1),
  temperature: z.number().min(0).nullish(),
  seed: z.int().nullish(),
  max_tokens: z.int().positive().nullish(),
  max_completion_tokens: z.int().positive().nullish(),
  n: z.int().positive().max(16).nullish(),
  stream: z.boolean().nullish(),
  logprobs: z.boolean().nullish(),
  top_logprobs: z.int().min(0).max(20).nullish(),
  priority: z.int().nullish(),
});
export type ChatRequest = z.infer<typeof chatRequestSchema>;

/** A temperature below this is greedy (SGLang's own bound). */
const GREEDY_BELOW = 1e-6;
/** Servers sample when no temperature is given. */
const DEFAULT_TEMPERATURE = 1;

/** Whether the answer is the most likely one rather than a sampled one. */
export function isGreedy({ temperature }: ChatRequest): boolean {
  return (temperature ?? DEFAULT_TEMPERATURE) < GREEDY_BELOW;
}

/** What is reviewed: what the user says, without system and assistant messages. */
export function reviewedText({ messages }: ChatRequest): string {
  return messages
    .filter(({ role }) => role === "user")
    .map(({ content }) => content)
    .join("\n");
}

/** Qwen's template: `<|im_start|>role\n…<|im_end|>\n` for each message, then `<|im_start|>assistant\n`. */
const TOKENS_PER_MESSAGE = 5;
const TOKENS_OF_TURN = 3;

/** The length of the prompt in tokens: the contents and the template, which is 8 for one message. */
export function promptTokens(
  { messages }: Pick<ChatRequest, "messages">,
  countTokens: (text: string) => number,
): number {
  const contents = messages.reduce((sum, { content }) => sum + countTokens(content), 0);
  return contents + messages.length * TOKENS_PER_MESSAGE + TOKENS_OF_TURN;
}

/** The longest answer that was asked for; null when the request does not say. */
export function maxTokens(request: ChatRequest): number | null {
  return request.max_completion_tokens ?? request.max_tokens ?? null;
}
