import { repeat } from "@/bin/repeat";
import { normaliseDeliveries } from "@/domain/ingest/normalise-deliveries";
import { workOnUpload } from "@/domain/ingest/uploads/work-on-upload";

/** How long to wait, in milliseconds, when no delivery waits. It hides in the quiet time of a thread. */
const IDLE_MS = 200;
const UPLOAD_IDLE_MS = 500;

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
