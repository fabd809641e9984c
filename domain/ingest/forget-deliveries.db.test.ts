import { beforeAll, describe, expect, it } from "vitest";
import type { UserActor } from "@/domain/access/actor";
import { acceptConversation } from "@/domain/ingest/accept-conversation";
import { createSource } from "@/domain/ingest/create-source";
import type { DeliveryState } from "@/domain/ingest/delivery-dto";
import { forgetDeliveries } from "@/domain/ingest/forget-deliveries";
import { getDelivery } from "@/domain/ingest/get-delivery";
import { insertDelivery } from "@/domain/ingest/insert-delivery";
import { replayDeliveries } from "@/domain/ingest/replay-deliveries";
import { deliveryPlace } from "@/domain/ingest/source-places";
import { openDesk, person, platform } from "@/domain/testing/desk";
import { sealBytes } from "@/lib/crypto/seal";
import { db } from "@/lib/db/client";
import { newId } from "@/lib/ids/new-id";
import { openDataKey } from "@/lib/keys/data-keys";

beforeAll(openDesk);

let made = 0;
const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);

async function aSource(admin: UserActor): Promise<string> {
  made += 1;
  return (await createSource(admin, { platform: "slack", name: `Workspace ${made}` })).id;
}

/** A delivery that came, and where it was read was read, so many days ago. Returns its id. */
async function delivery(sourceId: string, state: DeliveryState, days: number, name = newId()): Promise<string> {
  const { dataKey } = await db().source.findUniqueOrThrow({ where: { id: sourceId }, include: { dataKey: true } });
  const key = openDataKey(dataKey);
  if (!key) throw new Error("no key");
  const id = newId();
  const sealed = sealBytes(key.key, Buffer.from("{}"), deliveryPlace(id));
  await insertDelivery({ id, sourceId, key: name, sealed, contentType: null });
  const handledAt = state === "received" || state === "held" ? null : daysAgo(days);
  await db().webhookDelivery.update({ where: { id }, data: { state, receivedAt: daysAgo(days), handledAt } });
  return id;
}

async function hasBody(id: string): Promise<boolean> {
  return (await db().webhookDelivery.findUniqueOrThrow({ where: { id } })).bodySealed !== null;
}

const events = () => db().auditEvent.count({ where: { type: "ingest.deliveries.forgotten" } });

describe("the bytes of a delivery", () => {
  it.each([
    ["normalised", 31, false],
    ["ignored", 31, false],
    ["normalised", 29, true],
    ["ignored", 29, true],
    ["received", 400, true],
    ["held", 400, true],
    ["needs_attention", 400, true],
  ] as const)("that is %s, after %i days: kept is %s", async (state, days, kept) => {
    const id = await delivery(await aSource(await person("admin")), state, days);
    await forgetDeliveries();
    expect(await hasBody(id)).toBe(kept);
  });

  it("cannot be forgotten by mistake while they are still needed: the database refuses", async () => {
    const id = await delivery(await aSource(await person("admin")), "needs_attention", 400);
    await expect(db().webhookDelivery.update({ where: { id }, data: { bodySealed: null } })).rejects.toThrow();
  });

  it("go in batches, each with its event, and the row stays so that a repetition is known", async () => {
    const source = await aSource(await person("admin"));
    for (const name of ["a", "b", "c"]) await delivery(source, "normalised", 40, name);
    const before = await events();
    expect(await forgetDeliveries({ batch: 2 })).toBe(3);
    expect((await events()) - before).toBe(2);
    expect(await forgetDeliveries()).toBe(0);
    expect((await events()) - before).toBe(2);
    await insertDelivery({ id: newId(), sourceId: source, key: "a", sealed: new Uint8Array(40), contentType: null });
    expect(await db().webhookDelivery.count({ where: { sourceId: source } })).toBe(3);
  });

  it("are missed with a reason by whoever looks at them or replays them", async () => {
    const admin = await person("admin");
    const source = await aSource(admin);
    const old = await delivery(source, "normalised", 31);
    await forgetDeliveries();
    const gone = { code: "CONFLICT", detail: expect.stringMatching(/30 days/) };
    await expect(getDelivery(admin, source, old)).rejects.toMatchObject(gone);
    await expect(replayDeliveries(admin, source, { state: "normalised" })).rejects.toMatchObject(gone);
    const young = await delivery(source, "normalised", 1);
    await expect(replayDeliveries(admin, source, { ids: [young, old] })).rejects.toMatchObject(gone);
    expect(await db().webhookDelivery.count({ where: { sourceId: source, state: "received" } })).toBe(0);
    expect(await replayDeliveries(admin, source, { state: "normalised" })).toEqual({ replayed: 1 });
  });
});

it("forgets answers to repeated requests after 7 days, and counts of wrong signatures after 30", async () => {
  const actor = await platform("Forum");
  for (const key of ["old", "young"]) {
    await acceptConversation(actor, { messages: [{ role: "user", text: key }] }, key);
  }
  const oldKey = { ingestKeyId_key: { ingestKeyId: actor.keyId, key: "old" } };
  await db().idempotentRequest.update({ where: oldKey, data: { createdAt: daysAgo(8) } });
  const { sourceId } = actor;
  const minutes = [daysAgo(29), daysAgo(31)].map((minute) => ({ sourceId, minute, count: 1 }));
  await db().webhookRefusal.createMany({ data: minutes });
  await forgetDeliveries();
  expect(await db().idempotentRequest.findMany({ select: { key: true } })).toEqual([{ key: "young" }]);
  expect(await db().webhookRefusal.count({ where: { sourceId } })).toBe(1);
});
