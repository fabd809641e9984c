import type { AppError, ErrorCode } from "@/lib/errors/app-error";
import { loggableError } from "@/lib/http/loggable-error";
import { log } from "@/lib/log/log";

type Observer = (error: AppError, request: Request) => Promise<void>;
const holder = globalThis as typeof globalThis & { vigilRefusals?: Observer };

const REFUSALS: readonly ErrorCode[] = ["FORBIDDEN", "UNAUTHENTICATED"];

/** Names who is told of each request that is refused for who asks. One of them: a later one takes the place. */
export function observeRefusals(observer: Observer): void {
  holder.vigilRefusals = observer;
}

/** Tells of a request that was refused for who asks; other errors are none. What goes wrong here changes no answer. */
export async function tellRefusal(error: AppError, request: Request): Promise<void> {
  if (!REFUSALS.includes(error.code)) return;
  try {
    await holder.vigilRefusals?.(error, request);
  } catch (problem) {
    log.error({ error: loggableError(problem) }, "a refused attempt could not be recorded");
  }
}
