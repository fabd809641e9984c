import OpenAI from "openai";
import { boundedFetch } from "@/inference/engines/openai/bounded-fetch";

/** 300 tokens with 20 alternatives each, with their bytes spelled out, are below 1 MB. */
const MAX_BODY_BYTES = 8 * 1024 * 1024;

/** The few ways in which Vigil talks to a model server. All of them throw the errors of the `openai` package. */
export interface ServerClient {
  /** Host and port, without credentials. */
  readonly endpoint: string;
  complete(body: object, options: { signal?: AbortSignal; timeoutMs?: number }): Promise<unknown>;
  /** Relative to the root of the server, which is where `/v1` is. The result is parsed JSON, or a string where it is not JSON. */
  get(path: string, timeoutMs: number): Promise<unknown>;
  post(path: string, body: object, timeoutMs: number): Promise<unknown>;
}

/**
 * @param url the OpenAI-compatible base, usually ending in `/v1`
 * @param timeoutMs for one completion, from the start to the end of the body
 */
export function createServerClient(options: { url: string; apiKey: string | null; timeoutMs: number }): ServerClient {
  const url = new URL(options.url);
  const settings = {
    apiKey: options.apiKey ?? "none",
    organization: null,
    project: null,
    maxRetries: 0,
    // Its log would hold prompts, and OPENAI_LOG must not be able to start it.
    logLevel: "off" as const,
    fetch: boundedFetch(MAX_BODY_BYTES),
    ...(options.apiKey === null && { defaultHeaders: { authorization: null } }),
  };
  const api = new OpenAI({ ...settings, baseURL: options.url, timeout: options.timeoutMs });
  const root = new OpenAI({ ...settings, baseURL: options.url.replace(/\/v1\/*$/, "") });
  return {
    endpoint: url.host,
    complete: (body, { signal, timeoutMs }) =>
      api.post<unknown>("/chat/completions", { body, signal, ...(timeoutMs && { timeout: timeoutMs }) }),
    get: (path, timeout) => root.get<unknown>(path, { timeout }),
    post: (path, body, timeout) => root.post<unknown>(path, { body, timeout }),
  };
}
