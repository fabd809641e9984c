import { driverCause } from "@/lib/http/database-away";

function word(value: unknown): string | undefined {
  return typeof value === "string" && /^[\w.]{1,80}$/.test(value) ? value : undefined;
}

/**
 * What the log may hold of an unexpected error: its kind, its codes and where it was thrown. Messages of parsers and
 * databases quote the values they choked on, so only that of a plain `Error`, which we word ourselves, is kept.
 */
export function loggableError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { name: typeof error };
  const cause = driverCause(error);
  const own = Object.getPrototypeOf(error) === Error.prototype;
  return {
    name: word(error.name) ?? "Error",
    ...(own ? { message: error.message } : {}),
    code: word((error as { code?: unknown }).code),
    databaseCode: word(cause.originalCode),
    databaseKind: word(cause.kind),
    at: (error.stack ?? "")
      .split("\n")
      .filter((line) => /^\s+at /.test(line))
      .map((line) => line.trim()),
    ...(error.cause === undefined ? {} : { cause: loggableError(error.cause) }),
  };
}
