/** How a list that changes by itself stays still under the eyes of somebody who reads it. Pure. */

export type HeldList = {
  /** Ids in the order to show. */
  shown: string[];
  /** Ids of `shown` that the newest list no longer has. */
  gone: string[];
  /** Ids that wait to be shown, because they would push what is read. */
  held: string[];
};

/** The part of the queue that is loaded: whether there is more above and below it, and how many rows are kept. */
export type Loaded = { wasAbove: boolean; above: boolean; below: boolean; most: number };

const ALL: Loaded = { wasAbove: false, above: false, below: false, most: Number.POSITIVE_INFINITY };

/** Drops rows at the ends that were let go of, not rows that have left: what is loaded begins and ends elsewhere now. */
function trim(shown: readonly string[], present: ReadonlySet<string>, loaded: Loaded): string[] {
  if (shown.length <= loaded.most) return [...shown];
  const first = loaded.above ? shown.findIndex((id) => present.has(id)) : 0;
  const last = loaded.below ? shown.findLastIndex((id) => present.has(id)) : shown.length - 1;
  return shown.slice(Math.max(first, 0), last + 1);
}

/**
 * The list to show, given what is shown now and the newest one. While somebody reads, rows keep their places: what is new
 * waits unless it belongs below all of them, or above them where that part was just loaded; what has left stays, marked.
 * @param before ids as they are shown now
 * @param newest ids as the server orders them
 * @param reading whether a row is selected or the list is scrolled
 * @param loaded which part of the queue the newest ids are; `wasAbove` of what is shown now
 */
export function holdArrivals(
  before: readonly string[],
  newest: readonly string[],
  reading: boolean,
  loaded: Loaded = ALL,
): HeldList {
  if (!reading || before.length === 0) return { shown: [...newest], gone: [], held: [] };
  const known = new Set(before);
  const present = new Set(newest);
  const lastKnown = newest.findLastIndex((id) => known.has(id));
  const firstKnown = loaded.wasAbove ? newest.findIndex((id) => known.has(id)) : 0;
  const fresh = newest
    .map((id, index) => ({ id, below: index > lastKnown, above: index < firstKnown }))
    .filter(({ id }) => !known.has(id));
  const above = fresh.filter((each) => each.above).map(({ id }) => id);
  const below = fresh.filter((each) => each.below && !each.above).map(({ id }) => id);
  const shown = trim([...above, ...before, ...below], present, loaded);
  return {
    shown,
    gone: shown.filter((id) => !present.has(id)),
    held: fresh.filter((each) => !each.below && !each.above).map(({ id }) => id),
  };
}
