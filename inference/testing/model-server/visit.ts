/** How tests call a model server of the tests: over real HTTP, as any client does. */
import type { ModelServerOptions } from "@/inference/testing/model-server/options";
import { type ModelServer, startModelServer } from "@/inference/testing/model-server/start-model-server";

export type Answer = { status: number; headers: Headers; body: unknown };

/** Calls one path. @returns the answer with its body as JSON, or as text when it is none */
export async function visit(
  server: ModelServer,
  method: string,
  path: string,
  body?: unknown,
  signal: AbortSignal | null = null,
): Promise<Answer> {
  const text = body === undefined ? null : JSON.stringify(body);
  const response = await fetch(`${server.origin}${path}`, { method, body: text, signal });
  const answer = await response.text();
  const { status, headers } = response;
  try {
    return { status, headers, body: JSON.parse(answer) };
  } catch {
    return { status, headers, body: answer };
  }
}

/** A greedy chat request as Vigil sends one, with what is added or changed. */
export function ask(
  server: ModelServer,
  content: string,
  extras: Record<string, unknown> = {},
  signal: AbortSignal | null = null,
): Promise<Answer> {
  const messages = [{ role: "user", content }];
  const request = { model: server.options.model, messages, temperature: 0, max_tokens: 300, ...extras };
  return visit(server, "POST", "/v1/chat/completions", request, signal);
}

/** Runs with a server that is closed afterwards. It counts a token for four characters, which needs no vocabulary. */
export async function withServer<Value>(
  options: Partial<ModelServerOptions>,
  run: (server: ModelServer) => Promise<Value>,
): Promise<Value> {
  const server = await startModelServer({ countTokens: (text) => Math.ceil(text.length / 4), ...options });
  try {
    return await run(server);
  } finally {
    await server.close();
  }
}
