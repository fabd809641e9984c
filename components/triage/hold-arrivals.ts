/** How a list that changes by itself stays still under the eyes of somebody who reads it. Pure. */

export type HeldList = {
  /** Ids in the order to show. */
  shown: string[];
  /** Ids of `shown` that the newest list no longer has. */
  gone: string[];
  /** Ids that wait to be shown, because they would push what is read. */
  held: string[];
};

/**
 * The list to show, given what is shown now and the newest one. While somebody reads, rows keep their places: what is new
 * waits unless it belongs below all of them, and what has left stays, marked as gone.
 * @param before ids as they are shown now
 * @param newest ids as the server orders them
 * @param reading whether a row is selected or the list is scrolled
 */
export function holdArrivals(before: readonly string[], newest: readonly string[], reading: boolean): HeldList {
  if (!reading || before.length === 0) return { shown: [...newest], gone: [], held: [] };
  const known = new Set(before);
  const present = new Set(newest);
  const lastKnown = newest.findLastIndex((id) => known.has(id));
  const fresh = newest.map((id, index) => ({ id, below: index > lastKnown })).filter(({ id }) => !known.has(id));
  return {
    shown: [...before, ...fresh.filter(({ below }) => below).map(({ id }) => id)],
    gone: before.filter((id) => !present.has(id)),
    held: fresh.filter(({ below }) => !below).map(({ id }) => id),
  };
}
