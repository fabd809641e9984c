/** The two hashes that a Merkle tree needs beside that of its leaves (RFC 6962, section 2.1). Pure. */
import { createHash } from "node:crypto";

export type Hash = Uint8Array<ArrayBuffer>;

/** Hash of a tree without leaves: that of no bytes. */
export const EMPTY_ROOT: Hash = new Uint8Array(createHash("sha256").digest());

/** Hash over two subtrees: SHA-256(0x01 ‖ left ‖ right). */
export function nodeHash(left: Uint8Array, right: Uint8Array): Hash {
  return new Uint8Array(
    createHash("sha256")
      .update(Buffer.from([1]))
      .update(left)
      .update(right)
      .digest(),
  );
}

/** Whether two hashes are the same bytes. */
export function sameHash(first: Uint8Array, second: Uint8Array): boolean {
  return Buffer.from(first).equals(second);
}
