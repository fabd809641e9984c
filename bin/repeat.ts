import { loggableError } from "@/lib/http/loggable-error";
import { log } from "@/lib/log/log";
import { pause } from "@/lib/process/pause";

const AFTER_FAILURE_MS = 1_000;

/**
 * Does a piece of work again and again until the signal is given. A failure (a database that is restarting, say) is
 * logged, and the work is tried again.
 * @param idleMs how long to wait when there was nothing to do
 * @param work resolves to whether there was something to do
 */
export async function repeat(
  name: string,
  idleMs: number,
  signal: AbortSignal,
  work: () => Promise<boolean>,
): Promise<void> {
  while (!signal.aborted) {
    try {
      if (!(await work())) await pause(idleMs, signal);
    } catch (error) {
      log.error({ work: name, error: loggableError(error) }, "work failed; trying again");
      await pause(AFTER_FAILURE_MS, signal);
    }
  }
}
