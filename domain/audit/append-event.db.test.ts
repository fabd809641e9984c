import canonicalize from "canonicalize";
import { beforeAll, describe, expect, it } from "vitest";
import { appendEvent, appendEvents } from "@/domain/audit/append-event";
import { EVENT_FACTS, type NewEvent } from "@/domain/audit/event";
import { leafHash } from "@/domain/audit/leaf-hash";
import { openDesk } from "@/domain/testing/desk";
import { db } from "@/lib/db/client";
import { newId } from "@/lib/ids/new-id";

beforeAll(openDesk);

const event: NewEvent = { type: "audit.log.viewed", actor: { kind: "user", userId: "u1" }, facts: {} };

describe("the audit log", () => {
  it("keeps the bytes it hashed, in their canonical form", async () => {
    await appendEvent(db(), event);
    const row = await db().auditEvent.findFirstOrThrow({ orderBy: { seq: "desc" } });
    expect(JSON.parse(row.canonical)).toMatchObject({
      id: row.id,
      type: "audit.log.viewed",
      actor: { kind: "user", id: "u1" },
      facts: {},
    });
    expect(Object.keys(JSON.parse(row.canonical))).toEqual([
      "actor",
      "at",
      "caseId",
      "conversationId",
      "facts",
      "id",
      "type",
    ]);
    expect(Buffer.from(row.leafHash).equals(Buffer.from(leafHash(row.canonical)))).toBe(true);
  });

  it("hashes as RFC 6962 says: the empty leaf and L123456", () => {
    expect(Buffer.from(leafHash("")).toString("hex")).toBe(
      "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    );
    expect(Buffer.from(leafHash("L123456")).toString("hex")).toBe(
      "395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56",
    );
  });

  it("refuses facts that are not listed, so that content cannot slip in", async () => {
    const facts = { text: "words of a person" } as unknown as NewEvent<"audit.log.viewed">["facts"];
    await expect(appendEvent(db(), { ...event, facts } as NewEvent)).rejects.toThrow();
  });

  it("takes the write with it when it cannot be written", async () => {
    const name = `rolled back ${Math.random()}`;
    const attempt = db().$transaction(async (tx) => {
      await tx.frame.create({
        data: { id: crypto.randomUUID(), name, ruleVersion: "1", secretHash: new Uint8Array(32) },
      });
      await appendEvent(tx, { ...event, facts: { extra: 1 } } as unknown as NewEvent);
    });
    await expect(attempt).rejects.toThrow();
    expect(await db().frame.count({ where: { name } })).toBe(0);
  });

  it("names every kind of event by stage, noun and what happened", () => {
    for (const type of Object.keys(EVENT_FACTS))
      expect(type).toMatch(
        /^(access|settings|outbox|ingest|inference|triage|decide|measure|privacy|audit)\.[a-z_]+\.[a-z_]+$/,
      );
  });
});

describe("the chain of a case", () => {
  const about = (caseId: string, facts = { claimId: newId() }): NewEvent => ({
    ...{ type: "triage.case.claimed", actor: { kind: "user", userId: "u1" } as const },
    ...{ caseId, facts },
  });
  const chainOf = async (caseId: string) => {
    const rows = await db().auditEvent.findMany({ where: { caseId }, orderBy: { seq: "asc" } });
    return rows.map(({ type, canonical, leafHash: hash }) => {
      const { prev } = JSON.parse(canonical) as { prev?: string | null };
      expect(Buffer.from(hash).equals(Buffer.from(leafHash(canonical)))).toBe(true);
      expect(canonical).toBe(canonicalize(JSON.parse(canonical)));
      return { type, prev, hash: Buffer.from(hash).toString("hex") };
    });
  };

  it("names in each event the hash of the one before, whoever else appends at the same time", async () => {
    const [first, second] = [newId(), newId()];
    await Promise.all(
      Array.from({ length: 12 }, (_, at) =>
        appendEvents(db(), at % 3 === 0 ? [about(second), event, about(first)] : [about(first), about(first)]),
      ),
    );
    for (const [caseId, length] of [
      [first, 20],
      [second, 4],
    ] as const) {
      const chain = await chainOf(caseId);
      expect(chain.map(({ prev }) => prev)).toEqual([null, ...chain.slice(0, -1).map(({ hash }) => hash)]);
      expect(chain).toHaveLength(length);
    }
  });

  it("takes nothing with it that is rolled back, and leaves alerts aside", async () => {
    const caseId = newId();
    await appendEvent(db(), about(caseId));
    await expect(
      db().$transaction(async (tx) => {
        await appendEvent(tx, about(caseId));
        throw new Error("rolled back");
      }),
    ).rejects.toThrow("rolled back");
    const alert = { alertId: newId(), kind: "tier_breach" };
    await appendEvent(db(), { type: "triage.alert.opened", actor: event.actor, caseId, facts: alert });
    await appendEvent(db(), about(caseId));
    const [one, between, two] = await chainOf(caseId);
    expect([one?.prev, between?.prev, two?.prev]).toEqual([null, undefined, one?.hash]);
  });

  it("goes on from the last event of before there was a chain", async () => {
    const caseId = newId();
    const old = { id: newId(), at: new Date(), type: "triage.case.opened", actorKind: "system", actorId: "w" } as const;
    await db().auditEvent.create({ data: { ...old, caseId, canonical: "{}", leafHash: leafHash("{}") } });
    await appendEvent(db(), about(caseId));
    const [before, first] = await chainOf(caseId);
    expect([before?.prev, first?.prev]).toEqual([undefined, before?.hash]);
  });
});

describe("tables that only grow", () => {
  const TABLES = [
    "audit_event",
    "audit_leaf",
    // Old ones may be thinned out: domain/privacy/retention.db.test.ts.
    "audit_checkpoint",
    "audit_checkpoint_kept",
    "audit_node",
    "audit_key",
    "decision",
    "decision_undo",
    "finding",
    "finding_evidence",
    "frame",
    "sample",
    "classification",
    "call",
    "risk",
    // May be emptied by an erasure, and nothing else: domain/privacy/erasure.db.test.ts.
    "message_version",
    "erasure",
    "erased_item",
    "audit_review",
  ];

  it.each(TABLES)("%s refuses to be changed, emptied or thinned out", async (table) => {
    const triggers = await db().$queryRawUnsafe<{ tgname: string; tgtype: number }[]>(
      `SELECT tgname, tgtype::int FROM pg_trigger WHERE tgrelid = '"${table}"'::regclass AND NOT tgisinternal AND tgenabled = 'O'
         AND tgfoid IN ('refuse_change'::regproc, 'refuse_change_but_emptying'::regproc, 'refuse_change_but_thinning'::regproc)`,
    );
    expect(triggers.map((trigger) => trigger.tgname).toSorted()).toEqual([
      `${table}_append_only`,
      `${table}_no_truncate`,
    ]);
    await expect(db().$executeRawUnsafe(`TRUNCATE "${table}" CASCADE`)).rejects.toThrow(/never changed or deleted/);
  });

  it("refuses an update and a deletion of a real event", async () => {
    await appendEvent(db(), event);
    await expect(db().auditEvent.updateMany({ data: { type: "x.y.z" } })).rejects.toThrow(/never changed or deleted/);
    await expect(db().auditEvent.deleteMany({})).rejects.toThrow(/never changed or deleted/);
  });
});
