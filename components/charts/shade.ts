/**
 * How dark a cell of a count matrix is drawn: its share of the largest count, on a square-root scale so that small counts
 * beside a large one are still seen. 0 for an empty cell, at most 1.
 */
export function shade(count: number, largest: number): number {
  if (!(count > 0) || !(largest > 0)) return 0;
  return Math.min(1, Math.sqrt(count / largest));
}
