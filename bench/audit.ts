/**
 * What the audit log costs a write, and how soon an entry is sealed. A write is one transaction that locks and changes a
 * case, as each decision does at the least; with nothing else in it, so that the log's share is at its largest.
 */
import { addSources, fillQueue } from "@/bench/fill-queue";
import { runSealer } from "@/bin/sealer";
import { openInstallation } from "@/domain/access/open-installation";
import { appendEvent } from "@/domain/audit/append-event";
import type { NewEvent } from "@/domain/audit/event";
import { db, disconnectDb, type Tx } from "@/lib/db/client";
import { newId } from "@/lib/ids/new-id";
import { deployMigrations } from "@/lib/migrations/deploy-migrations";
import { startPostgres } from "@/lib/postgres/embedded";
import { makeThrowawayDir, removeThrowaway } from "@/lib/postgres/throwaway";
import { pause } from "@/lib/process/pause";

const CASES = 900;
const ROUNDS = 5;
const ROUND_MS = 3_000;
const WRITERS = [1, 16];
const LAG = { perSecond: 100, seconds: 20 };

const actor = { kind: "user", userId: "bench" } as const;
type Way = "no entry" | "entry" | "entry in the chain of its case";
const WAYS: readonly Way[] = ["no entry", "entry", "entry in the chain of its case"];

function entryOf(way: Way, caseId: string): NewEvent | null {
  const facts = { claimId: newId() };
  if (way === "no entry") return null;
  return way === "entry"
    ? { type: "triage.case.claimed", actor, facts }
    : { type: "triage.case.claimed", actor, caseId, facts };
}

async function write(tx: Tx, way: Way, caseId: string): Promise<void> {
  await tx.$executeRaw`UPDATE "case" SET due_at = due_at + interval '1 second' WHERE id = ${caseId}::uuid`;
  const entry = entryOf(way, caseId);
  if (entry) await appendEvent(tx, entry);
}

/** Writes of all writers in a round, per second. */
async function rate(way: Way, writers: number, ids: readonly string[]): Promise<number> {
  const end = performance.now() + ROUND_MS;
  let done = 0;
  async function writer(): Promise<void> {
    while (performance.now() < end) {
      const caseId = ids[Math.floor(Math.random() * ids.length)] ?? "";
      await db().$transaction((tx) => write(tx, way, caseId));
      done += 1;
    }
  }
  await Promise.all(Array.from({ length: writers }, writer));
  return done / (ROUND_MS / 1_000);
}

const middle = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
const round = (value: number, digits = 2) => Number(value.toFixed(digits));

async function cost(ids: readonly string[], say: (line: string) => void) {
  const table = [];
  for (const writers of WRITERS) {
    const rates = new Map<Way, number[]>(WAYS.map((way) => [way, []]));
    // Turn by turn, so that what else the machine does falls on all of them.
    for (let at = 0; at < ROUNDS; at += 1) {
      for (const way of WAYS) rates.get(way)?.push(await rate(way, writers, ids));
      say(`${writers} writers: round ${at + 1} of ${ROUNDS}`);
    }
    const bare = rates.get("no entry") ?? [];
    for (const way of WAYS) {
      const own = rates.get(way) ?? [];
      const ratios = own.map((value, at) => value / (bare[at] ?? 1));
      table.push({
        writers,
        way,
        "writes/s": Math.round(middle(own)),
        ratio: round(middle(ratios)),
        spread: `${round(Math.min(...ratios))} to ${round(Math.max(...ratios))}`,
      });
    }
  }
  return table;
}

/** How long after it was made an entry stands under a checkpoint, in milliseconds, while one sealer works. */
async function sealLag(ids: readonly string[]) {
  const stopping = new AbortController();
  const sealing = runSealer(stopping.signal);
  while ((await db().auditUnsealed.count()) > 0) await pause(100, stopping.signal);
  const after = (await db().auditLeaf.count()) - 1;
  const writes: Promise<void>[] = [];
  for (let at = 0; at < LAG.perSecond * LAG.seconds; at += 1) {
    writes.push(db().$transaction((tx) => write(tx, "entry in the chain of its case", ids[at % ids.length] ?? "")));
    await pause(1_000 / LAG.perSecond, stopping.signal);
  }
  await Promise.all(writes);
  while ((await db().auditUnsealed.count()) > 0) await pause(100, stopping.signal);
  stopping.abort();
  await sealing;
  const rows = await db().$queryRaw<{ lag: number }[]>`
    SELECT extract(epoch FROM c.created_at - e.at)::float8 * 1000 AS lag
    FROM audit_leaf l JOIN audit_event e ON e.id = l.event_id,
      LATERAL (SELECT created_at FROM audit_checkpoint WHERE tree_size > l.leaf_index ORDER BY tree_size LIMIT 1) c
    WHERE l.leaf_index > ${BigInt(after)} ORDER BY 1`;
  const at = (share: number) => Math.round(rows[Math.min(rows.length - 1, Math.floor(rows.length * share))]?.lag ?? 0);
  return [{ entries: rows.length, "p50 ms": at(0.5), "p99 ms": at(0.99), "longest ms": at(1) }];
}

/** See the head of this file. */
export async function benchAudit(say: (line: string) => void) {
  const dataDir = makeThrowawayDir("vigil-bench-");
  const postgres = await startPostgres({ dataDir });
  Object.assign(process.env, { DATABASE_URL: postgres.url, VIGIL_SECRET: "bench-bench-bench-bench-bench-bench-bench" });
  try {
    await deployMigrations(postgres.url);
    await openInstallation();
    await addSources();
    await fillQueue(CASES);
    const ids = (await db().case.findMany({ select: { id: true } })).map(({ id }) => id);
    const costs = await cost(ids, say);
    say("how soon entries are sealed");
    return { cost: costs, sealLag: await sealLag(ids) };
  } finally {
    await disconnectDb();
    await removeThrowaway(dataDir);
  }
}
