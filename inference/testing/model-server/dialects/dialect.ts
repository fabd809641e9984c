/** What tells one model server from another, for the model server of the tests. */
import type { ChatRequest } from "@/inference/testing/model-server/chat-request";
import type { Constraint } from "@/inference/testing/model-server/constraint";
import type { ModelServerOptions, Precision } from "@/inference/testing/model-server/options";

export type Reply = { status: number; body?: unknown; text?: string; headers?: Record<string, string> };

/** The server as its own description sees it. */
export type ServerView = {
  options: ModelServerOptions;
  precision(): Precision;
  load(): { running: number; queued: number; finished: number; generatedTokens: number; promptTokens: number };
  /** Ends a running or waiting request by the id its sender gave it. @returns how many were ended */
  abort(requestId: string): number;
};

/** A path that is not a chat completion; `body` is the parsed JSON of a POST, undefined otherwise. */
export type Route = (view: ServerView, body: unknown) => Reply;

export type Dialect = {
  /** An error as this server words it. */
  error(status: number, message: string): Reply;
  /** Where the request stands in the queue: a lower number is sooner. */
  rank(request: ChatRequest): number;
  /** What a full queue is answered with. */
  full: { status: number; message: string };
  /** Whether a full queue gives up its last for a more urgent request. */
  evicts: boolean;
  /** The refusal of a request that this server does not take at all; null when it takes it. */
  refuses(request: ChatRequest, options: ModelServerOptions): Reply | null;
  /** The refusal of a prompt that does not fit (tokens); `cut` when it is silently cut to what fits; null when it fits. */
  tooLong(prompt: number, answer: number | null, contextLength: number): Reply | "cut" | null;
  /** The constraints that this server reads; it takes at most one. */
  constraints(request: ChatRequest): Constraint[];
  /** The id by which the sender names the request; null without one. */
  requestId(request: ChatRequest): string | null;
  /** Where text of a thinking model stands in the message. */
  reasoningField: "reasoning_content" | "reasoning";
  /** Fields that are always there beside content. */
  messageExtras: Record<string, unknown>;
  /** Whether a path needs the key. */
  guards(path: string): boolean;
  /** By method and path, as in `GET /health`. */
  routes: Record<string, Route>;
};

export const ok = (body: unknown): Reply => ({ status: 200, body });
export const plainText = (text: string): Reply => ({
  status: 200,
  text,
  headers: { "content-type": "text/plain; version=0.0.4; charset=utf-8" },
});

/** One model, as `GET /v1/models` lists it, with what this server adds. */
export function modelList(model: string, extras: Record<string, unknown>): Reply {
  return ok({ object: "list", data: [{ id: model, object: "model", created: 1_760_000_000, ...extras }] });
}

/** The constraint of OpenAI's `response_format`, if there is one. */
export function responseFormat({ response_format: format }: ChatRequest): Constraint[] {
  if (typeof format !== "object" || format === null || !("type" in format)) return [];
  if (format.type === "json_object") return [{ kind: "json" }];
  if (format.type !== "json_schema" || !("json_schema" in format)) return [];
  const { json_schema: named } = format;
  return [
    { kind: "schema", schema: typeof named === "object" && named !== null && "schema" in named ? named.schema : {} },
  ];
}

/** A string field of a request or a body; null when it is not there. */
export function stringField(from: unknown, name: string): string | null {
  if (typeof from !== "object" || from === null) return null;
  const value = (from as Record<string, unknown>)[name];
  return typeof value === "string" ? value : null;
}

/** Token ids as far as tests need them: as many as there are tokens, and not those of any vocabulary. */
export function tokenIds(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}
