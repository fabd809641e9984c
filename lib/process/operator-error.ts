/**
 * A failure the person who starts Vigil can do something about. Its message is one or a few plain lines for the
 * terminal: what is wrong and what to do. Programs print it without a stack and exit with `exitCode`.
 */
export class OperatorError extends Error {
  override readonly name = "OperatorError";

  constructor(
    message: string,
    readonly exitCode: 1 | 2 = 1,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** What to print for any failure: the plain message of an OperatorError, the stack of everything else. */
export function describeFailure(error: unknown): string {
  if (error instanceof OperatorError) return error.message;
  if (error instanceof Error) return error.stack ?? error.message;
  return String(error);
}
