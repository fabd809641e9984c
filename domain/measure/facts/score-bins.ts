/** The bins that stored scores are counted in, and where a cut may be: nothing in between is told apart. Pure. */

const ENDS = [0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02] as const;
const STEPS = 20;

/**
 * Where each bin begins; the last one holds 1 too. 0.05 wide in the middle, and finer towards 0 and 1, where most scores of
 * a model that has just written its reasons lie.
 */
export const SCORE_EDGES: readonly number[] = [
  0,
  ...ENDS,
  ...Array.from({ length: STEPS - 1 }, (_, i) => (i + 1) / STEPS),
  ...ENDS.map((end) => Number((1 - end).toFixed(4))).reverse(),
];

/** Where a bin begins. @throws RangeError for a bin that there is none of */
export function edgeOf(bin: number): number {
  const edge = SCORE_EDGES[bin];
  if (edge === undefined) throw new RangeError(`There is no bin ${bin} of scores.`);
  return edge;
}

/** The score that all in a bin count as: its middle. @throws RangeError as above */
export function middleOf(bin: number): number {
  return (edgeOf(bin) + (SCORE_EDGES[bin + 1] ?? 1)) / 2;
}
