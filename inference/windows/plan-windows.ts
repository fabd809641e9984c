/** Which stretches of a long conversation are read together. Pure. */

/**
 * What one prompt may hold: the 2,048 tokens the model sees, less 8 of the chat template and 300 for its answer, and some
 * to spare for what a server counts differently.
 */
export const WINDOW_TOKENS = 1_700;

/** Something never divided: a message, or a sentence of one that is longer than a window. */
export type Unit = {
  tokens: number;
  /** Tokens to add where a window begins with it: the label of a speaker whose message began before. */
  lead: number;
};

/** Units `from` up to, and without, `to`. */
export type Span = { from: number; to: number };

const LEAST_UNITS_SHARED = 2;
const LEAST_SHARE_SHARED = 0.25;
/** More in common than this would buy little context for many more calls. */
const MOST_SHARE_SHARED = 0.5;

/**
 * Covers all units with windows of at most `budget` tokens, in order. Everything that fits is one window. Lazy, so that a
 * caller can pause in between.
 *
 * Windows fill up from the start, so units that come later change the last window and add others; those before stay as
 * they are. Neighbours share two units and a quarter of the budget, whichever is more. They share less where two units
 * are more than half of the budget, or where the next unit would not fit: each window brings something new.
 *
 * @param fits says of units together whether they are short enough after all: tokens add up well, and not always exactly
 * @throws RangeError for a unit that no window can hold: it has to be divided first
 */
export function* planWindows(
  units: readonly Unit[],
  fits: (span: Span) => boolean = () => true,
  budget: number = WINDOW_TOKENS,
): Generator<Span> {
  const before = [0];
  for (const { tokens, lead } of units) {
    if (tokens + lead > budget) throw new RangeError(`A unit of ${tokens} tokens is longer than a window.`);
    before.push((before.at(-1) ?? 0) + tokens);
  }
  const between = (from: number, to: number) => (before[to] ?? 0) - (before[from] ?? 0);
  const cost = (from: number, to: number) => between(from, to) + (units[from]?.lead ?? 0);

  /** Where the window after one that ends at `to` begins. */
  function nextStart(to: number): number {
    let start = to;
    while (start > 0 && cost(start - 1, to + 1) <= budget) {
      const shared = to - start;
      if (shared >= LEAST_UNITS_SHARED && between(start, to) >= budget * LEAST_SHARE_SHARED) break;
      if (shared > 0 && between(start - 1, to) > budget * MOST_SHARE_SHARED) break;
      start -= 1;
    }
    return start;
  }

  for (let from = 0, to = 0; to < units.length; from = nextStart(to)) {
    const least = to + 1;
    to = least;
    while (to < units.length && cost(from, to + 1) <= budget) to += 1;
    while (to > least && !fits({ from, to })) to -= 1;
    while (to === least && from < least - 1 && !fits({ from, to })) from += 1;
    yield { from, to };
  }
}
