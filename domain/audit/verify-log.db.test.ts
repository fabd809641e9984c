import { beforeAll, beforeEach, expect, test } from "vitest";
import { appendEvents } from "@/domain/audit/append-event";
import { leafHash } from "@/domain/audit/leaf-hash";
import { verifyLog } from "@/domain/audit/verify-log";
import { db } from "@/lib/db/client";
import { withClient } from "@/lib/postgres/connect";
import { prepareTestDatabase, testServerAdminUrl } from "@/lib/testing/test-database";
import { databaseUrlOf } from "@/lib/testing/test-server";

let adminUrl = "";

/** What a superuser can do and the application cannot: change the log behind the trigger's back. */
async function tamper(sql: string, values: unknown[] = []): Promise<void> {
  await withClient(adminUrl, async (client) => {
    await client.query("ALTER TABLE audit_event DISABLE TRIGGER USER");
    await client.query(sql, values);
    await client.query("ALTER TABLE audit_event ENABLE TRIGGER USER");
  });
}

beforeAll(async () => {
  const url = await prepareTestDatabase();
  adminUrl = databaseUrlOf(testServerAdminUrl(), new URL(url).pathname.slice(1));
});

beforeEach(async () => {
  await tamper("DELETE FROM audit_event");
  const actor = { kind: "user", userId: "u1" } as const;
  const ids = Array.from({ length: 5 }, (_, index) => `user-${index}`);
  await appendEvents(
    db(),
    ids.map((userId) => ({ type: "access.session.started", actor, facts: { userId } })),
  );
});

async function third() {
  const [row] = await db().auditEvent.findMany({ orderBy: { seq: "asc" }, skip: 2, take: 1 });
  if (!row) throw new Error("there are too few events");
  return row;
}

test("a log that nobody touched is fine, and so is an empty one", async () => {
  expect(await verifyLog()).toEqual({ ok: true, events: 5, checkpoints: 0, firstBad: null });
  await tamper("DELETE FROM audit_event");
  expect(await verifyLog()).toEqual({ ok: true, events: 0, checkpoints: 0, firstBad: null });
});

test("a change of the stored bytes is seen", async () => {
  const { id, seq } = await third();
  await tamper("UPDATE audit_event SET canonical = replace(canonical, 'user-2', 'user-9') WHERE id = $1", [id]);
  const firstBad = { seq: seq.toString(), id, reason: expect.stringContaining("hash") };
  expect(await verifyLog()).toEqual({ ok: false, events: 3, checkpoints: 0, firstBad });
});

test("a change of the columns that pages read is seen", async () => {
  const { id } = await third();
  await tamper("UPDATE audit_event SET actor_id = 'somebody' WHERE id = $1", [id]);
  expect(await verifyLog()).toMatchObject({ ok: false, firstBad: { id, reason: expect.stringContaining("actor_id") } });
});

test("a change of the bytes with a hash to match is seen where a column says otherwise", async () => {
  const { id, canonical } = await third();
  const forged = canonical.replace("access.session.started", "access.session.begun");
  await tamper("UPDATE audit_event SET canonical = $2, leaf_hash = $3 WHERE id = $1", [id, forged, leafHash(forged)]);
  expect(await verifyLog()).toMatchObject({ ok: false, firstBad: { id, reason: expect.stringContaining("type") } });
});
