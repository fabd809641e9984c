import { beforeAll, describe, expect, it } from "vitest";
import type { UserActor } from "@/domain/access/actor";
import { acceptDelivery } from "@/domain/ingest/accept-delivery";
import { changeSource } from "@/domain/ingest/change-source";
import { createSource } from "@/domain/ingest/create-source";
import { deleteSource } from "@/domain/ingest/delete-source";
import { getDelivery } from "@/domain/ingest/get-delivery";
import { listDeliveries } from "@/domain/ingest/list-deliveries";
import { getSource, listSources } from "@/domain/ingest/list-sources";
import { normaliseDeliveries } from "@/domain/ingest/normalise-deliveries";
import { standardWebhooks } from "@/domain/ingest/platforms/standard-webhooks";
import { signRequest } from "@/domain/ingest/platforms/testing/sign-request";
import { replayDeliveries } from "@/domain/ingest/replay-deliveries";
import { messagesOf, openDesk, person, textsOf } from "@/domain/testing/desk";
import { db } from "@/lib/db/client";

beforeAll(openDesk);

let made = 0;
/** What a source knows of a second ago is still believed; tests wait that out. */
const KNOWN_MS = 1_100;
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function aSource(admin: UserActor) {
  made += 1;
  const source = await createSource(admin, { platform: "standard-webhooks", name: `Generic ${made}` });
  if (source.url === null || source.secret === null) throw new Error("no address");
  return { id: source.id, url: source.url, secret: source.secret };
}

type Source = Awaited<ReturnType<typeof aSource>>;

async function send(source: Source, body: unknown, more: { id?: string; secret?: string; now?: Date } = {}) {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const signed = signRequest(standardWebhooks, more.secret ?? source.secret, {
    body: text,
    url: source.url,
    contentType: "application/json",
    ...more,
  });
  const request = new Request(signed.url, { method: "POST", headers: signed.headers, body: signed.body });
  return acceptDelivery("standard-webhooks", source.id, request);
}

const message = (messageId: string, text: string, more: object = {}) => ({
  type: "message.created",
  timestamp: "2026-11-21T03:04:05Z",
  data: { conversationId: "c1", messageId, role: "user", text, sentAt: "2026-11-21T03:04:05Z", ...more },
});

async function conversation(source: Source, externalId = "c1") {
  return db().conversation.findFirstOrThrow({ where: { sourceId: source.id, externalId } });
}

const statesOf = async (admin: UserActor, source: Source) =>
  (await listDeliveries(admin, source.id, { limit: 100 })).items.map(({ state }) => state);

describe("a webhook delivery", () => {
  it("is durable before it is answered, and becomes a message once, however often it is sent", async () => {
    const admin = await person("admin");
    const source = await aSource(admin);
    for (let time = 0; time < 3; time += 1) {
      expect((await send(source, message("m1", "hello"), { id: "msg_1" })).status).toBe(200);
    }
    expect(await db().webhookDelivery.count({ where: { sourceId: source.id } })).toBe(1);
    await Promise.all([normaliseDeliveries(), normaliseDeliveries(), normaliseDeliveries()]);
    await send(source, message("m1", "hello"), { id: "msg_2" });
    await normaliseDeliveries();
    const { id, revision } = await conversation(source);
    expect(await textsOf(id)).toEqual(["hello"]);
    expect(revision).toBe(1);
    expect(await statesOf(admin, source)).toEqual(["normalised", "normalised"]);
  });

  it("keeps its body sealed", async () => {
    const source = await aSource(await person("admin"));
    await send(source, message("m1", "a very particular sentence"));
    const row = await db().webhookDelivery.findFirstOrThrow({ where: { sourceId: source.id } });
    expect(row.bodySealed?.byteLength).toBeGreaterThan(0);
    expect(Buffer.from(row.bodySealed ?? "").toString("latin1")).not.toContain("particular");
  });

  it("changes nothing by its order: an edit and a deletion may come before their message", async () => {
    const source = await aSource(await person("admin"));
    const edited = { ...message("m1", "second words", { editedAt: "2026-11-21T03:06:00Z" }), type: "message.edited" };
    const deleted = {
      type: "message.deleted",
      timestamp: "2026-11-21T03:08:00Z",
      data: { conversationId: "c1", messageId: "m2", deletedAt: "2026-11-21T03:08:00Z" },
    };
    const later = message("m2", "gone words", { sentAt: "2026-11-21T03:07:00Z" });
    for (const [index, body] of [deleted, edited, later, message("m1", "first words")].entries()) {
      await send(source, body, { id: `msg_${index}` });
      await normaliseDeliveries();
    }
    const { id } = await conversation(source);
    expect(
      (await messagesOf(id)).map(({ text, earlier, deletedAt }) => ({ text, earlier, deleted: deletedAt !== null })),
    ).toEqual([
      { text: "second words", earlier: ["first words"], deleted: false },
      { text: "gone words", earlier: [], deleted: true },
    ]);
  });

  it("of a private note waits for no reading and makes no revision", async () => {
    const source = await aSource(await person("admin"));
    await send(source, message("m1", "hello"), { id: "msg_1" });
    await normaliseDeliveries();
    await send(source, message("n1", "seems low", { role: "agent", isPrivateNote: true }), { id: "msg_2" });
    await normaliseDeliveries();
    const { id, revision } = await conversation(source);
    expect(revision).toBe(1);
    expect((await messagesOf(id)).map(({ isPrivateNote }) => isPrivateNote)).toEqual([false, true]);
  });

  it.each([
    ["not JSON", "{nope"],
    ["a message without a conversation", { type: "message.created", timestamp: "2026-11-21T03:04:05Z", data: {} }],
  ])("that cannot be understood (%s) is kept, shown with its reason, and can be replayed", async (_, body) => {
    const admin = await person("admin");
    const source = await aSource(admin);
    expect((await send(source, body)).status).toBe(200);
    await normaliseDeliveries();
    const page = await listDeliveries(admin, source.id, { limit: 10, state: "needs_attention" });
    expect(page.items).toMatchObject([{ state: "needs_attention", reason: expect.stringMatching(/./) }]);
    const found = (await listSources(admin)).find(({ id }) => id === source.id);
    expect(found?.webhook?.needsAttention).toBe(1);
    const shown = await getDelivery(admin, source.id, page.items[0]?.id ?? "");
    expect(shown.text).toBe(typeof body === "string" ? body : JSON.stringify(body));
    expect(await replayDeliveries(admin, source.id, { state: "needs_attention" })).toEqual({ replayed: 1 });
    expect(await statesOf(admin, source)).toEqual(["received"]);
    await normaliseDeliveries();
    expect(await statesOf(admin, source)).toEqual(["needs_attention"]);
  });

  it("beside one that cannot be understood is not held up", async () => {
    const admin = await person("admin");
    const source = await aSource(admin);
    await send(source, "{nope");
    await send(source, message("m1", "hello"));
    await normaliseDeliveries();
    expect((await statesOf(admin, source)).sort()).toEqual(["needs_attention", "normalised"]);
  });
});

describe("the address of a source", () => {
  it("refuses a wrong signature, counts it, and after a burst tells admins", async () => {
    const admin = await person("admin");
    const source = await aSource(admin);
    const wrong = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;
    for (let time = 0; time < 25; time += 1) {
      expect((await send(source, message("m1", "x"), { secret: wrong })).status).toBe(401);
    }
    expect((await send(source, message("m1", "hello"))).status).toBe(200);
    await expect
      .poll(async () => (await listSources(admin)).find(({ id }) => id === source.id)?.webhook)
      .toMatchObject({ refused: 25, isUnderAttack: true });
    const events = await db().auditEvent.findMany({ where: { type: "ingest.deliveries.refused" } });
    expect(events.filter(({ canonical }) => canonical.includes(source.id))).toHaveLength(1);
    expect(await db().webhookDelivery.count({ where: { sourceId: source.id } })).toBe(1);
  });

  it("tells a flood of wrong signatures to wait, and keeps nobody else out", async () => {
    const source = await aSource(await person("admin"));
    const wrong = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;
    const flood = Array.from({ length: 70 }, () => send(source, message("m1", "x"), { secret: wrong }));
    const results = await Promise.allSettled(flood);
    const told = results.filter(({ status }) => status === "rejected");
    expect(told.length).toBeGreaterThan(0);
    for (const result of told) expect(result).toMatchObject({ reason: { code: "TOO_MANY_REQUESTS" } });
    expect((await send(source, message("m1", "hello"))).status).toBe(200);
  });

  it("refuses a body over the cap before it reads it", async () => {
    const source = await aSource(await person("admin"));
    await expect(send(source, message("m1", "x".repeat(1024 * 1024)))).rejects.toMatchObject({ code: "TOO_LARGE" });
  });

  it.each([
    ["another platform's", "slack"],
    ["no platform's", "nothing"],
  ])("is not found under %s name", async (_, name) => {
    const source = await aSource(await person("admin"));
    const request = new Request(source.url, { method: "POST", body: "{}" });
    await expect(acceptDelivery(name, source.id, request)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("takes and keeps what comes while it is paused, and reads it when it goes on", async () => {
    const admin = await person("admin");
    const source = await aSource(admin);
    await changeSource(admin, source.id, { paused: true });
    expect((await send(source, message("m1", "hello"))).status).toBe(200);
    await normaliseDeliveries();
    expect(await statesOf(admin, source)).toEqual(["held"]);
    await changeSource(admin, source.id, { paused: false });
    await normaliseDeliveries();
    expect(await textsOf((await conversation(source)).id)).toEqual(["hello"]);
  });

  it("is gone once the source is deleted; what was accepted before is still read", async () => {
    const admin = await person("admin");
    const source = await aSource(admin);
    await send(source, message("m1", "hello"));
    await deleteSource(admin, source.id);
    await normaliseDeliveries();
    expect(await textsOf((await conversation(source)).id)).toEqual(["hello"]);
    await wait(KNOWN_MS);
    expect((await send(source, message("m2", "more"))).status).toBe(410);
  });

  it("is in the list of sources after its end, until all that it brought was understood", async () => {
    const admin = await person("admin");
    const source = await aSource(admin);
    const listed = async () => (await listSources(admin)).find(({ id }) => id === source.id);
    await send(source, "{nope");
    await deleteSource(admin, source.id);
    expect(await listed()).toMatchObject({ deletedAt: expect.any(String), webhook: { waiting: 1, secrets: [] } });
    await normaliseDeliveries();
    expect(await listed()).toMatchObject({ webhook: { waiting: 0, needsAttention: 1 } });
    expect(await getSource(admin, source.id)).toEqual(await listed());
    const [delivery] = (await listDeliveries(admin, source.id, { limit: 10 })).items;
    expect(await getDelivery(admin, source.id, delivery?.id ?? "")).toMatchObject({ text: "{nope" });
    expect(await replayDeliveries(admin, source.id, { state: "needs_attention" })).toEqual({ replayed: 1 });
    await db().webhookDelivery.updateMany({ where: { sourceId: source.id }, data: { state: "normalised" } });
    expect(await listed()).toBeUndefined();
    await expect(changeSource(admin, source.id, { paused: false })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});
