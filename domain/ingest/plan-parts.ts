/**
 * How a thread of any length becomes conversations of a bounded one, its parts. Reading a conversation and showing it
 * cost as much as it has messages, and channels and groups grow for ever. Pure.
 */
import type { IncomingMessage } from "@/domain/ingest/incoming-message";
import type { KnownMessage } from "@/domain/ingest/merge-messages";
import { type PlannedMessage, planThread } from "@/domain/ingest/plan-thread";

/** The messages that one part holds at most: as many as one request may bring, which is so never divided. */
const MOST_MESSAGES = 10_000;

/** A part that is there. `known`: its messages whose ids occur in what arrived. */
export type StoredPart<S> = { part: number; messageCount: number; known: ReadonlyMap<string, S> };

/** What is to be written of one part. `stored` is null for one that is to be made. */
export type PlannedPart<P, S> = { stored: P | null; part: number; messages: PlannedMessage<S>[] };

/**
 * Divides what arrived for one thread among its parts: edits, deletions and repetitions go where their message is, all
 * others to the last part. Where that has no room for all of them, they begin a new one, which may leave a gap in it.
 * @param parts of the thread, first to last: the last, and at least those that know a message of `incoming`
 * @param now counts where the platform gives no time
 * @param most messages that a part may hold
 * @returns first to last; the last is the thread's last part from now on, whether there is something to write or not
 */
export function planParts<P extends StoredPart<S>, S extends { known: KnownMessage; isPrivateNote: boolean }>(
  parts: readonly P[],
  incoming: readonly IncomingMessage[],
  now: Date,
  most = MOST_MESSAGES,
): PlannedPart<P, S>[] {
  const last = parts.at(-1);
  if (last === undefined) return newParts(planThread<S>(new Map(), incoming, now), 1, most);
  const homes = new Map(parts.flatMap((part) => [...part.known.keys()].map((id) => [id, part] as const)));
  const homeOf = ({ externalId }: IncomingMessage) =>
    externalId === undefined ? last : (homes.get(externalId) ?? last);
  const arrived = Map.groupBy(incoming, homeOf);
  const planned = parts.map((part) => ({
    stored: part,
    part: part.part,
    messages: planThread(part.known, arrived.get(part) ?? [], now),
  }));
  const tail = planned.at(-1)?.messages ?? [];
  const added = tail.filter((message) => message.stored === null);
  if (added.length === 0 || last.messageCount + added.length <= most) return planned;
  return [
    ...planned.slice(0, -1),
    { stored: last, part: last.part, messages: tail.filter((message) => message.stored !== null) },
    ...newParts<P, S>(added, last.part + 1, most),
  ];
}

/** At least one, as a thread has, be it empty. */
function newParts<P, S>(messages: PlannedMessage<S>[], firstPart: number, most: number): PlannedPart<P, S>[] {
  const count = Math.max(1, Math.ceil(messages.length / most));
  return Array.from({ length: count }, (_, index) => ({
    stored: null,
    part: firstPart + index,
    messages: messages.slice(index * most, (index + 1) * most),
  }));
}
