import { beforeAll, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { changeEndpoint } from "@/domain/outbox/change-endpoint";
import { claimMessages } from "@/domain/outbox/claim-messages";
import { createEndpoint } from "@/domain/outbox/create-endpoint";
import { deleteEndpoint } from "@/domain/outbox/delete-endpoint";
import type { EndpointInput } from "@/domain/outbox/endpoint-input";
import { listEndpoints } from "@/domain/outbox/list-endpoints";
import { rotateEndpointSecret } from "@/domain/outbox/rotate-endpoint-secret";
import { testEndpoint } from "@/domain/outbox/test-endpoint";
import { passTime, receiverFor, sendAll, verified } from "@/domain/outbox/testing/outbox";
import { changeSetting } from "@/domain/settings/change-setting";
import { fallbackOf } from "@/domain/settings/definitions";
import { openDesk, person } from "@/domain/testing/desk";
import { openAlerts } from "@/domain/triage/alerts/open-alert";
import { watchForAlerts } from "@/domain/triage/alerts/watch-for-alerts";
import { db } from "@/lib/db/client";
import { newId } from "@/lib/ids/new-id";

const HOUR = 60 * 60;
const ENGINE = { name: "offline", isReachable: async () => true };
let admin: Awaited<ReturnType<typeof person>>;

beforeAll(async () => {
  await openDesk();
  admin = await person("admin");
  const value = { ...fallbackOf("alerts"), allowedNetworks: ["127.0.0.1/32"] };
  await changeSetting(admin, "alerts", { version: 0, value, note: "" });
});

beforeEach(async () => {
  await db().outboundDelivery.updateMany({
    where: { state: "waiting" },
    data: { state: "cancelled", endedAt: new Date() },
  });
  await db().outboundEndpoint.updateMany({ data: { deletedAt: new Date() } });
  await db().alert.updateMany({ data: { resolvedAt: new Date() } });
});

const addWebhook = (url: string) =>
  createEndpoint(admin, { kind: "webhook", name: "On call", events: [], sourceId: null, url });

const tell = (count = 1) =>
  db().$transaction((tx) =>
    openAlerts(
      tx,
      Array.from(
        { length: count },
        () => ({ kind: "new_emergency", key: `new_emergency ${newId()}`, tier: 0 }) as const,
      ),
    ),
  );

describe("a message", () => {
  it("arrives signed as Standard Webhooks are, once", async () => {
    const receiver = await receiverFor();
    const { id, secret } = await addWebhook(receiver.url);
    const [alertId] = await tell();
    await sendAll();
    await sendAll();
    const [got, ...more] = receiver.received;
    expect(more).toEqual([]);
    expect(got && verified(secret, got)).toMatchObject({
      type: "alert.opened",
      data: { alertId, kind: "new_emergency", tier: 0, count: 1 },
    });
    const [endpoint] = await listEndpoints(admin, null);
    expect(endpoint).toMatchObject({ id, waiting: 0, hint: `127.0.0.1:${receiver.port}`, lastError: null });
    expect(endpoint?.lastDeliveredAt).not.toBeNull();
  });

  it("is sent again under the same id when the sender dies before it could note that it was sent", async () => {
    const receiver = await receiverFor();
    const { secret } = await addWebhook(receiver.url);
    await tell();
    // Takes the message and is gone: what it may have sent is not known to anybody.
    expect(await claimMessages("alert", 4, [])).toHaveLength(1);
    await sendAll();
    expect(receiver.received).toEqual([]);
    await passTime(61);
    await sendAll();
    const [delivery] = await db().outboundDelivery.findMany({
      where: { state: "delivered" },
      orderBy: { endedAt: "desc" },
    });
    expect(receiver.received.map(({ headers }) => headers["webhook-id"])).toEqual([delivery?.id]);
    expect(delivery?.attempts).toBe(2);
    for (const each of receiver.received) verified(secret, each);
  });

  it("is tried for three days, then given up: the endpoint is told of as failing until something arrives", async () => {
    const receiver = await receiverFor({ status: 500, body: "a secret of the receiver" });
    const { id } = await addWebhook(receiver.url);
    const [alertId] = await tell();
    await sendAll();
    for (const hours of [0.01, 0.1, 1, 3, 6, 12, 16, 23, 27]) {
      await passTime(hours * HOUR);
      await sendAll();
    }
    expect(receiver.received).toHaveLength(10);
    expect(new Set(receiver.received.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
    const delivery = await db().outboundDelivery.findFirstOrThrow({
      where: { alertId: alertId ?? "" },
      include: { tries: true },
    });
    expect(delivery).toMatchObject({ state: "failed", attempts: 10, lastStatus: 500, lastError: "It answered 500." });
    expect(delivery.tries).toHaveLength(10);
    expect(await db().auditEvent.count({ where: { type: "outbox.delivery.failed" } })).toBe(1);
    await watchForAlerts(ENGINE);
    const failing = () =>
      db().alert.findFirst({ where: { kind: "endpoint_failing", key: `endpoint_failing ${id}`, resolvedAt: null } });
    expect(await failing()).not.toBeNull();
    expect(JSON.stringify(await db().outboundDelivery.findMany())).not.toContain("a secret of the receiver");
  });

  it("waits for as long as the receiver asks", async () => {
    const receiver = await receiverFor({ status: 503, headers: { "retry-after": "7200" } }, { status: 200 });
    await addWebhook(receiver.url);
    await tell();
    await sendAll();
    await passTime(7_100);
    await sendAll();
    expect(receiver.received).toHaveLength(1);
    await passTime(200);
    await sendAll();
    expect(receiver.received).toHaveLength(2);
  });

  it("is not sent on to where a redirect leads", async () => {
    const elsewhere = await receiverFor();
    const receiver = await receiverFor({ status: 307, headers: { location: elsewhere.url } });
    await addWebhook(receiver.url);
    const [alertId] = await tell();
    await sendAll();
    expect(elsewhere.received).toEqual([]);
    const { lastError } = await db().outboundDelivery.findFirstOrThrow({ where: { alertId: alertId ?? "" } });
    expect(lastError).toContain("redirect");
  });

  it("ends with its endpoint when that answers that it is gone", async () => {
    const receiver = await receiverFor({ status: 410 });
    const { id } = await addWebhook(receiver.url);
    await tell();
    await sendAll();
    expect((await db().outboundEndpoint.findUniqueOrThrow({ where: { id } })).pausedAt).not.toBeNull();
    await tell();
    await passTime(HOUR);
    await sendAll();
    expect(receiver.received).toHaveLength(1);
  });

  it("about an alert whose cause is gone is not tried again", async () => {
    const receiver = await receiverFor({ status: 500 });
    await addWebhook(receiver.url);
    await tell();
    await sendAll();
    await db().alert.updateMany({ data: { resolvedAt: new Date() } });
    await passTime(HOUR);
    await sendAll();
    expect(receiver.received).toHaveLength(1);
  });

  it("about several is tried again while one of them stands", async () => {
    const receiver = await receiverFor({ status: 502 }, { status: 502 }, { status: 204 });
    const { secret } = await addWebhook(receiver.url);
    const [oldest, ...others] = await tell(50);
    await sendAll();
    await db().alert.update({ where: { id: oldest ?? "" }, data: { resolvedAt: new Date() } });
    await passTime(HOUR);
    await sendAll();
    expect(receiver.received.map((each) => verified(secret, each).data.count)).toEqual([50, 50]);
    await db().alert.updateMany({ where: { id: { in: others } }, data: { resolvedAt: new Date() } });
    await passTime(HOUR);
    await sendAll();
    expect(receiver.received).toHaveLength(2);
  });

  it("that was folded twice goes on for what was folded first", async () => {
    const receiver = await receiverFor({ status: 502 }, { status: 204 });
    const { id, secret } = await addWebhook(receiver.url);
    await tell(3);
    // Folded while the endpoint was busy; then one arrives that began earlier.
    expect(await claimMessages("alert", 4, [id])).toEqual([]);
    const [early] = await tell(1);
    await db().outboundDelivery.updateMany({ where: { alertId: early ?? "" }, data: { createdAt: new Date(0) } });
    await sendAll();
    await db().alert.update({ where: { id: early ?? "" }, data: { resolvedAt: new Date() } });
    await passTime(HOUR);
    await sendAll();
    expect(receiver.received.map((each) => verified(secret, each).data.count)).toEqual([4, 4]);
  });

  it("of long ago is not told of for the first time when its endpoint goes on", async () => {
    const receiver = await receiverFor();
    const { id, secret } = await addWebhook(receiver.url);
    const settled = await tell(2);
    await changeEndpoint(admin, id, { paused: true });
    const resolvedAt = new Date(Date.now() - 6 * 60_000);
    await db().alert.updateMany({ where: { id: { in: settled } }, data: { resolvedAt } });
    await changeEndpoint(admin, id, { paused: false });
    await sendAll();
    expect(receiver.received).toEqual([]);
    await tell();
    await sendAll();
    expect(receiver.received.map((each) => verified(secret, each).data.count)).toEqual([1]);
  });

  it("that is under way is not sent a second time when its endpoint goes on", async () => {
    const receiver = await receiverFor();
    const { id } = await addWebhook(receiver.url);
    await tell();
    expect(await claimMessages("alert", 4, [])).toHaveLength(1);
    await changeEndpoint(admin, id, { paused: true });
    await changeEndpoint(admin, id, { paused: false });
    await sendAll();
    expect(receiver.received).toEqual([]);
  });

  it("that is tried three times in vain makes its endpoint a failing one, also where it was called off", async () => {
    const receiver = await receiverFor({ status: 404 }, { status: 404 }, { status: 404 }, { status: 204 });
    const { id } = await addWebhook(receiver.url);
    const isFailing = async () => {
      await watchForAlerts(ENGINE);
      const told = await db().alert.count({ where: { key: `endpoint_failing ${id}`, resolvedAt: null } });
      const [endpoint] = await listEndpoints(admin, null);
      return [told === 1, endpoint?.isFailing];
    };
    const [alertId] = await tell();
    for (const _ of [1, 2]) {
      await sendAll();
      await passTime(600);
    }
    expect(await isFailing()).toEqual([false, false]);
    await sendAll();
    await db().alert.update({ where: { id: alertId ?? "" }, data: { resolvedAt: new Date() } });
    expect(await isFailing()).toEqual([true, true]);
    expect((await testEndpoint(admin, id)).ok).toBe(true);
    expect(await isFailing()).toEqual([false, false]);
  });
});

describe("a storm of alerts", () => {
  it("is one message with a count for each endpoint, and the next ones wait for the next", async () => {
    const receiver = await receiverFor();
    const { secret } = await addWebhook(receiver.url);
    await tell(1_000);
    await sendAll();
    await tell(30);
    await tell(3);
    await sendAll();
    const counts = () => receiver.received.map((each) => verified(secret, each).data.count);
    expect(counts()).toEqual([1_000]);
    await passTime(21);
    await sendAll();
    expect(counts()).toEqual([1_000, 33]);
  });

  it("is folded once by several workers", async () => {
    const receiver = await receiverFor();
    const { secret } = await addWebhook(receiver.url);
    await tell(200);
    await Promise.all([sendAll(), sendAll(), sendAll()]);
    await sendAll();
    expect(receiver.received.map((each) => verified(secret, each).data.count)).toEqual([200]);
  });
});

describe("an endpoint", () => {
  it("is signed with both secrets for a day after the change", async () => {
    const receiver = await receiverFor();
    const { id, secret: former } = await addWebhook(receiver.url);
    const { secret } = await rotateEndpointSecret(admin, id);
    expect(await testEndpoint(admin, id)).toMatchObject({ ok: true, status: 204 });
    const [both] = receiver.received;
    for (const each of [former, secret]) expect(both && verified(each, both).type).toBe("endpoint.test");
    await db().outboundEndpoint.update({ where: { id }, data: { previousSecretUntil: new Date(0) } });
    await testEndpoint(admin, id);
    const alone = receiver.received[1];
    expect(() => alone && verified(former, alone)).toThrow();
    expect(alone && verified(secret, alone).type).toBe("endpoint.test");
  });

  it("shows what the receiver answered to a test, and keeps none of it", async () => {
    const receiver = await receiverFor({ status: 403, body: "who are you?" });
    const { id } = await addWebhook(receiver.url);
    expect(await testEndpoint(admin, id)).toEqual({
      ok: false,
      status: 403,
      error: "It answered 403.",
      said: "who are you?",
    });
    expect(await db().outboundDelivery.count({ where: { endpointId: id } })).toBe(0);
  });

  it("outside of what is allowed is not connected to", async () => {
    const { id } = await addWebhook("http://10.0.0.1:4321/hook");
    const local = await addWebhook("http://[::1]:4321/hook");
    for (const each of [id, local.id]) {
      const tested = await testEndpoint(admin, each);
      expect(tested.ok).toBe(false);
      expect(tested.status).toBeNull();
    }
    expect((await testEndpoint(admin, local.id)).error).toContain("not public");
  });

  it("that is paused gets no alerts; one that is deleted cannot be read any more", async () => {
    const receiver = await receiverFor();
    const { id } = await addWebhook(receiver.url);
    await changeEndpoint(admin, id, { paused: true });
    await tell();
    await sendAll();
    expect(receiver.received).toEqual([]);
    await changeEndpoint(admin, id, { paused: false });
    await tell();
    await deleteEndpoint(admin, id);
    await sendAll();
    expect(receiver.received).toEqual([]);
    expect(await listEndpoints(admin, null)).toEqual([]);
    const { dataKey } = await db().outboundEndpoint.findUniqueOrThrow({ where: { id }, include: { dataKey: true } });
    expect(dataKey.wrapped).toBeNull();
    const events = await db().auditEvent.findMany({ where: { canonical: { contains: id } }, orderBy: { seq: "asc" } });
    expect(events.map(({ type }) => type)).toEqual([
      "outbox.endpoint.created",
      "outbox.endpoint.changed",
      "outbox.endpoint.changed",
      "outbox.endpoint.deleted",
    ]);
  });

  it("that a step of the chain names cannot be deleted; one that is paused leaves the step to all others", async () => {
    const [named, other] = [await receiverFor(), await receiverFor()];
    const { id } = await addWebhook(named.url);
    await addWebhook(other.url);
    const chain = [{ afterSeconds: 0, endpointIds: [id] }];
    const set = async (change: object) => {
      const version = await db().settingChange.count({ where: { name: "alerts" } });
      const value = { ...fallbackOf("alerts"), allowedNetworks: ["127.0.0.1/32"], ...change };
      await changeSetting(admin, "alerts", { version, value, note: "" });
    };
    await set({ chain });
    onTestFinished(() => set({}));
    await tell();
    await sendAll();
    expect([named.received.length, other.received.length]).toEqual([1, 0]);
    await expect(deleteEndpoint(admin, id)).rejects.toMatchObject({ code: "CONFLICT" });
    await changeEndpoint(admin, id, { paused: true });
    await tell();
    await sendAll();
    expect([named.received.length, other.received.length]).toEqual([1, 1]);
  });

  it("is known by name to an auditor, who can change nothing", async () => {
    const auditor = await person("auditor");
    const { id } = await addWebhook("https://example.org/hook");
    expect((await listEndpoints(auditor, null)).map(({ name }) => name)).toEqual(["On call"]);
    await expect(deleteEndpoint(auditor, id)).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(testEndpoint(auditor, id)).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(changeEndpoint(auditor, id, { paused: true })).rejects.toMatchObject({ code: "FORBIDDEN" });
  });

  it.each(["reviewer", "lead"] as const)("is nothing for a %s", async (role) => {
    const actor = await person(role);
    const refused = { code: "FORBIDDEN" };
    const input = { kind: "slack", name: "x", events: [], url: "https://example.org/x" } satisfies EndpointInput;
    await expect(createEndpoint(actor, input)).rejects.toMatchObject(refused);
    await expect(listEndpoints(actor, null)).rejects.toMatchObject(refused);
    await expect(testEndpoint(actor, newId())).rejects.toMatchObject(refused);
    await expect(rotateEndpointSecret(actor, newId())).rejects.toMatchObject(refused);
    await expect(changeEndpoint(actor, newId(), { paused: true })).rejects.toMatchObject(refused);
    await expect(deleteEndpoint(actor, newId())).rejects.toMatchObject(refused);
  });
});
