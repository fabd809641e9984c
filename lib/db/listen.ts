import "server-only";
import pg from "pg";
import { databaseUrl } from "@/lib/db/client";
import { loggableError } from "@/lib/http/loggable-error";
import { log } from "@/lib/log/log";
import { pause } from "@/lib/process/pause";

const FIRST_DELAY_MS = 100;
const LONGEST_DELAY_MS = 5_000;
/** How often the connection is asked whether it is still there: a cut cable says nothing by itself. */
const ASK_EVERY_MS = 10_000;
const ANSWER_WITHIN_MS = 5_000;

export type Listener = {
  /** Something was said on a channel. */
  onNotice: (channel: string, payload: string) => void;
  /** The connection stands again, or for the first time: what was said before is not known. */
  onConnected: () => void;
  /** The connection is lost: until `onConnected` nothing is heard. */
  onLost: () => void;
};

async function isThere(client: pg.Client): Promise<boolean> {
  return client.query("SELECT 1").then(
    () => true,
    () => false,
  );
}

/** One connection from its beginning to its end. @returns whether it ever stood */
async function listenOnce(channels: readonly string[], listener: Listener, signal: AbortSignal): Promise<boolean> {
  const client = new pg.Client({
    connectionString: databaseUrl(),
    connectionTimeoutMillis: ANSWER_WITHIN_MS,
    query_timeout: ANSWER_WITHIN_MS,
    keepAlive: true,
    application_name: "vigil listen",
  });
  const lost = new AbortController();
  const ended = AbortSignal.any([lost.signal, signal]);
  client.on("error", () => lost.abort());
  client.on("end", () => lost.abort());
  client.on("notification", ({ channel, payload }) => listener.onNotice(channel, payload ?? ""));
  let stood = false;
  try {
    await client.connect();
    for (const channel of channels) await client.query(`LISTEN ${client.escapeIdentifier(channel)}`);
    stood = true;
    listener.onConnected();
    while (!ended.aborted) {
      await pause(ASK_EVERY_MS, ended);
      if (!ended.aborted && !(await isThere(client))) lost.abort();
    }
  } catch (error) {
    log.warn({ error: loggableError(error) }, "the connection that listens could not be made");
  } finally {
    if (stood) listener.onLost();
    void client.end().catch(() => {});
  }
  return stood;
}

/**
 * Hears what PostgreSQL says on some channels (NOTIFY), over one connection of its own, and makes another one whenever that
 * is lost. What is said in between is lost too: `onConnected` is the moment to look for oneself.
 * @param signal ends it
 */
export async function listen(channels: readonly string[], listener: Listener, signal: AbortSignal): Promise<void> {
  let delayMs = FIRST_DELAY_MS;
  while (!signal.aborted) {
    const stood = await listenOnce(channels, listener, signal);
    delayMs = stood ? FIRST_DELAY_MS : Math.min(LONGEST_DELAY_MS, delayMs * 2);
    await pause(delayMs, signal);
  }
}
