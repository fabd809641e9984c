/** The order of a transcript. Pure. */

type Ordered = { position: number; sentAt: Date | null; sequence: bigint | null; isAwaited: boolean; receivedAt: Date };

/**
 * Messages in the order in which people wrote them: by the time of sending where every message says it, since events
 * arrive in any order, else as they arrived. What only its deletion is known of stands where that arrived.
 */
export function inOrder<M extends Ordered>(messages: readonly M[]): M[] {
  const byArrival = [...messages].sort((one, other) => one.position - other.position);
  if (byArrival.some((message) => message.sentAt === null && !message.isAwaited)) return byArrival;
  const time = (message: M) => (message.sentAt ?? message.receivedAt).getTime();
  // Sorting keeps the order of arrival where nothing else decides.
  return byArrival.sort((one, other) => time(one) - time(other) || bySequence(one, other));
}

function bySequence(one: Ordered, other: Ordered): number {
  if (one.sequence === null || other.sequence === null || one.sequence === other.sequence) return 0;
  return one.sequence < other.sequence ? -1 : 1;
}
