import { z } from "zod";
import type { TokenLogprob } from "@/inference/engines/model";

/** 300 tokens are far below; more means that the server did not hold to `max_tokens`. */
const MAX_RAW_CHARACTERS = 65_536;

/** What a server answered is not what the protocol says. The message holds nothing of it. */
export class NotAnAnswer extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

const count = z.number().int().nonnegative().nullish().catch(null);
const text = z.string().nullish().catch(null);

const completionSchema = z.object({
  id: text,
  model: text,
  choices: z
    .array(
      z.object({
        message: z.object({ content: z.string().nullish(), reasoning_content: text, reasoning: text, thinking: text }),
        finish_reason: z.string().nullish(),
        logprobs: z.unknown().optional(),
      }),
    )
    .min(1),
  usage: z.object({ prompt_tokens: count, completion_tokens: count }).nullish().catch(null),
});

/** One completion, whichever server it came from. */
export type Completion = {
  raw: string;
  /** The answer stood where servers put the thinking of a model: the server runs a reasoning parser. */
  fromReasoning: boolean;
  finishReason: string | null;
  logprobs: readonly TokenLogprob[] | null;
  promptTokens: number | null;
  completionTokens: number | null;
  model: string | null;
  id: string | null;
};

/**
 * Reads the JSON of a completion.
 *
 * @param body as parsed from JSON; a string where the server sent something else
 * @returns the completion; an answer without any content is an empty one
 * @throws NotAnAnswer when it is not of the form of the protocol
 */
export function readAnswer(body: unknown): Completion {
  const parsed = completionSchema.safeParse(body);
  const choice = parsed.data?.choices[0];
  if (!parsed.success || choice === undefined) {
    throw new NotAnAnswer("malformed", "The model server gave an answer that is not of the expected form.");
  }
  const { content, reasoning_content, reasoning, thinking } = choice.message;
  const raw = content || reasoning_content || reasoning || thinking || "";
  if (raw.length > MAX_RAW_CHARACTERS) {
    throw new NotAnAnswer("too_large", "The model server gave an answer that is far longer than it was asked for.");
  }
  return {
    raw,
    fromReasoning: !content && raw !== "",
    finishReason: choice.finish_reason ?? null,
    logprobs: readLogprobs(choice.logprobs),
    promptTokens: parsed.data.usage?.prompt_tokens ?? null,
    completionTokens: parsed.data.usage?.completion_tokens ?? null,
    model: parsed.data.model || null,
    id: parsed.data.id || null,
  };
}

type Alternative = { token: string; logprob: number };

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function isAlternative(value: unknown): value is Alternative {
  return isRecord(value) && typeof value.token === "string" && Number.isFinite(value.logprob);
}

/** By hand: an answer brings thousands of alternatives. Null unless every token has its probability. */
function readLogprobs(logprobs: unknown): TokenLogprob[] | null {
  const content = isRecord(logprobs) ? logprobs.content : null;
  if (!Array.isArray(content) || content.length === 0) return null;
  const tokens: TokenLogprob[] = [];
  for (const each of content) {
    if (!isAlternative(each)) return null;
    const { top_logprobs: top } = each as Alternative & { top_logprobs?: unknown };
    const kept = Array.isArray(top) ? top.filter(isAlternative) : [];
    tokens.push({
      token: each.token,
      logprob: each.logprob,
      top: kept.map(({ token, logprob }) => ({ token, logprob })),
    });
  }
  return tokens;
}
