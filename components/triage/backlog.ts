/** What intake has taken in and nobody has read yet, in words. Pure. */
import { COUNTED_UP_TO, type QueueSummary } from "@/domain/triage/queue-summary";

/** Whoever waits for longer than this, in seconds, waits for longer than anybody should for a first reading. */
export const LONG_WAIT_SECONDS = 5 * 60;

export type Backlog = {
  /** One sentence for each thing that waits: conversations for the model, deliveries for a worker. */
  said: string[];
  /** ISO 8601: since when the oldest of all waits. */
  since: string;
  /** It has waited for too long: somebody should look why. */
  isLong: boolean;
};

function counted(count: number, one: string, many: string): string {
  if (count === 1) return `One ${one}`;
  return `${count.toLocaleString("en")}${count >= COUNTED_UP_TO ? " or more" : ""} ${many}`;
}

/**
 * What waits to be read.
 * @param nowMs milliseconds since 1970
 * @returns null when nothing does
 */
export function backlogOf(
  summary: Pick<QueueSummary, "unread" | "oldestUnreadAt" | "deliveriesWaiting" | "oldestDeliveryAt">,
  nowMs: number,
): Backlog | null {
  const { unread, oldestUnreadAt, deliveriesWaiting, oldestDeliveryAt } = summary;
  const [since] = [oldestUnreadAt, oldestDeliveryAt].filter((at) => at !== null).sort();
  if (since === undefined) return null;
  const said = [];
  if (unread > 0) said.push(`${counted(unread, "conversation waits", "conversations wait")} for a reading.`);
  if (deliveriesWaiting > 0)
    said.push(`${counted(deliveriesWaiting, "delivery waits", "deliveries wait")} to be turned into messages.`);
  return { said, since, isLong: nowMs - Date.parse(since) > LONG_WAIT_SECONDS * 1000 };
}
