import { repeat } from "@/bin/repeat";
import { createSender } from "@/domain/outbox/send-outbox";
import { pause } from "@/lib/process/pause";

const IDLE_MS = 500;
/** Receivers that have not answered by then are tried again by another worker. */
const LET_END_MS = 4_000;

/** Sends what leaves the desk until the signal is given, and lets what is under way come to its end. */
export async function runOutbox(signal: AbortSignal): Promise<void> {
  const sender = createSender();
  await repeat("outbox", IDLE_MS, signal, async () => (await sender.step()) > 0);
  await Promise.race([sender.idle(), pause(LET_END_MS, new AbortController().signal)]);
}
