/** Shares in print. Pure. */

/** Digits after the point: one where a whole percent would hide the difference, two within one in a hundred of all or nothing. */
function digitsFor(share: number): number {
  if (share === 0 || share === 1) return 0;
  if (share < 0.01 || share > 0.99) return 2;
  return share < 0.1 || share > 0.95 ? 1 : 0;
}

/** A share as a percentage: "83%", "4.2%", "0.31%". Only 0 and 1 themselves are printed as 0% and 100%. */
export function shareText(share: number): string {
  const text = (share * 100).toFixed(digitsFor(share));
  if (share > 0 && Number(text) === 0) return "<0.01%";
  if (share < 1 && Number(text) === 100) return ">99.99%";
  return `${text}%`;
}

/** An interval of shares: "67% to 91%". */
export function rangeText({ low, high }: { low: number; high: number }): string {
  return `${shareText(low)} to ${shareText(high)}`;
}

/** The label of a tick: the shortest that is exact. */
export function tickText(share: number): string {
  return `${Number((share * 100).toFixed(1))}%`;
}
