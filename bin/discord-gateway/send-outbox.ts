/** Sends what waits in the outbox to Vigil, as signed Standard Webhooks, until it has all of it. */
import { createHmac } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Entry, Outbox } from "@/bin/discord-gateway/outbox";
import type { Outgoing } from "@/bin/discord-gateway/outgoing";
import type { GatewaySettings } from "@/bin/discord-gateway/settings";
import { log } from "@/lib/log/log";
import { OperatorError } from "@/lib/process/operator-error";

/** Entries in memory, and requests under way at once; each channel has one at a time. */
const WINDOW = 64;
const AT_ONCE = 8;
const TIMEOUT_MS = 30_000;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;

/** A signature by Standard Webhooks 1.0: HMAC-SHA-256 over id, time in seconds and body. */
function signedHeaders(outgoing: Outgoing, key: Uint8Array, now: Date): Record<string, string> {
  const timestamp = String(Math.floor(now.getTime() / 1000));
  const mac = createHmac("sha256", key).update(`${outgoing.id}.${timestamp}.${outgoing.body}`).digest("base64");
  return {
    "content-type": "application/json",
    "webhook-id": outgoing.id,
    "webhook-timestamp": timestamp,
    "webhook-signature": `v1,${mac}`,
  };
}

/** Why no further try can help; null when it can. */
function finalProblem(status: number): OperatorError | null {
  if (status === 410) {
    return new OperatorError(
      "Vigil says that the source is gone (410). Nothing more is sent; what waits stays in DATA_DIR/discord-gateway",
    );
  }
  if (status === 401 || status === 403) {
    return new OperatorError(
      `Vigil refuses the signature (${status}). Check DISCORD_FORWARD_SECRET, DISCORD_FORWARD_URL, and that this machine's clock is right to five minutes`,
    );
  }
  return null;
}

/** The wait that an answer asks for, in milliseconds; 0 when it asks for none. */
function retryAfterMs(response: Response): number {
  const seconds = Number(response.headers.get("retry-after"));
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, 600) * 1000 : 0;
}

/**
 * Sends until `stop` is aborted. While Vigil is away it tries again for ever, ever less often, with jitter.
 * @throws OperatorError when Vigil answers 401 or 403 (wrong secret) or 410 (source gone), or the outbox cannot be read
 */
export async function sendOutbox(
  outbox: Outbox,
  { forwardUrl, forwardKey }: Pick<GatewaySettings, "forwardUrl" | "forwardKey">,
  stop: AbortSignal,
): Promise<void> {
  const lanes = new Map<string, Promise<void>>();
  const slots: (() => void)[] = [];
  const failed = Promise.withResolvers<never>();
  let free = AT_ONCE;
  let inMemory = 0;
  let madeRoom = () => {};
  let failures = 0;
  let pausedUntil = 0;

  /** What went wrong, as a word for the log, and the wait it asks for; null when it was delivered. */
  async function tryOnce(outgoing: Outgoing): Promise<{ problem: string; waitMs: number } | null> {
    try {
      const response = await fetch(forwardUrl, {
        method: "POST",
        headers: signedHeaders(outgoing, forwardKey, new Date()),
        body: outgoing.body,
        redirect: "manual",
        signal: AbortSignal.any([stop, AbortSignal.timeout(TIMEOUT_MS)]),
      });
      await response.arrayBuffer();
      if (response.ok) return null;
      const final = finalProblem(response.status);
      if (final !== null) throw final;
      return { problem: `answer ${response.status}`, waitMs: retryAfterMs(response) };
    } catch (error) {
      if (error instanceof OperatorError) throw error;
      return { problem: "no answer", waitMs: 0 };
    }
  }

  /** All lanes pause together: if Vigil is away for one channel, it is for all. */
  function pause({ problem, waitMs }: { problem: string; waitMs: number }) {
    if (Date.now() < pausedUntil) return;
    const longest = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(failures, 10));
    const pauseMs = Math.max(waitMs, Math.round(longest * (0.5 + Math.random() / 2)));
    failures += 1;
    pausedUntil = Date.now() + pauseMs;
    log.warn({ problem, failures, pauseMs }, "Vigil did not take a delivery; it is sent again");
  }

  async function takeSlot() {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => slots.push(resolve));
  }
  function giveSlot() {
    const waiting = slots.shift();
    if (waiting) waiting();
    else free += 1;
  }

  async function deliver(entry: Entry): Promise<void> {
    while (!stop.aborted) {
      const waitMs = pausedUntil - Date.now();
      if (waitMs > 0) {
        await sleep(waitMs, undefined, { signal: stop }).catch(() => undefined);
        continue;
      }
      await takeSlot();
      const problem = await tryOnce(entry.outgoing).finally(giveSlot);
      if (problem === null) {
        failures = 0;
        outbox.done(entry);
        break;
      }
      if (!stop.aborted) pause(problem);
    }
    inMemory -= 1;
    madeRoom();
  }

  function enqueue(entry: Entry) {
    const { lane } = entry.outgoing;
    const turn = (lanes.get(lane) ?? Promise.resolve()).then(() => deliver(entry));
    lanes.set(lane, turn);
    turn
      .catch((error: unknown) => failed.reject(error))
      .finally(() => {
        if (lanes.get(lane) === turn) lanes.delete(lane);
      });
  }

  async function feed(): Promise<void> {
    while (!stop.aborted) {
      if (inMemory >= WINDOW) {
        await new Promise<void>((resolve) => {
          madeRoom = resolve;
        });
        continue;
      }
      const entries = await outbox.next(WINDOW - inMemory);
      if (entries.length === 0) break;
      inMemory += entries.length;
      for (const entry of entries) enqueue(entry);
    }
    await Promise.allSettled(lanes.values());
  }

  await Promise.race([feed(), failed.promise]);
}
