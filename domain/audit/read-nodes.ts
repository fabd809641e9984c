import "server-only";
import { z } from "zod";
import { addLeaf, EMPTY_RANGE, rootOf, type TreeNode } from "@/domain/audit/merkle/compact-range";
import { type LeafRange, subtreesOf } from "@/domain/audit/merkle/proof-ranges";
import { type Hash, nodeHash } from "@/domain/audit/merkle/tree-hash";
import { STORED_LEVELS } from "@/domain/audit/seal-log";
import { db } from "@/lib/db/client";

const hashRows = z.array(z.object({ hash: z.instanceof(Uint8Array) }));

/** The stored hashes below a full subtree: leaves, or nodes of the stored level under it; 128 at the most. */
async function storedBelow({ level, index }: TreeNode): Promise<Hash[]> {
  const stored = Math.floor(level / STORED_LEVELS) * STORED_LEVELS;
  const count = 2 ** (level - stored);
  const [from, to] = [BigInt(index * count), BigInt((index + 1) * count)];
  const rows = hashRows.parse(
    stored === 0
      ? await db().$queryRaw`
          SELECT e.leaf_hash AS hash FROM audit_leaf l JOIN audit_event e ON e.id = l.event_id
          WHERE l.leaf_index >= ${from} AND l.leaf_index < ${to} ORDER BY l.leaf_index`
      : await db().$queryRaw`
          SELECT hash FROM audit_node WHERE level = ${stored} AND node_index >= ${from} AND node_index < ${to}
          ORDER BY node_index`,
  );
  if (rows.length !== count) throw new Error(`the log lacks hashes below ${level}/${index}: run vigil audit verify`);
  return rows.map(({ hash }) => new Uint8Array(hash));
}

/** The hash over a part of the sealed log, read from a few hundred stored hashes at the most. */
export async function hashOfRange(range: LeafRange): Promise<Hash> {
  const roots: Hash[] = [];
  for (const node of subtreesOf(range)) {
    const below = await storedBelow(node);
    roots.push(rootOf(below.reduce((tree, hash) => addLeaf(tree, hash), EMPTY_RANGE)));
  }
  return roots.reduceRight((right, left) => nodeHash(left, right));
}
