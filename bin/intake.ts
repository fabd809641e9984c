import { normaliseDeliveries } from "@/domain/ingest/normalise-deliveries";
import { workOnUpload } from "@/domain/ingest/uploads/work-on-upload";
import { loggableError } from "@/lib/http/loggable-error";
import { log } from "@/lib/log/log";
import { pause } from "@/lib/process/pause";

/** How long to wait, in milliseconds, when no delivery waits. It hides in the quiet time of a thread. */
const IDLE_MS = 200;
const UPLOAD_IDLE_MS = 500;
const AFTER_FAILURE_MS = 1_000;

/**
 * Turns webhook deliveries and uploaded files into messages for as long as the worker runs; several workers share the
 * work. A failure (a database that is restarting, say) is logged, and what waits is tried again.
 */
export function runIntake(): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const { signal } = stopping;
  const running = [
    repeat("deliveries", IDLE_MS, signal, async () => (await normaliseDeliveries()) > 0),
    repeat("uploads", UPLOAD_IDLE_MS, signal, () => workOnUpload(signal)),
  ];
  return {
    async stop() {
      stopping.abort();
      await Promise.all(running);
    },
  };
}

/** @param work resolves to whether there was something to do */
async function repeat(name: string, idleMs: number, signal: AbortSignal, work: () => Promise<boolean>): Promise<void> {
  while (!signal.aborted) {
    try {
      if (!(await work())) await pause(idleMs, signal);
    } catch (error) {
      log.error({ intake: name, error: loggableError(error) }, "intake failed; trying again");
      await pause(AFTER_FAILURE_MS, signal);
    }
  }
}
