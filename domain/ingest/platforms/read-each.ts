/** Reads messages that came in one delivery, so that one that cannot be read keeps no other from being read. */
import type { MessageEvent } from "@/domain/ingest/platforms/message-event";
import { NotUnderstood } from "@/domain/ingest/platforms/platform";

/**
 * The events of all `items`, in their order.
 * @param read gives the events of one; empty when it is nothing to read
 * @returns a warning when some of them were not understood
 * @throws NotUnderstood when some were not and no other holds a message
 */
export function readEach<T>(
  items: readonly T[],
  read: (item: T, index: number) => readonly MessageEvent[],
): { events: MessageEvent[]; warning?: string } {
  const events: MessageEvent[] = [];
  const reasons: string[] = [];
  items.forEach((item, index) => {
    try {
      events.push(...read(item, index));
    } catch (error) {
      if (!(error instanceof NotUnderstood)) throw error;
      reasons.push(error.reason);
    }
  });
  const [reason] = reasons;
  if (reason === undefined) return { events };
  if (events.length === 0) throw new NotUnderstood(reason);
  return { events, warning: `${reasons.length} of ${items.length} parts were not understood. The first: ${reason}` };
}
