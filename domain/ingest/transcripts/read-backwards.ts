/** Gives what is written newest first in the order in which it was said, without holding more than a part of it. */

/** Items, and what they weigh together, that are held at a time. */
const MOST_HELD = 50_000;
const MOST_WEIGHT = 50_000_000;

/**
 * The items from the last to the first. Few items are read once; many are read once more for each part that is held.
 * @param items the same items at every call
 * @param weightOf what an item takes in memory, in any unit of which 50,000,000 are affordable
 */
export async function* readBackwards<T>(
  items: () => AsyncIterable<T>,
  weightOf: (item: T) => number,
  { mostHeld = MOST_HELD, mostWeight = MOST_WEIGHT } = {},
): AsyncGenerator<T> {
  /** The index of the first item of each part; the last part stays held from this first reading. */
  const starts = [0];
  let part: T[] = [];
  let weight = 0;
  let count = 0;
  for await (const item of items()) {
    if (part.length >= mostHeld || (part.length > 0 && weight + weightOf(item) > mostWeight)) {
      starts.push(count);
      part = [];
      weight = 0;
    }
    part.push(item);
    weight += weightOf(item);
    count += 1;
  }
  yield* part.reverse();
  for (let at = starts.length - 1; at > 0; at -= 1) {
    const [from = 0, to = 0] = [starts[at - 1], starts[at]];
    part = [];
    let index = 0;
    for await (const item of items()) {
      if (index >= to) break;
      if (index >= from) part.push(item);
      index += 1;
    }
    yield* part.reverse();
  }
}
