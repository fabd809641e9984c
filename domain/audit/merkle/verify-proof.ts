/** Checking proofs, as RFC 9162 describes it (sections 2.1.3.2 and 2.1.4.2). Pure. */
import { pathSides } from "@/domain/audit/merkle/path-sides";
import { EMPTY_ROOT, nodeHash, sameHash } from "@/domain/audit/merkle/tree-hash";

const half = (count: number) => Math.floor(count / 2);
const isOdd = (count: number) => count % 2 === 1;

/** Whether `leaf`, the hash of an entry, is entry `index` of the tree of `size` with this root. */
export function verifyInclusion(
  { index, size }: { index: number; size: number },
  leaf: Uint8Array,
  path: readonly Uint8Array[],
  root: Uint8Array,
): boolean {
  const sides = pathSides(index, size);
  if (sides === null || sides.length !== path.length) return false;
  const reached = path.reduce(
    (hash, other, step) => (sides[step] === "left" ? nodeHash(other, hash) : nodeHash(hash, other)),
    leaf,
  );
  return sameHash(reached, root);
}

type Tree = { size: number; root: Uint8Array };

/** Whether the first tree is the beginning of the second one. */
export function verifyConsistency(first: Tree, second: Tree, path: readonly Uint8Array[]): boolean {
  if (first.size < 0 || first.size > second.size) return false;
  if (first.size === 0) return path.length === 0 && sameHash(first.root, EMPTY_ROOT);
  if (first.size === second.size) return path.length === 0 && sameHash(first.root, second.root);
  let [old, young] = [first.size - 1, second.size - 1];
  while (isOdd(old)) [old, young] = [half(old), half(young)];
  const isFullTree = old === 0;
  const [seed, ...rest] = isFullTree ? [first.root, ...path] : path;
  if (seed === undefined || (isFullTree && path.length === 0)) return false;
  let [oldHash, youngHash] = [seed, seed];
  for (const other of rest) {
    if (young === 0) return false;
    if (isOdd(old) || old === young) {
      [oldHash, youngHash] = [nodeHash(other, oldHash), nodeHash(other, youngHash)];
      while (!isOdd(old) && old !== 0) [old, young] = [half(old), half(young)];
    } else {
      youngHash = nodeHash(youngHash, other);
    }
    [old, young] = [half(old), half(young)];
  }
  return young === 0 && sameHash(oldHash, first.root) && sameHash(youngHash, second.root);
}
