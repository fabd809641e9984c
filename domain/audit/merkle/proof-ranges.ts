/** Which parts of a tree a proof consists of (RFC 6962, sections 2.1.1 and 2.1.2). Pure: hashing them is the caller's. */
import type { TreeNode } from "@/domain/audit/merkle/compact-range";

/** Leaves from `start` up to, and without, `end`. */
export type LeafRange = { start: number; end: number };

/** The largest power of two below `count`, which is at least 2. */
function largestPowerBelow(count: number): number {
  let power = 1;
  while (power * 2 < count) power *= 2;
  return power;
}

/**
 * The parts whose hashes prove that leaf `index` is in the tree of `size`, from the leaf upwards.
 * @throws RangeError when the leaf is not in the tree
 */
export function inclusionRanges(index: number, size: number): LeafRange[] {
  if (!(index >= 0 && index < size)) throw new RangeError(`a tree of ${size} has no leaf ${index}`);
  const ranges: LeafRange[] = [];
  let [start, end] = [0, size];
  while (end - start > 1) {
    const middle = start + largestPowerBelow(end - start);
    if (index < middle) {
      ranges.push({ start: middle, end });
      end = middle;
    } else {
      ranges.push({ start, end: middle });
      start = middle;
    }
  }
  return ranges.reverse();
}

/**
 * The parts whose hashes prove that the tree of `first` is the beginning of the tree of `second`.
 * @throws RangeError unless 0 ≤ first ≤ second
 */
export function consistencyRanges(first: number, second: number): LeafRange[] {
  if (!(first >= 0 && first <= second)) throw new RangeError(`a tree of ${second} does not begin with one of ${first}`);
  if (first === 0 || first === second) return [];
  const ranges: LeafRange[] = [];
  let [start, end, isWhole] = [0, second, true];
  while (first < end) {
    const middle = start + largestPowerBelow(end - start);
    if (first <= middle) {
      ranges.push({ start: middle, end });
      end = middle;
    } else {
      ranges.push({ start, end: middle });
      start = middle;
      isWhole = false;
    }
  }
  if (!isWhole) ranges.push({ start, end });
  return ranges.reverse();
}

/** The full subtrees that a part consists of, from left to right; it begins where a subtree of its size can begin. */
export function subtreesOf({ start, end }: LeafRange): TreeNode[] {
  const nodes: TreeNode[] = [];
  for (let at = start; at < end; ) {
    let [level, width] = [0, 1];
    while (at + width * 2 <= end && at % (width * 2) === 0) [level, width] = [level + 1, width * 2];
    nodes.push({ level, index: at / width });
    at += width;
  }
  return nodes;
}
