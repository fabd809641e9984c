/** Which alert the keys act on. Pure. */

/** Which alert is chosen, and where it stood in the list when it was. */
export type AlertChoice = { id: string; index: number };

/**
 * The choice as the list stands now. Begins with the first alert, and stays with it whatever arrives above; a choice that is
 * gone from the list is kept, so that no key answers what came into its place.
 */
export function pinChoice(choice: AlertChoice | null, ids: readonly string[]): AlertChoice | null {
  const [first] = ids;
  if (choice === null) return first === undefined ? null : { id: first, index: 0 };
  const index = ids.indexOf(choice.id);
  return index === -1 || index === choice.index ? choice : { ...choice, index };
}

/** The choice one step on (1) or back (-1), no further than the ends; from where it stood, if it is gone. */
export function stepChoice(choice: AlertChoice | null, ids: readonly string[], by: 1 | -1): AlertChoice | null {
  if (choice === null) return pinChoice(null, ids);
  const isGone = !ids.includes(choice.id);
  // What stands in the place of one that is gone is the next after it.
  const wanted = choice.index + (isGone && by === 1 ? 0 : by);
  const index = Math.min(Math.max(wanted, 0), ids.length - 1);
  const id = ids[index];
  return id === undefined ? null : { id, index };
}
