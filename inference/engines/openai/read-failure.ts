import { APIConnectionError, APIConnectionTimeoutError, APIError, APIUserAbortError } from "openai";
import type { CallFailure } from "@/inference/engines/model";
import { BodyTooLarge } from "@/inference/engines/openai/bounded-fetch";
import type { Dialect } from "@/inference/engines/openai/dialect";
import { NotAnAnswer } from "@/inference/engines/openai/read-answer";

/** A failed call: what it means, and what is recorded of it. */
export type ReadFailure = { failure: CallFailure; status: number | null; code: string };

const ONCE = { safeToRetry: false, serverFault: false } as const;
const AGAIN = { safeToRetry: true, serverFault: true } as const;
const BROKEN = { safeToRetry: false, serverFault: true } as const;

/** Servers wrap an error as `{error: {…}}`, as `{error: "…"}`, flat (SGLang) or as `{detail: …}` (FastAPI). */
function textOf(error: APIError): string {
  const body: unknown = error.error;
  if (typeof body === "string") return body;
  const parts: Record<string, unknown> = typeof body === "object" && body !== null ? { ...body } : {};
  const { type, code, message, detail } = parts;
  return [type, code, message, typeof detail === "string" ? detail : null].filter(Boolean).join(" ");
}

/**
 * How long an error asks to be left alone, in milliseconds; undefined where it does not say.
 * `Retry-After` is in seconds or a date (RFC 9110, 10.2.3); some servers add `retry-after-ms`.
 */
function readRetryAfter(headers: Headers | undefined): number | undefined {
  const inMs = Number.parseFloat(headers?.get("retry-after-ms") ?? "");
  const given = headers?.get("retry-after") ?? "";
  const inSeconds = /^\s*\d+(\.\d+)?\s*$/.test(given) ? Number(given) * 1000 : Date.parse(given) - Date.now();
  return [inMs, inSeconds].find((ms) => Number.isFinite(ms) && ms >= 0);
}

function ofStatus(status: number, error: APIError, dialect: Dialect): ReadFailure {
  const is = (code: string, failure: CallFailure): ReadFailure => ({ failure, status, code });
  const said = textOf(error);
  if (status === 413 || ([400, 422, 500].includes(status) && dialect.tooLong.test(said))) {
    const detail = "The conversation is longer than the model can read.";
    return is("too_long", { reason: "input_too_long", detail, ...ONCE });
  }
  if (status === 401 || status === 403) {
    const detail = `The model server refused the key (HTTP ${status}): INFERENCE_API_KEY has to be the one it expects.`;
    return is("key_refused", { reason: "model_error", detail, ...BROKEN });
  }
  if (status === 404 && /model|not_found_error/i.test(said)) {
    const detail = "The model server does not serve the model that INFERENCE_MODEL names (HTTP 404).";
    return is("model_not_found", { reason: "model_error", detail, ...BROKEN });
  }
  if (status === 404 || status === 405) {
    const detail = `There is no chat-completions endpoint below INFERENCE_URL (HTTP ${status}).`;
    return is(`http_${status}`, { reason: "model_error", detail, ...BROKEN });
  }
  if (status >= 300 && status < 400) {
    const detail = `The model server sent the request elsewhere (HTTP ${status}), which Vigil does not follow.`;
    return is(`http_${status}`, { reason: "model_error", detail, ...BROKEN });
  }
  if (status === 408 || status === 504) {
    const detail = `The model did not answer in time (HTTP ${status}).`;
    return is(`http_${status}`, { reason: "model_timeout", detail, ...AGAIN });
  }
  const busy = status === 429 || status === 503;
  const what = busy ? "is too busy" : status >= 500 ? "failed" : "refused the request";
  const detail = `The model server ${what} (HTTP ${status}).`;
  const retryAfterMs = readRetryAfter(error.headers);
  const wait = retryAfterMs === undefined ? {} : { retryAfterMs };
  if (busy || status >= 500) return is(`http_${status}`, { reason: "model_error", detail, ...AGAIN, ...wait });
  return is(`http_${status}`, { reason: "model_error", detail, ...ONCE });
}

/**
 * What a failed request means. The details are for reviewers and admins, and hold nothing that the server wrote.
 *
 * @param error what was thrown while asking or reading
 */
export function readFailure(error: unknown, dialect: Dialect): ReadFailure {
  const is = (code: string, failure: CallFailure, status: number | null = null) => ({ failure, status, code });
  if (error instanceof APIUserAbortError) {
    const detail = "The reading was given up before the model had answered.";
    return is("aborted", { reason: "model_error", detail, safeToRetry: true, serverFault: false });
  }
  if (error instanceof APIConnectionTimeoutError) {
    return is("timeout", { reason: "model_timeout", detail: "The model did not answer in time.", ...AGAIN });
  }
  if (error instanceof APIConnectionError && error.cause instanceof BodyTooLarge) {
    const detail = "The model server gave an answer that is far larger than any answer of a model.";
    return is("too_large", { reason: "model_error", detail, ...BROKEN }, 200);
  }
  if (error instanceof APIConnectionError) {
    return is("connection", {
      reason: "model_unreachable",
      detail: "The model server could not be reached.",
      ...AGAIN,
    });
  }
  if (error instanceof APIError && error.status !== undefined) return ofStatus(Number(error.status), error, dialect);
  if (error instanceof NotAnAnswer) {
    return is(error.code, { reason: "model_error", detail: error.message, ...AGAIN }, 200);
  }
  const detail = "The model server gave an answer that is not of the expected form.";
  return is("malformed", { reason: "model_error", detail, ...AGAIN }, 200);
}
