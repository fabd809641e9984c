import { repeat } from "@/bin/repeat";
import { sealLog } from "@/domain/audit/seal-log";

/** The longest that an entry waits for a sealer that has nothing to do, in milliseconds. */
const IDLE_MS = 500;
/** Entries sealed at once that say that more are waiting. */
const BACKLOG = 1_000;

/** Seals the audit log until the signal is given. Any number of processes may run it: one at a time seals. */
export function runSealer(signal: AbortSignal): Promise<void> {
  return repeat("sealing the log", IDLE_MS, signal, async () => {
    // Goes on at once only with a backlog: two seals a second, so that not every entry costs a checkpoint.
    return (await sealLog()) >= BACKLOG;
  });
}
