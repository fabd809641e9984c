/** What differs between the servers that speak the OpenAI chat-completions protocol. */
import type { CallUrgency } from "@/inference/engines/model";
import type { Look, ServerFacts } from "@/inference/engines/openai/server-facts";

/** The servers with an adapter; `openai` is any other one that speaks the protocol. */
export const MODEL_SERVERS = ["sglang", "vllm", "ollama", "llamacpp", "transformers", "openai"] as const;
export type ModelServer = (typeof MODEL_SERVERS)[number];

/** One language that answers must be in, written in each way that a server may want. */
export type Constraint = {
  name: string;
  grammar: string;
  regex: string;
  jsonSchema: Readonly<Record<string, unknown>>;
};

/** What a server is known to do: assumed until a probe has seen it. */
export type Features = { grammar: boolean; logprobs: boolean; priority: boolean };

/** A request beyond the fields that every server knows. */
export type ExtraFields = {
  requestId: string;
  urgency: CallUrgency;
  constraint: Constraint | null;
  features: Features;
};

/** How one kind of server wants to be asked. */
export interface Dialect {
  readonly engine: ModelServer;
  /** What may be asked of it before it was probed. */
  readonly assumed: Features;
  /** The fields of this server beside the standard ones: what would change the answer is never left to its defaults. */
  extra(fields: ExtraFields): Record<string, unknown>;
  /** True when `requestId` is sent, and so names the call in the server's log. */
  readonly sendsRequestId: boolean;
  /** How to end a call that nobody waits for, where ending the connection is not enough. */
  readonly abort: { path: string; body: (requestId: string) => Record<string, unknown> } | null;
  /** Matches "type code message" of the error with which it refuses what does not fit into its context. */
  readonly tooLong: RegExp;
  /** Cheap and truthful: below 500 once calls can work. Relative to the root of the server, not to `/v1`. */
  readonly healthPath: string;
  /** Whether it has a field for a constraint at all. */
  readonly constrains: boolean;
  /** What the server says of itself. Never throws: what it does not say is null. */
  describe(look: Look, model: string): Promise<ServerFacts>;
}
