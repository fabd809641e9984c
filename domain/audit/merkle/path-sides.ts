/** Pure, and without hashing, so that a browser can check a proof too. */

/**
 * On which side of the way up each hash of an inclusion proof stands, from the leaf to the root (RFC 9162, section
 * 2.1.3.2). Null when the tree has no such leaf.
 */
export function pathSides(index: number, size: number): ("left" | "right")[] | null {
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size) || index < 0 || index >= size) return null;
  const sides: ("left" | "right")[] = [];
  let [at, last] = [index, size - 1];
  while (last > 0) {
    if (at % 2 === 1 || at === last) {
      sides.push("left");
      while (at % 2 === 0 && at !== 0) [at, last] = [at / 2, Math.floor(last / 2)];
    } else {
      sides.push("right");
    }
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  }
  return sides;
}
