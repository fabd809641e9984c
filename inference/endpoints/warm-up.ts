import "server-only";
import type { Fleet } from "@/inference/endpoints/fleet";
import { log } from "@/lib/log/log";
import { pause } from "@/lib/process/pause";

/** A server may be exchanged under its address: it is looked at anew this often. Milliseconds. */
const LOOK_AGAIN_MS = 10 * 60_000;
const TRY_AGAIN_MS = 5_000;

/**
 * Looks at the endpoints until stopped: at the start, again soon while none answers, and now and then afterwards. The
 * small requests of a look also wake a server that loads its weights on the first one. Nothing waits for it.
 */
export function keepLookingAt(fleet: Fleet, signal: AbortSignal): Promise<void> {
  async function look(): Promise<number> {
    try {
      const seen = await fleet.probe();
      const { engine, model, revision, dtype, contextLength, grammar, logprobs } = seen;
      log.info({ engine, model, revision, dtype, contextLength, grammar, logprobs }, "model seen");
      for (const warning of seen.warnings) log.warn({ engine, model, warning }, "model");
      return LOOK_AGAIN_MS;
    } catch (error) {
      log.warn({ why: error instanceof Error ? error.message : "unknown" }, "no model answers");
      return TRY_AGAIN_MS;
    }
  }
  return (async () => {
    while (!signal.aborted) await pause(await look(), signal);
  })();
}
