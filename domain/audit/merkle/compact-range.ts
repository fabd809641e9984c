/**
 * A growing tree, remembered by the roots of its full subtrees alone: about one hash for each doubling, however many
 * leaves there are. Enough to add leaves and to give the root of RFC 6962, section 2.1. Pure.
 */
import { EMPTY_ROOT, type Hash, nodeHash } from "@/domain/audit/merkle/tree-hash";

const HASH_BYTES = 32;

/** `nodes` are the roots of full subtrees, largest first: one for each bit that is set in `size`. */
export type CompactRange = { readonly size: number; readonly nodes: readonly Hash[] };
/** A full subtree: 2^level leaves, from leaf index × 2^level on. */
export type TreeNode = { level: number; index: number };

export const EMPTY_RANGE: CompactRange = { size: 0, nodes: [] };

/**
 * The tree with one more leaf.
 * @param made is told of each full subtree above the leaves that this leaf completes, smallest first
 */
export function addLeaf(range: CompactRange, leaf: Hash, made?: (node: TreeNode, hash: Hash) => void): CompactRange {
  const nodes = [...range.nodes];
  let hash = leaf;
  let index = range.size;
  for (let level = 1; index % 2 === 1; level += 1) {
    const left = nodes.pop();
    if (left === undefined) throw new Error("a compact range holds too few nodes for its size");
    hash = nodeHash(left, hash);
    index = (index - 1) / 2;
    made?.({ level, index }, hash);
  }
  nodes.push(hash);
  return { size: range.size + 1, nodes };
}

/** The root over all leaves so far. */
export function rootOf({ nodes }: CompactRange): Hash {
  const last = nodes.at(-1);
  return last === undefined ? EMPTY_ROOT : nodes.slice(0, -1).reduceRight((right, left) => nodeHash(left, right), last);
}

function bitsSet(size: number): number {
  let bits = 0;
  for (let rest = size; rest > 0; rest = Math.floor(rest / 2)) bits += rest % 2;
  return bits;
}

/** The range as bytes to store: its hashes, one after another. */
export function packRange({ nodes }: CompactRange): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.concat(nodes));
}

/** What `packRange` gave, for the size it had. @throws Error when the bytes do not fit the size */
export function unpackRange(size: number, bytes: Uint8Array): CompactRange {
  const count = bitsSet(size);
  if (bytes.length !== count * HASH_BYTES) throw new Error(`a compact range of size ${size} has ${count} hashes`);
  const nodes = Array.from(
    { length: count },
    (_, at) => new Uint8Array(bytes.slice(at * HASH_BYTES).slice(0, HASH_BYTES)),
  );
  return { size, nodes };
}
