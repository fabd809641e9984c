import "server-only";
import { z } from "zod";
import { formatCheckpoint } from "@/domain/audit/checkpoint/checkpoint-text";
import { signNote } from "@/domain/audit/checkpoint/signed-note";
import { currentSigners } from "@/domain/audit/current-signers";
import {
  addLeaf,
  type CompactRange,
  EMPTY_RANGE,
  packRange,
  rootOf,
  unpackRange,
} from "@/domain/audit/merkle/compact-range";
import { type Hash, sameHash } from "@/domain/audit/merkle/tree-hash";
import { db, Prisma, type Tx } from "@/lib/db/client";

/** Entries sealed in one transaction. */
const BATCH = 5_000;
/** Hashes of subtrees are kept at every eighth level: 256 leaves, 65,536, … */
export const STORED_LEVELS = 8;

const lockedRows = z.array(z.object({ held: z.boolean() }));
const settledRows = z.array(z.object({ seq: z.bigint(), eventId: z.uuid(), leafHash: z.instanceof(Uint8Array) }));

/**
 * What is settled, in SQL: nothing that is still being written can come to stand before it. A number that the present
 * server has not come to yet is from before a dump was restored into it.
 */
const SETTLED = Prisma.sql`(u.xid < pg_snapshot_xmin(pg_current_snapshot())
  OR u.xid >= pg_snapshot_xmax(pg_current_snapshot()))`;

/** Takes the lock that makes the sealer one, until the end of the transaction; false while another has it. */
async function holdSealing(tx: Tx): Promise<boolean> {
  const [lock] = lockedRows.parse(
    await tx.$queryRaw`SELECT pg_try_advisory_xact_lock(hashtext('audit'), hashtext('seal')) AS held`,
  );
  return lock?.held === true;
}

async function lastRange(tx: Tx): Promise<CompactRange> {
  const last = await tx.auditCheckpoint.findFirst({ orderBy: { treeSize: "desc" } });
  if (!last) return EMPTY_RANGE;
  const range = unpackRange(Number(last.treeSize), last.compactRange);
  // What was kept to go on from is worth as much as the root that was signed.
  if (!sameHash(rootOf(range), last.rootHash))
    throw new Error(
      `the last checkpoint, of ${last.treeSize} entries, does not agree with itself: run vigil audit verify`,
    );
  return range;
}

async function storeNodes(tx: Tx, nodes: readonly { level: number; index: number; hash: Hash }[]): Promise<void> {
  if (nodes.length === 0) return;
  await tx.auditNode.createMany({
    data: nodes.map(({ level, index, hash }) => ({ level, nodeIndex: BigInt(index), hash })),
  });
}

async function storeCheckpoint(tx: Tx, range: CompactRange): Promise<void> {
  const signers = await currentSigners(tx);
  const root = rootOf(range);
  const text = formatCheckpoint({ origin: signers[0].key.name, size: range.size, root });
  const data = {
    treeSize: BigInt(range.size),
    rootHash: root,
    compactRange: packRange(range),
    note: signNote(text, signers),
  };
  await tx.auditCheckpoint.create({ data });
}

async function sealBatch(tx: Tx): Promise<number> {
  if (!(await holdSealing(tx))) return 0;
  const rows = settledRows.parse(
    await tx.$queryRaw`
      SELECT u.seq, u.event_id AS "eventId", e.leaf_hash AS "leafHash"
      FROM audit_unsealed u JOIN audit_event e ON e.id = u.event_id
      WHERE ${SETTLED} ORDER BY u.seq LIMIT ${BATCH}`,
  );
  if (rows.length === 0) return 0;
  const before = await lastRange(tx);
  const nodes: { level: number; index: number; hash: Hash }[] = [];
  const keep = ({ level, index }: { level: number; index: number }, hash: Hash) => {
    if (level % STORED_LEVELS === 0) nodes.push({ level, index, hash });
  };
  const after = rows.reduce((range, { leafHash }) => addLeaf(range, new Uint8Array(leafHash), keep), before);
  const ids = rows.map(({ eventId }) => eventId);
  await tx.$executeRaw`
    INSERT INTO audit_leaf (leaf_index, event_id)
    SELECT ${before.size}::bigint + place - 1, id FROM unnest(${ids}::uuid[]) WITH ORDINALITY AS made (id, place)`;
  await tx.$executeRaw`DELETE FROM audit_unsealed WHERE seq = ANY (${rows.map(({ seq }) => seq)}::bigint[])`;
  await storeNodes(tx, nodes);
  await storeCheckpoint(tx, after);
  return rows.length;
}

/**
 * Gives the entries that are settled their places in the Merkle log and signs a checkpoint over them. All of it is one
 * transaction, and one process at a time does it: killed at any point it leaves nothing half done, and what two would
 * have sealed is sealed once. An entry whose transaction is open, or younger than one that is, waits.
 * @returns how many entries were sealed; 0 also while another process is at it
 */
export async function sealLog(): Promise<number> {
  return db().$transaction(sealBatch, { timeout: 60_000 });
}
