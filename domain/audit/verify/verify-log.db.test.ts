import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { appendEvent, appendEvents } from "@/domain/audit/append-event";
import { formatVkey, parseVkey } from "@/domain/audit/checkpoint/signed-note";
import { signerOf } from "@/domain/audit/checkpoint/signing-key";
import { leafHash } from "@/domain/audit/leaf-hash";
import { readLog } from "@/domain/audit/read-log";
import { sealAll } from "@/domain/audit/testing/seal-all";
import { clearLog, keepLog, putLogBack, tamper, tamperWith } from "@/domain/audit/testing/tampering";
import { checkLog, type LogCheck } from "@/domain/audit/verify/check-log";
import { verifyLog } from "@/domain/audit/verify/verify-log";
import { openDesk } from "@/domain/testing/desk";
import { createKeyring, type Keyring } from "@/lib/crypto/keyring";
import { db } from "@/lib/db/client";
import { newId } from "@/lib/ids/new-id";

const actor = { kind: "user", userId: "u1" } as const;
const CASE = newId();
const holder = globalThis as typeof globalThis & { vigilKeyring?: Keyring };

const signIn = (userId: string) => appendEvent(db(), { type: "access.session.started", actor, facts: { userId } });
const aboutCase = () =>
  appendEvent(db(), { type: "triage.case.claimed", actor, caseId: CASE, facts: { claimId: newId() } });

async function newestNote(): Promise<string> {
  return (await db().auditCheckpoint.findFirstOrThrow({ orderBy: { treeSize: "desc" } })).note;
}

const eventAt = async (index: number) =>
  (await db().auditLeaf.findUniqueOrThrow({ where: { leafIndex: BigInt(index) }, include: { event: true } })).event;

beforeAll(openDesk);

describe("a log before its first seal", () => {
  beforeEach(async () => {
    await clearLog();
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

  test("that nobody touched is fine, and so is an empty one", async () => {
    const fine = { ok: true, checkpoints: 0, sealed: 0, firstBad: null };
    expect(await verifyLog()).toMatchObject({ ...fine, events: 5, unsealed: 5 });
    await clearLog();
    expect(await verifyLog()).toMatchObject({ ...fine, events: 0, unsealed: 0 });
  });

  test("shows a change of the stored bytes", async () => {
    const { id, seq } = await third();
    await tamperWith("UPDATE audit_event SET canonical = replace(canonical, 'user-2', 'user-9') WHERE id = $1", [id]);
    const firstBad = { index: null, seq: seq.toString(), reason: expect.stringContaining("hash") };
    expect(await verifyLog()).toMatchObject({ ok: false, events: 2, checkpoints: 0, firstBad });
  });

  test("shows a change of the columns that pages read", async () => {
    const { id } = await third();
    await tamperWith("UPDATE audit_event SET actor_id = 'somebody' WHERE id = $1", [id]);
    expect(await verifyLog()).toMatchObject({
      ok: false,
      firstBad: { id, reason: expect.stringContaining("actor_id") },
    });
  });

  test("shows a change of the bytes with a hash to match where a column says otherwise", async () => {
    const { id, canonical } = await third();
    const forged = canonical.replace("access.session.started", "access.session.begun");
    const values = [id, forged, leafHash(forged)];
    await tamperWith("UPDATE audit_event SET canonical = $2, leaf_hash = $3 WHERE id = $1", values);
    expect(await verifyLog()).toMatchObject({ ok: false, firstBad: { id, reason: expect.stringContaining("type") } });
  });
});

/** Writes `user-2` as another person, in bytes, columns, hash and all. */
async function changeOne(): Promise<void> {
  const row = await eventAt(2);
  const forged = row.canonical.replace("user-2", "user-9");
  expect(forged).not.toBe(row.canonical);
  await tamperWith("UPDATE audit_event SET canonical = $2, leaf_hash = $3 WHERE id = $1", [
    row.id,
    forged,
    leafHash(forged),
  ]);
}

async function deleteAt(index: number): Promise<void> {
  const { id } = await eventAt(index);
  await tamper(`DELETE FROM audit_leaf WHERE event_id = '${id}'`, `DELETE FROM audit_event WHERE id = '${id}'`);
}

const closeUp = (from: number, by: number) =>
  tamper(
    `UPDATE audit_leaf SET leaf_index = -leaf_index + ${by} WHERE leaf_index > ${from}`,
    "UPDATE audit_leaf SET leaf_index = -leaf_index WHERE leaf_index < 0",
  );

/** Has every entry sealed anew, as somebody would who holds `keyring`. */
async function reseal(keyring: Keyring): Promise<void> {
  const { vkey } = await db().auditKey.findFirstOrThrow({ orderBy: { version: "asc" } });
  const forgedKey = formatVkey(signerOf(keyring, parseVkey(vkey).name, 1).key);
  await tamper(
    ...["audit_leaf", "audit_checkpoint", "audit_node", "audit_unsealed"].map((table) => `DELETE FROM ${table}`),
    "INSERT INTO audit_unsealed (seq, event_id, xid) SELECT seq, id, xid FROM audit_event",
    `UPDATE audit_key SET vkey = '${forgedKey}'`,
  );
  const own = holder.vigilKeyring;
  holder.vigilKeyring = keyring;
  await sealAll();
  if (own) holder.vigilKeyring = own;
}

/** Whether a check that knows no checkpoint from outside finds it, at the desk and in an export, and one that does. */
type Found = { desk: boolean; exported: boolean; outside: boolean };
const ALWAYS: Found = { desk: true, exported: true, outside: true };
const OUTSIDE_ALONE: Found = { desk: false, exported: false, outside: true };

type Tampering = {
  how: string;
  found: Found;
  index?: number | null;
  act: (backup: () => Promise<void>) => Promise<void>;
};

/** The table of docs/audit.md. The log has 11 entries; the checkpoint from outside is over the first 9. */
const TAMPERINGS: Tampering[] = [
  { how: "nothing at all", found: { desk: false, exported: false, outside: false }, act: async () => {} },
  { how: "an entry is changed, with its hash", found: ALWAYS, index: 0, act: changeOne },
  { how: "an entry is deleted", found: ALWAYS, index: 4, act: () => deleteAt(4) },
  {
    how: "an entry is deleted and the places are closed up",
    found: ALWAYS,
    index: 0,
    act: async () => {
      await deleteAt(4);
      await closeUp(4, 1);
    },
  },
  {
    how: "an entry is put in between",
    found: ALWAYS,
    index: 0,
    act: async () => {
      await signIn("user-99");
      const { seq, id } = await db().auditEvent.findFirstOrThrow({ orderBy: { seq: "desc" } });
      await closeUp(3, -1);
      await tamper(`DELETE FROM audit_unsealed WHERE seq = ${seq}`, `INSERT INTO audit_leaf VALUES (4, '${id}')`);
    },
  },
  {
    how: "two entries change places",
    found: ALWAYS,
    index: 0,
    act: () =>
      tamper(
        "UPDATE audit_leaf SET leaf_index = -1 WHERE leaf_index = 2",
        "UPDATE audit_leaf SET leaf_index = 2 WHERE leaf_index = 3",
        "UPDATE audit_leaf SET leaf_index = 3 WHERE leaf_index = -1",
      ),
  },
  {
    how: "an entry that waits for its seal is taken out of the way",
    found: ALWAYS,
    index: null,
    act: async () => {
      await signIn("user-50");
      await tamper("DELETE FROM audit_unsealed");
      await signIn("user-51");
    },
  },
  {
    how: "the last entries are deleted",
    found: ALWAYS,
    index: 7,
    act: async () => {
      for (const index of [10, 9, 8, 7]) await deleteAt(index);
    },
  },
  {
    how: "the last entries are deleted, with their checkpoints",
    found: OUTSIDE_ALONE,
    index: 7,
    act: async () => {
      for (const index of [10, 9, 8, 7]) await deleteAt(index);
      await tamper("DELETE FROM audit_checkpoint WHERE tree_size > 7");
    },
  },
  {
    how: "a backup is put back, and work goes on",
    found: OUTSIDE_ALONE,
    index: 0,
    act: async (backup) => {
      await backup();
      for (const user of ["user-20", "user-21", "user-22"]) await signIn(user);
      await sealAll();
    },
  },
  {
    how: "an entry is changed and all is sealed anew, without the key",
    found: { desk: true, exported: false, outside: true },
    index: 0,
    act: async () => {
      await changeOne();
      await reseal(createKeyring("a secret that somebody else has made up"));
    },
  },
  {
    how: "an entry is changed and all is sealed anew, with the key",
    found: OUTSIDE_ALONE,
    index: 0,
    act: async () => {
      await changeOne();
      if (holder.vigilKeyring) await reseal(holder.vigilKeyring);
    },
  },
  {
    how: "an entry that never happened is added at the end",
    found: { desk: false, exported: false, outside: false },
    act: async () => {
      await signIn("user-99");
      await sealAll();
    },
  },
];

describe("tampering", () => {
  let published = "";
  let trusted = "";
  beforeAll(async () => {
    await clearLog();
    for (const user of ["user-0", "user-1", "user-2"]) await signIn(user);
    await aboutCase();
    await aboutCase();
    await sealAll();
    await signIn("user-6");
    await sealAll();
    await keepLog("backup");
    await aboutCase();
    await signIn("user-8");
    await sealAll();
    published = await newestNote();
    trusted = (await db().auditKey.findFirstOrThrow()).vkey;
    await aboutCase();
    await signIn("user-10");
    await sealAll();
    await keepLog("whole");
  });
  beforeEach(() => putLogBack("whole"));
  const backup = () => putLogBack("backup");

  test.each(TAMPERINGS)("$how", async ({ act, found, index }) => {
    expect(await verifyLog({ checkpoints: [published] })).toMatchObject({
      ok: true,
      events: 11,
      outside: [{ size: 9, agrees: true }],
    });
    await act(backup);
    const desk = await verifyLog();
    const exported = await checkLog(readLog(), { keys: null });
    const keys = [parseVkey(trusted)];
    const outside = await checkLog(readLog(), { keys, outside: [published] });
    const seen = { desk: !desk.ok, exported: !exported.ok, outside: !outside.ok };
    expect(seen, JSON.stringify([desk.firstBad, outside.firstBad])).toEqual(found);
    const first: LogCheck["firstBad"] = found.desk ? desk.firstBad : outside.firstBad;
    if (index !== undefined) expect(first?.index, JSON.stringify(first)).toBe(index);
  });

  test("of one case shows in its chain, although nothing was sealed", async () => {
    await clearLog();
    for (let count = 0; count < 4; count += 1) await aboutCase();
    const [, second, third] = await db().auditEvent.findMany({ orderBy: { seq: "asc" } });
    await tamper(
      `DELETE FROM audit_event WHERE id = '${second?.id}'`,
      `DELETE FROM audit_unsealed WHERE event_id = '${second?.id}'`,
    );
    const reason = expect.stringContaining("before it is gone");
    expect(await verifyLog()).toMatchObject({ ok: false, firstBad: { id: third?.id, reason } });
  });
});
