import { setTimeout as sleep } from "node:timers/promises";

/** What /readyz said last, in one line: what is not ready yet. */
async function probe(url: string): Promise<{ ready: boolean; detail: string }> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(5000) });
    const body = await response.text();
    return { ready: response.ok, detail: `${response.status} ${body.replace(/\s+/g, " ").slice(0, 300)}` };
  } catch {
    return { ready: false, detail: "no answer yet" };
  }
}

/**
 * Asks /readyz until it answers 200, up to `timeoutMs`.
 * @returns null when ready, else what it said last
 */
export async function waitUntilReady(
  port: number,
  timeoutMs: number,
  isStopping: () => boolean,
): Promise<string | null> {
  const until = Date.now() + timeoutMs;
  for (;;) {
    const last = await probe(`http://127.0.0.1:${port}/readyz`);
    if (last.ready) return null;
    if (isStopping() || Date.now() >= until) return last.detail;
    await sleep(50);
  }
}
