/** The closed list of ways a call can fail. Each has one HTTP status and one title, used by lib/http/problem.ts. */
export const ERROR_CODES = {
  BAD_REQUEST: { status: 400, title: "The request could not be read" },
  UNAUTHENTICATED: { status: 401, title: "Sign in, or send a valid ingest key" },
  FORBIDDEN: { status: 403, title: "Your roles do not allow this" },
  NOT_FOUND: { status: 404, title: "There is no such thing" },
  CONFLICT: { status: 409, title: "The state has changed" },
  LEASE_LOST: { status: 409, title: "The claim is no longer yours" },
  IDEMPOTENCY_MISMATCH: { status: 409, title: "This Idempotency-Key was used for another body" },
  TOO_LARGE: { status: 413, title: "The body is too large" },
  INVALID: { status: 422, title: "The input is not valid" },
  TOO_MANY_REQUESTS: { status: 429, title: "Too many requests" },
  UNAVAILABLE: { status: 503, title: "Not available right now; try again" },
} as const;

export type ErrorCode = keyof typeof ERROR_CODES;

/** One thing that is wrong with the input: where (a JSON pointer) and what to do about it. */
export type FieldProblem = { pointer: string; message: string };

/**
 * An expected failure, thrown by the domain and mapped once at the HTTP edge.
 * `detail` is shown to the caller: it never holds content of a conversation.
 */
export class AppError extends Error {
  constructor(
    readonly code: ErrorCode,
    readonly detail: string,
    /** `members` become further members of the problem document. */
    readonly extra: {
      errors?: FieldProblem[];
      members?: Record<string, unknown>;
      retryAfterSeconds?: number;
      /** What was refused, for the log of refused attempts; not in the answer. */
      refused?: string;
    } = {},
  ) {
    super(`${code}: ${detail}`);
    this.name = "AppError";
  }
}
