import { normaliseDeliveries } from "@/domain/ingest/normalise-deliveries";
import { loggableError } from "@/lib/http/loggable-error";
import { log } from "@/lib/log/log";
import { pause } from "@/lib/process/pause";

/** How long to wait, in milliseconds, when no delivery waits. It hides in the quiet time of a thread. */
const IDLE_MS = 200;
const AFTER_FAILURE_MS = 1_000;

/**
 * Turns webhook deliveries into messages for as long as the worker runs; several workers share the work. A failure (a
 * database that is restarting, say) is logged, and what waits is tried again.
 */
export function runIntake(): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const running = run(stopping.signal);
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

async function run(signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      if ((await normaliseDeliveries()) === 0) await pause(IDLE_MS, signal);
    } catch (error) {
      log.error({ error: loggableError(error) }, "deliveries could not be turned into messages");
      await pause(AFTER_FAILURE_MS, signal);
    }
  }
}
