import { z } from "zod";
import { AppError, ERROR_CODES, type ErrorCode } from "@/lib/errors/app-error";
import { isDatabaseAway } from "@/lib/http/database-away";
import { loggableError } from "@/lib/http/loggable-error";
import { log } from "@/lib/log/log";

/** RFC 9457 problem details, with our code and, where the input is at fault, what is wrong with which field. */
export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    code: z.string(),
    errors: z.array(z.object({ pointer: z.string(), message: z.string() })).optional(),
  })
  .loose()
  .meta({ id: "Problem" });

function problemResponse(code: ErrorCode | "INTERNAL", status: number, title: string, body: object, headers = {}) {
  return Response.json(
    { ...body, type: `urn:vigil:problem:${code.toLowerCase().replaceAll("_", "-")}`, title, status, code },
    {
      status,
      headers: {
        "content-type": "application/problem+json",
        "cache-control": "no-store",
        "x-content-type-options": "nosniff",
        ...headers,
      },
    },
  );
}

/**
 * The one mapping from a thrown error to an HTTP answer. What was not expected is logged and answered as a 500 that says
 * nothing of its insides; a database that is away is a 503 that asks the caller to try again.
 */
export function toProblem(error: unknown): Response {
  if (error instanceof AppError) {
    const { status, title } = ERROR_CODES[error.code];
    const retry = error.extra.retryAfterSeconds;
    return problemResponse(
      error.code,
      status,
      title,
      { ...error.extra.members, detail: error.detail, errors: error.extra.errors },
      retry === undefined ? {} : { "retry-after": String(retry) },
    );
  }
  if (isDatabaseAway(error)) {
    log.error({ error: loggableError(error) }, "the database is away");
    const { status, title } = ERROR_CODES.UNAVAILABLE;
    const detail = "The database cannot be reached. Whether this was stored is not known; send the request again.";
    return problemResponse("UNAVAILABLE", status, title, { detail }, { "retry-after": "2" });
  }
  log.error({ error: loggableError(error) }, "unexpected error");
  const detail =
    "Something went wrong on our side. Nothing is known to be stored; the log of the server has the cause.";
  return problemResponse("INTERNAL", 500, "Unexpected error", { detail });
}

/** Turns what zod found into our 422, naming each field by JSON pointer (RFC 6901). */
export function invalidInput(error: z.ZodError): AppError {
  const errors = error.issues.slice(0, 20).map((issue) => ({
    pointer: issue.path.map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`).join(""),
    message: issue.message,
  }));
  const first = errors[0];
  const where = first && first.pointer !== "" ? ` at ${first.pointer}` : "";
  return new AppError("INVALID", `${first?.message ?? "The input does not have the expected form"}${where}`, {
    errors,
  });
}
