import { beforeAll, describe, expect, it } from "vitest";
import type { UserActor } from "@/domain/access/actor";
import { signOffLog } from "@/domain/access/sign-off-log";
import { appendEvent } from "@/domain/audit/append-event";
import { keepCheckpoint } from "@/domain/audit/keep-checkpoint";
import { getNewestCheckpoint } from "@/domain/audit/list-checkpoints";
import { proveConsistency } from "@/domain/audit/prove";
import { sealAll } from "@/domain/audit/testing/seal-all";
import { tamper } from "@/domain/audit/testing/tampering";
import { verifyLog } from "@/domain/audit/verify/verify-log";
import { acceptConversation } from "@/domain/ingest/accept-conversation";
import { applyRetention } from "@/domain/privacy/apply-retention";
import { erasePerson } from "@/domain/privacy/erase-person";
import { previewErasure } from "@/domain/privacy/preview-erasure";
import { releaseHold } from "@/domain/privacy/release-hold";
import { setHold } from "@/domain/privacy/set-hold";
import { changeSetting } from "@/domain/settings/change-setting";
import type { SettingValue } from "@/domain/settings/definitions";
import {
  aRisk,
  clear,
  conversationRead,
  engineThatSays,
  eventsAbout,
  openDesk,
  person,
  platform,
  risky,
  textsOf,
} from "@/domain/testing/desk";
import { openManualCase } from "@/domain/triage/open-manual-case";
import { readAndRoute } from "@/domain/triage/read-and-route";
import { db } from "@/lib/db/client";

let admin: UserActor;
let key: Awaited<ReturnType<typeof platform>>;
let version = 0;

const NEVER = { clearDays: null, decidedDays: null, deliveryDays: 30, uploadDays: null, outboxDays: null };
async function keep(rules: Partial<SettingValue<"retention">>) {
  const value = { ...NEVER, sessionDays: null, ...rules };
  await changeSetting(admin, "retention", { version, value, note: "" });
  version += 1;
}

/** Lets conversations have changed for the last time that many days ago. */
async function age(days: number, ...ids: string[]) {
  await db().$executeRaw`
    UPDATE conversation SET changed_at = now() - make_interval(days => ${days}::int) WHERE id = ANY (${ids}::uuid[])`;
}

async function fromPlatform(externalId: string, author: string, reading = clear) {
  const messages = [{ role: "user" as const, author, text: "some words" }];
  const { id: conversationId, revision } = await acceptConversation(key, { externalId, messages });
  await readAndRoute(engineThatSays(reading), { conversationId, revision });
  return conversationId;
}

beforeAll(async () => {
  await openDesk();
  admin = await person("admin");
  key = await platform("Night chat");
});

describe("retention", () => {
  it("touches no content unless an admin says so", async () => {
    const id = await conversationRead(admin, clear);
    await age(10_000, id);
    expect(await applyRetention()).toBe(0);
    expect(await textsOf(id)).toEqual(["some words"]);
  });

  it("empties what was clear for long enough, and nothing that is newer, flagged, asked about or held", async () => {
    await keep({ clearDays: 30 });
    const old = await conversationRead(admin, clear);
    const young = await conversationRead(admin, clear);
    const flagged = await conversationRead(admin, risky(aRisk()));
    const asked = await conversationRead(admin, clear);
    await openManualCase(admin, asked);
    const held = await conversationRead(admin, clear);
    await setHold(admin, { of: { conversationId: held }, reason: "regulator" });
    const ofHeld = await fromPlatform("thread-1", "person-1");
    const { ids } = await setHold(admin, {
      of: { sourceId: key.sourceId, externalId: "person-1" },
      reason: "litigation",
    });
    await age(31, old, flagged, asked, held, ofHeld);
    await age(29, young);
    await applyRetention();
    expect(await textsOf(old)).toEqual([null]);
    for (const id of [young, flagged, asked, held, ofHeld]) expect(await textsOf(id)).toEqual(["some words"]);
    expect(await eventsAbout(old)).toContain("privacy.conversation.erased");
    await releaseHold(admin, ids[0] ?? "");
    await applyRetention();
    expect(await textsOf(ofHeld)).toEqual([null]);
  });

  it("leaves a person’s other conversations, and whom they write to next", async () => {
    const old = await fromPlatform("thread-2", "person-2");
    const young = await fromPlatform("thread-3", "person-2");
    await age(31, old);
    await applyRetention();
    expect(await textsOf(old)).toEqual([null]);
    expect(await textsOf(young)).toEqual(["some words"]);
    expect(await previewErasure(admin, { sourceId: key.sourceId, externalId: "person-2" })).toMatchObject({
      authors: 1,
    });
  });
});

it("nobody is erased while a hold is on them or on one of their conversations", async () => {
  const id = await fromPlatform("thread-9", "person-9");
  const subject = { sourceId: key.sourceId, externalId: "person-9" };
  const ask = { subject, reason: "other", ends: [] as string[] } as const;
  for (const of of [subject, { conversationId: id }]) {
    const { ids } = await setHold(admin, { of, reason: "investigation" });
    expect(await setHold(admin, { of, reason: "other" })).toEqual({ ids });
    await expect(erasePerson(admin, ask)).rejects.toMatchObject({ code: "CONFLICT" });
    await releaseHold(admin, ids[0] ?? "");
  }
  await erasePerson(admin, ask);
  await expect(setHold(admin, { of: { conversationId: id }, reason: "other" })).rejects.toMatchObject({
    code: "CONFLICT",
  });
});

it("what stays of somebody else in a conversation whose other person was erased can be held, and has its time", async () => {
  await keep({ clearDays: 30 });
  const messages = ["person-11", "person-12"].map((author) => ({
    role: "user" as const,
    author,
    text: `by ${author}`,
  }));
  const { id, revision } = await acceptConversation(key, { externalId: "room", messages });
  await readAndRoute(engineThatSays(clear), { conversationId: id, revision });
  await erasePerson(admin, { subject: { sourceId: key.sourceId, externalId: "person-11" }, reason: "other", ends: [] });
  const { ids } = await setHold(admin, { of: { conversationId: id }, reason: "litigation" });
  await age(31, id);
  await applyRetention();
  expect(await textsOf(id)).toEqual([null, "by person-12"]);
  await releaseHold(admin, ids[0] ?? "");
  await applyRetention();
  expect(await textsOf(id)).toEqual([null, null]);
  await expect(setHold(admin, { of: { conversationId: id }, reason: "other" })).rejects.toMatchObject({
    code: "CONFLICT",
  });
  expect(await applyRetention()).toBe(0);
});

it("checkpoints of the log are thinned out with age, but for what lies outside or was signed off, and proofs go on", async () => {
  await sealAll();
  const sizes: number[] = [];
  for (let count = 0; count < 9; count += 1) {
    await appendEvent(db(), { type: "audit.log.viewed", actor: admin, facts: {} });
    await sealAll();
    sizes.push((await getNewestCheckpoint()).size);
    // The fifth is of a sign-off, the third is taken out of the desk.
    if (count === 4) await signOffLog(admin, { from: 0, to: sizes[4] ?? 0, verdict: "nothing_unusual" });
    if (count === 2) await db().$transaction((tx) => keepCheckpoint(tx, sizes[2] ?? 0));
  }
  // How many days ago, and how many minutes after midnight then.
  const times = [
    [60, 60],
    [60, 120],
    [50, 60],
    [50, 61],
    [5, 60],
    [5, 61],
    [5, 62],
    [5, 180],
    [0, 0],
  ];
  const before = await db().auditCheckpoint.findMany({ where: { treeSize: { in: sizes.map(BigInt) } } });
  // Those of the tests before are of before all these.
  await tamper(
    `UPDATE audit_checkpoint SET created_at = now() - interval '70 days' WHERE tree_size < ${sizes[0]}`,
    ...times.map(
      ([days, minutes], index) => `UPDATE audit_checkpoint SET created_at = date_trunc('day', now(), 'UTC')
        - interval '${days} days' + interval '${minutes} minutes' WHERE tree_size = ${sizes[index]}`,
    ),
  );
  await expect(db().auditCheckpoint.deleteMany({})).rejects.toThrow(/never changed or deleted/);
  await keep({});
  await applyRetention();
  const left = await db().auditCheckpoint.findMany({ where: { treeSize: { in: sizes.map(BigInt) } } });
  const places = left.map(({ treeSize }) => sizes.indexOf(Number(treeSize)) + 1).toSorted();
  expect(places).toEqual([2, 3, 4, 5, 7, 8, 9]);
  expect(await verifyLog()).toMatchObject({ ok: true });
  for (const size of [sizes[0], sizes[2], sizes[5]]) {
    const gone = before.find(({ treeSize }) => Number(treeSize) === size);
    const { fromRoot } = await proveConsistency({ from: size ?? 0 });
    expect(fromRoot).toBe(Buffer.from(gone?.rootHash ?? []).toString("hex"));
  }
  expect(await applyRetention()).toBe(0);
});
