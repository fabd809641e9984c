/** What is below a strategy: something that completes one prompt, and the record of every try. */
import type { DecisionScore } from "@/inference/conversation-reading";
import type { UnscoredReason } from "@/inference/risk";

/** How soon an answer is needed; `background` is what nobody waits for. Each engine turns it into its own priority number. */
export const CALL_URGENCIES = ["background", "bulk", "normal", "urgent", "emergency"] as const;
export type CallUrgency = (typeof CALL_URGENCIES)[number];

/** Why a call was made: for a vote, to replace an answer that was not understood, or to find the message behind a risk. */
export const CALL_PURPOSES = ["read", "retry", "locate"] as const;
export type CallPurpose = (typeof CALL_PURPOSES)[number];

/** One prompt and how to answer it. */
export type CallRequest = {
  /** The content of the one user message, serialised and with special tokens neutralised. */
  prompt: string;
  /** Tokens of `prompt` by our own count, without those of the chat template. */
  promptTokens: number;
  seed: number;
  /** 0 is greedy. */
  temperature: number;
  /** Allow nothing but the output grammar (inference/output-grammar.ts), where the engine can. */
  constrained: boolean;
  urgency: CallUrgency;
  purpose: CallPurpose;
  /** Number of the judge in its panel and of the window in its conversation, both from 0. */
  judge: number;
  window: number;
  signal?: AbortSignal;
};

/** One try as it happened, kept whether it worked or not. Times in milliseconds. */
export type EngineCall = {
  engine: string;
  model: string;
  /** Host and port that answered; null for an engine inside this process. Never holds credentials. */
  endpoint: string | null;
  requestId: string | null;
  purpose: CallPurpose;
  judge: number;
  window: number;
  constrained: boolean;
  /** Exactly what the model wrote; null when nothing came back. */
  raw: string | null;
  seed: number | null;
  temperature: number | null;
  finishReason: string | null;
  promptTokens: number | null;
  completionTokens: number | null;
  latencyMs: number;
  httpStatus: number | null;
  /** A short code of what failed, without content. */
  error: string | null;
  score: DecisionScore | null;
};

/** One token of an answer with the alternatives the server returned for its place; natural logarithms. */
export type TokenLogprob = { token: string; logprob: number; top: readonly { token: string; logprob: number }[] };

/** Why a call brought no answer. `safeToRetry`: another try of the same request may succeed, and can do no harm. */
export type CallFailure = {
  reason: UnscoredReason;
  /** For reviewers, without content. */
  detail: string;
  safeToRetry: boolean;
  /** It says something about the server's health, not about this one request: a breaker counts it. */
  serverFault: boolean;
  /** How long the server asks to be left alone, in milliseconds. */
  retryAfterMs?: number;
};

/** What became of a request: every try in order, and the answer of the last one or why there is none. */
export type CallResult = {
  calls: readonly EngineCall[];
} & (
  | { answer: { raw: string; finishReason: string | null; logprobs: readonly TokenLogprob[] | null }; failure: null }
  | { answer: null; failure: CallFailure }
);

/** What a server was seen to be and do, never what its configuration says. */
export type Capabilities = {
  /** Kind of server that was recognised, such as `sglang`. */
  engine: string;
  serverVersion: string | null;
  /** The id it serves, and the revision of the weights where it says. */
  model: string;
  revision: string | null;
  /** As the server names it: `bfloat16`, `float16`, `Q8_0` …; null where it does not say. */
  dtype: string | null;
  contextLength: number | null;
  /** A constraint was sent and bit. */
  grammar: boolean;
  /** Log-probabilities came back when asked for. */
  logprobs: boolean;
  /** Two samples with one seed agreed and two seeds differed; null where that was not tried. */
  seeds: boolean | null;
  /** Tokens that the server counts beyond our own count of a text: 8 with the model's chat template; null where unknown. */
  templateOverhead?: number | null;
  /** What an admin should know, such as weights that are not bfloat16: whole sentences. */
  warnings: readonly string[];
  probedAt: Date;
};

/** Something that completes prompts. `call` never throws for a failure of the model, and not for an abort either. */
export interface Model {
  readonly engine: string;
  /** The model asked for. */
  readonly model: string;
  call(request: CallRequest): Promise<CallResult>;
  /** Whether a call made now could work. Cheap enough to be asked every few seconds. */
  isReachable(): Promise<boolean>;
  /** Looks at the server anew, with small requests. @throws Error where it does not answer. */
  probe(): Promise<Capabilities>;
  /** What the last probe saw; null before the first. */
  capabilities(): Capabilities | null;
  close(): Promise<void>;
}
