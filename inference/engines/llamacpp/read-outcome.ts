import type { Completion } from "@/inference/engines/llamacpp/messages";
import type { Outcome } from "@/inference/engines/llamacpp/runner-client";
import type { CallFailure, EngineCall } from "@/inference/engines/model";

type Answered = Extract<Completion, { outcome: "answered" }>;

/** A call without an answer: what it means, and what is recorded of it. */
export type FailedOutcome = { failure: CallFailure; code: string; known: Partial<EngineCall> };

/** After so long a place may be free again: one answer takes seconds. */
const FULL_RETRY_MS = 2_000;

/** What an outcome other than an answer means. The details are for reviewers and admins, and hold no content. Pure. */
export function failureOf(outcome: Exclude<Outcome, Answered>): FailedOutcome {
  const is = (code: string, failure: CallFailure, known: Partial<EngineCall> = {}) => ({ code, failure, known });
  switch (outcome.outcome) {
    case "too_long": {
      const detail = `The conversation is longer than the model can read: ${outcome.promptTokens} tokens and room for an answer, in a context of ${outcome.contextTokens}.`;
      const failure: CallFailure = { reason: "input_too_long", detail, safeToRetry: false, serverFault: false };
      return is("too_long", failure, { promptTokens: outcome.promptTokens });
    }
    case "aborted": {
      const detail = "The reading was given up before the model had answered.";
      return is("aborted", { reason: "model_error", detail, safeToRetry: true, serverFault: false });
    }
    case "queue_full": {
      const detail = "Too many readings are waiting for the model on this machine.";
      const failure = { reason: "model_error", detail, safeToRetry: true, serverFault: true } as const;
      return is("queue_full", { ...failure, retryAfterMs: FULL_RETRY_MS });
    }
    case "timed_out": {
      const detail = "The model did not answer in time.";
      return is("timeout", { reason: "model_timeout", detail, safeToRetry: true, serverFault: true });
    }
    case "closed": {
      const detail = "The model is being closed.";
      return is("closed", { reason: "model_unreachable", detail, safeToRetry: true, serverFault: false });
    }
    case "unreachable": {
      const { problem, retryAfterMs } = outcome;
      const failure = { reason: "model_unreachable", detail: problem, safeToRetry: true, serverFault: true } as const;
      return is("process_ended", { ...failure, retryAfterMs });
    }
    case "failed": {
      const detail = "llama.cpp could not complete the answer.";
      return is(`failed_${outcome.code}`, { reason: "model_error", detail, safeToRetry: true, serverFault: true });
    }
  }
}
