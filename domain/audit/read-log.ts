import "server-only";
import { z } from "zod";
import { parseVkey } from "@/domain/audit/checkpoint/signed-note";
import { checkColumns } from "@/domain/audit/verify/check-event";
import type { LogEntry, StoredRecord } from "@/domain/audit/verify/log-record";
import { db, Prisma } from "@/lib/db/client";

const PAGE = 2_000;

const entryRow = z.object({
  index: z.bigint().nullable(),
  seq: z.bigint().nullable(),
  id: z.string().nullable(),
  at: z.date().nullable(),
  type: z.string().nullable(),
  actorKind: z.string().nullable(),
  actorId: z.string().nullable(),
  conversationId: z.string().nullable(),
  caseId: z.string().nullable(),
  canonical: z.string().nullable(),
  leafHash: z.instanceof(Uint8Array).nullable(),
});
type EntryRow = z.infer<typeof entryRow>;

const COLUMNS = Prisma.sql`e.id, e.at, e.type, e.actor_kind::text AS "actorKind", e.actor_id AS "actorId",
  e.conversation_id AS "conversationId", e.case_id AS "caseId", e.canonical, e.leaf_hash AS "leafHash"`;

function recordOf(row: EntryRow): StoredRecord {
  const index = row.index === null ? null : Number(row.index);
  const { id, at, type, actorKind, canonical, leafHash } = row;
  if (id === null || at === null || type === null || actorKind === null || canonical === null || leafHash === null)
    return { kind: "gone", index, seq: row.seq?.toString() ?? null };
  return {
    kind: "entry",
    index,
    seq: String(row.seq),
    canonical,
    leafHash: Buffer.from(leafHash).toString("hex"),
    problem: checkColumns(canonical, { ...row, id, at, type, actorKind }),
  };
}

async function entriesFrom(from: number, before: number): Promise<StoredRecord[]> {
  const rows = await db().$queryRaw`
    SELECT l.leaf_index AS index, e.seq, ${COLUMNS} FROM audit_leaf l LEFT JOIN audit_event e ON e.id = l.event_id
    WHERE l.leaf_index >= ${from}::bigint AND l.leaf_index < ${before}::bigint ORDER BY l.leaf_index LIMIT ${PAGE}`;
  return z.array(entryRow).parse(rows).map(recordOf);
}

/**
 * The numbers of a multirange as PostgreSQL writes it, `{[1,4),[7,8)}`, page by page: a million that wait in a row are one
 * range, and need not be held one by one.
 */
function* pagesOf(ranges: string): Generator<bigint[], void> {
  let page: bigint[] = [];
  for (const [, from = "", before = ""] of ranges.matchAll(/\[(\d+),(\d+)\)/g)) {
    for (let seq = BigInt(from); seq < BigInt(before); seq += 1n) {
      page.push(seq);
      if (page.length === PAGE) {
        yield page;
        page = [];
      }
    }
  }
  if (page.length > 0) yield page;
}

/** Entries that waited for their place when the reading began; one that has got it since still counts as waiting. */
async function waitingRecords(seqs: readonly bigint[]): Promise<StoredRecord[]> {
  const rows = await db().$queryRaw`
    SELECT NULL::bigint AS index, w.seq, ${COLUMNS} FROM unnest(${[...seqs]}::bigint[]) AS w (seq)
    LEFT JOIN audit_event e ON e.seq = w.seq ORDER BY w.seq`;
  return z.array(entryRow).parse(rows).map(recordOf);
}

/** An entry that has no place in the log and waits for none: nobody but the database's owner can make one. */
async function findStray(): Promise<StoredRecord | null> {
  const rows = await db().$queryRaw`
    SELECT NULL::bigint AS index, e.seq, ${COLUMNS} FROM audit_event e
    WHERE NOT EXISTS (SELECT FROM audit_leaf l WHERE l.event_id = e.id AND l.leaf_index >= 0)
      AND NOT EXISTS (SELECT FROM audit_unsealed u WHERE u.event_id = e.id) ORDER BY e.seq LIMIT 1`;
  const [row] = z.array(entryRow).parse(rows);
  const record = row && recordOf(row);
  if (record?.kind !== "entry") return null;
  return { ...record, problem: "the entry has no place in the log and waits for none" };
}

async function* sealedRecords(sealed: number, last: number): AsyncGenerator<StoredRecord, number> {
  const after = (size: bigint) =>
    db().auditCheckpoint.findMany({
      where: { treeSize: { gt: size, lte: BigInt(last) } },
      orderBy: { treeSize: "asc" },
      take: PAGE,
    });
  let count = 0;
  let notes = await after(-1n);
  async function* checkpointsUpTo(size: number): AsyncGenerator<StoredRecord> {
    for (let next = notes[0]; next && Number(next.treeSize) <= size; next = notes[0]) {
      yield { kind: "checkpoint", size: Number(next.treeSize), note: next.note };
      count += 1;
      notes.shift();
      if (notes.length === 0) notes = await after(next.treeSize);
    }
  }
  for (let from = 0; ; ) {
    const page = await entriesFrom(from, sealed);
    for (const record of page) {
      yield* checkpointsUpTo((record as LogEntry).index ?? 0);
      yield record;
    }
    const end = page.at(-1);
    if (end === undefined) break;
    from = ((end as LogEntry).index ?? 0) + 1;
  }
  yield* checkpointsUpTo(Number.POSITIVE_INFINITY);
  return count;
}

/**
 * The log as it is now, record by record: whose it is, entries in their places, each checkpoint after its last entry,
 * then those that wait. What is sealed while it is read is not followed.
 */
export async function* readLog(): AsyncGenerator<StoredRecord> {
  const keys = await db().auditKey.findMany({ orderBy: { version: "asc" }, select: { version: true, vkey: true } });
  // One statement, one moment: what waits is what had no place then, however long the reading of the places takes.
  const [top] = z.array(z.object({ sealed: z.bigint(), last: z.bigint(), waiting: z.string() })).parse(
    await db().$queryRaw`
      SELECT (SELECT coalesce(max(leaf_index) + 1, 0) FROM audit_leaf) AS sealed,
        (SELECT coalesce(max(tree_size), 0) FROM audit_checkpoint) AS last,
        (SELECT coalesce(range_agg(int8range(seq, seq, '[]')), '{}')::text FROM audit_unsealed) AS waiting`,
  );
  const origin = keys[0] ? parseVkey(keys[0].vkey).name : null;
  yield { kind: "log", format: "vigil-log/1", origin, keys };
  const sealed = Number(top?.sealed ?? 0);
  const checkpoints = yield* sealedRecords(sealed, Number(top?.last ?? 0));
  let waiting = 0;
  for (const seqs of pagesOf(top?.waiting ?? "{}")) {
    yield* await waitingRecords(seqs);
    waiting += seqs.length;
  }
  const stray = await findStray();
  if (stray) yield stray;
  yield { kind: "end", entries: sealed + waiting, checkpoints };
}
