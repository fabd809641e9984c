/** Turns what platforms report into what threads take in. Pure. */
import { type IncomingMessage, type IncomingThread, storableId } from "@/domain/ingest/incoming-message";
import type { MessageEvent } from "@/domain/ingest/platforms/message-event";

/** The id under which a source's thread is stored. */
function threadKey(conversationId: string, threadId?: string): string {
  return storableId(threadId === undefined ? conversationId : `${conversationId}:${threadId}`);
}

/** Groups events by thread, each keeping its order; threads in the order of their first event. */
export function threadsOfEvents(events: readonly MessageEvent[]): IncomingThread[] {
  const threads = Map.groupBy(events, ({ conversationId, threadId }) => threadKey(conversationId, threadId));
  return [...threads].map(([externalId, group]) => ({ externalId, messages: group.map(incomingFrom) }));
}

/**
 * Events with the time of receipt where an edit or a deletion has none of its own: the same at every replay, so that an
 * earlier edit that is read again later stays the earlier one.
 */
export function withTimes(events: readonly MessageEvent[], receivedAt: Date): MessageEvent[] {
  return events.map((event) => {
    if (event.kind === "edit") return { ...event, editedAt: event.editedAt ?? receivedAt };
    return event.kind === "delete" ? { ...event, deletedAt: event.deletedAt ?? receivedAt } : event;
  });
}

function incomingFrom({ conversationId: _, threadId: __, messageId, ...event }: MessageEvent): IncomingMessage {
  return { ...event, externalId: storableId(messageId) };
}
