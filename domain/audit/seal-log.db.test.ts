import pg from "pg";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { appendEvent, appendEvents } from "@/domain/audit/append-event";
import { readCheckpoint } from "@/domain/audit/checkpoint/checkpoint-text";
import { formatVkey, parseVkey, signersOf } from "@/domain/audit/checkpoint/signed-note";
import type { NewEvent } from "@/domain/audit/event";
import { leafHash } from "@/domain/audit/leaf-hash";
import { verifyConsistency, verifyInclusion } from "@/domain/audit/merkle/verify-proof";
import { proveConsistency, proveInclusion } from "@/domain/audit/prove";
import { readLog } from "@/domain/audit/read-log";
import { rotateLogKey } from "@/domain/audit/rotate-log-key";
import { sealLog } from "@/domain/audit/seal-log";
import { sealAll } from "@/domain/audit/testing/seal-all";
import { clearLog, tamper } from "@/domain/audit/testing/tampering";
import { verifyLog } from "@/domain/audit/verify/verify-log";
import { openDesk } from "@/domain/testing/desk";
import { databaseUrl, db } from "@/lib/db/client";
import { withClient } from "@/lib/postgres/connect";

const event: NewEvent = { type: "audit.log.viewed", actor: { kind: "user", userId: "u1" }, facts: {} };
const append = (count: number) => appendEvents(db(), Array<NewEvent>(count).fill(event));
const leaves = async () =>
  (await db().auditLeaf.findMany({ orderBy: { leafIndex: "asc" } })).map((row) => row.leafIndex);
const checkpoints = () => db().auditCheckpoint.findMany({ orderBy: { treeSize: "asc" } });

/** A transaction of its own, so that it can be left open. */
async function slowWriter(): Promise<{ end(how: "COMMIT" | "ROLLBACK"): Promise<void> }> {
  const client = new pg.Client({ connectionString: databaseUrl() });
  await client.connect();
  await client.query("BEGIN");
  const tx = {
    $executeRaw: (strings: TemplateStringsArray, ...values: unknown[]) =>
      client.query(strings.join("$1"), values).then(() => 1),
  };
  await appendEvent(tx as unknown as Parameters<typeof appendEvent>[0], event);
  return {
    end: async (how) => {
      await client.query(how);
      await client.end();
    },
  };
}

beforeAll(openDesk);
beforeEach(clearLog);

describe("the sealer", () => {
  it("loses no late commit, which a cursor over the sequence loses", async () => {
    const naive = async (after: bigint) =>
      (await db().auditEvent.findMany({ where: { seq: { gt: after } }, orderBy: { seq: "asc" } })).map(
        ({ seq }) => seq,
      );
    const slow = await slowWriter();
    await append(1);
    const seen = await naive(0n);
    expect(seen).toHaveLength(1);
    expect(await sealLog()).toBe(0);
    await slow.end("COMMIT");
    // The late one has the lower number: a cursor has passed it for ever.
    expect(await naive(seen[0] ?? 0n)).toEqual([]);
    expect(await sealAll()).toBe(2 + 1);
    expect(await db().auditEvent.count({ where: { leaf: null } })).toBe(0);
    expect(await verifyLog()).toMatchObject({ ok: true, events: 3, sealed: 3 });
  });

  it("goes past what was rolled back, and is not held up by those who only read", async () => {
    const slow = await slowWriter();
    await append(2);
    await slow.end("ROLLBACK");
    await withClient(databaseUrl(), async (reader) => {
      await reader.query("BEGIN ISOLATION LEVEL REPEATABLE READ");
      await reader.query("SELECT count(*) FROM audit_event");
      expect(await sealAll()).toBe(3);
      await reader.query("COMMIT");
    });
    expect(await leaves()).toEqual([0n, 1n, 2n]);
  });

  it("is one: of several at once each entry gets one place", async () => {
    await append(40);
    await Promise.all(Array.from({ length: 6 }, sealLog));
    await sealAll();
    expect(await leaves()).toEqual(Array.from({ length: 41 }, (_, at) => BigInt(at)));
    expect(await verifyLog()).toMatchObject({ ok: true, sealed: 41 });
  });

  it("leaves nothing half done when it dies in the middle", async () => {
    await append(5);
    await sealAll();
    await append(5);
    await tamper(
      `CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NEW; END $$`,
      "CREATE TRIGGER die BEFORE INSERT ON audit_checkpoint FOR EACH ROW EXECUTE FUNCTION die()",
    );
    await expect(sealAll()).rejects.toThrow();
    await tamper("DROP TRIGGER die ON audit_checkpoint", "DROP FUNCTION die");
    expect((await leaves()).length).toBe(6);
    expect(await sealAll()).toBe(5);
    expect(await verifyLog()).toMatchObject({ ok: true, sealed: 11, unsealed: 0 });
  });

  it("seals in batches, and proves every part from what it keeps of the tree", async () => {
    await append(5_300);
    expect(await sealAll()).toBe(5_301);
    await append(7);
    await sealAll();
    const sealed = (await checkpoints()).map(({ treeSize, rootHash }) => ({ size: Number(treeSize), root: rootHash }));
    // Transactions of other tests' databases may hold a seal up, and make it more of them; never larger ones.
    const steps = sealed.map(({ size }, at) => size - (sealed[at - 1]?.size ?? 0));
    expect(Math.max(...steps)).toBe(5_000);
    const [first, second, last] = [sealed[0], sealed.find(({ size }) => size === 5_301), sealed.at(-1)];
    if (!first || !second || !last) throw new Error("there are too few checkpoints");
    expect(last.size).toBe(5_308);
    const bytes = (text: string) => Buffer.from(text, "hex");
    for (const [from, to] of [
      [first, second],
      [second, last],
      [first, last],
    ] as const) {
      const proof = await proveConsistency({ from: from.size, to: to.size });
      expect([proof.fromRoot, proof.toRoot].map(bytes)).toEqual([from.root, to.root].map((root) => Buffer.from(root)));
      expect(verifyConsistency(from, to, proof.path.map(bytes))).toBe(true);
    }
    for (const index of [0, 255, 256, 4_999, 5_000, 5_307]) {
      const where = { leafIndex: BigInt(index) };
      const { eventId } = await db().auditLeaf.findUniqueOrThrow({ where });
      for (const size of [undefined, index + 1]) {
        const proof = await proveInclusion({ event: eventId, size });
        const root = size === undefined ? last.root : bytes(proof.root);
        expect(leafHash(proof.canonical)).toEqual(new Uint8Array(bytes(proof.leafHash)));
        expect(verifyInclusion(proof, bytes(proof.leafHash), proof.path.map(bytes), root)).toBe(true);
      }
      if (index > 0) await expect(proveInclusion({ event: eventId, size: index })).rejects.toThrow("its place is");
    }
    await expect(proveConsistency({ from: 9_999 })).rejects.toThrow("no tree of 9999 yet");
    expect(await db().auditNode.count()).toBe(Math.floor(5_308 / 256));
  });

  it("seals what a dump brought from a server that had come further", async () => {
    await append(3);
    await tamper("UPDATE audit_unsealed SET xid = '900000000000'");
    await append(1);
    expect(await sealAll()).toBe(5);
  });

  it("is read as of one moment, whatever is sealed in the meantime", async () => {
    await append(3);
    const sealed = await sealAll();
    await append(1);
    // A number that nobody has: what waits is then not one row of numbers.
    await (await slowWriter()).end("ROLLBACK");
    await append(1);
    const reading = readLog();
    const records = [(await reading.next()).value];
    await sealAll();
    await append(4);
    for await (const record of reading) records.push(record);
    const places = records.flatMap((record) => (record?.kind === "entry" ? [record.index] : []));
    expect(places).toEqual([...Array.from({ length: sealed }, (_, at) => at), null, null]);
    expect(records.at(-1)).toMatchObject({ kind: "end", entries: sealed + 2 });
    expect(await verifyLog()).toMatchObject({ ok: true, events: sealed + 6 });
  });

  it("cannot be hidden from by a place that is none", async () => {
    await append(1);
    await sealAll();
    await append(1);
    const { eventId } = await db().auditUnsealed.findFirstOrThrow();
    await db().auditLeaf.create({ data: { leafIndex: -1n, eventId } });
    await tamper("DELETE FROM audit_unsealed");
    expect(await verifyLog()).toMatchObject({ ok: false, firstBad: { id: eventId } });
  });

  it("refuses to go on from a tree that was changed", async () => {
    await append(3);
    await sealAll();
    await tamper(
      "UPDATE audit_checkpoint SET compact_range = set_byte(compact_range, 0, get_byte(compact_range, 0) # 1)",
    );
    await append(1);
    await expect(sealAll()).rejects.toThrow("vigil audit verify");
  });
});

describe("the key", () => {
  it("of a new version signs beside the one before it, until the next change", async () => {
    await append(1);
    await sealAll();
    for (const _ of [2, 3]) {
      await rotateLogKey();
      await sealAll();
    }
    const keys = (await db().auditKey.findMany({ orderBy: { version: "asc" } })).map(({ vkey }) => parseVkey(vkey));
    const signed = (await checkpoints()).map(({ note }) =>
      signersOf(readCheckpoint(note).signed, keys).map(
        (key) => keys.findIndex((each) => formatVkey(each) === formatVkey(key)) + 1,
      ),
    );
    expect(signed.filter((each, at) => at === 0 || String(each) !== String(signed[at - 1]))).toEqual([
      [1],
      [2, 1],
      [3, 2],
    ]);
    expect(new Set(keys.map(({ name }) => name)).size).toBe(1);
    expect(await verifyLog()).toMatchObject({ ok: true });
  });
});
