import { SMTPServer } from "smtp-server";
import { beforeAll, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { createEndpoint } from "@/domain/outbox/create-endpoint";
import { receiverFor, sendAll, verified } from "@/domain/outbox/testing/outbox";
import { changeSetting } from "@/domain/settings/change-setting";
import { fallbackOf } from "@/domain/settings/definitions";
import { settingIn } from "@/domain/settings/setting-in";
import { aRisk, conversationRead, failed, openDesk, person, risky } from "@/domain/testing/desk";
import { acknowledgeAlert } from "@/domain/triage/alerts/acknowledge-alert";
import { listAlertDeliveries, listAlerts } from "@/domain/triage/alerts/list-alerts";
import { openBreaches } from "@/domain/triage/alerts/watch-cases";
import { watchForAlerts } from "@/domain/triage/alerts/watch-for-alerts";
import { raiseCases } from "@/domain/triage/case-rows";
import { claimNextCase } from "@/domain/triage/claim-next-case";
import { endClaim } from "@/domain/triage/end-claim";
import { db } from "@/lib/db/client";
import { newId } from "@/lib/ids/new-id";

const UP = { name: "told", isReachable: async () => true };
const DOWN = { name: "told", isReachable: async () => false };
type Actor = Awaited<ReturnType<typeof person>>;
let admin: Actor;
let reviewer: Actor;

beforeAll(async () => {
  await openDesk();
  admin = await person("admin");
  reviewer = await person("reviewer");
});

/** A desk with nothing that waits, nobody there, and no alert. */
beforeEach(async () => {
  await db().claim.updateMany({ where: { endedAt: null }, data: { endedAt: new Date(), end: "released" } });
  await db().case.updateMany({ data: { state: "closed", closedAt: new Date(), holderId: null } });
  await db().alert.updateMany({ data: { resolvedAt: new Date() } });
  await db().deskPresence.deleteMany();
  await db().reviewerBreak.deleteMany();
  await db().reviewerPreference.deleteMany();
  await db().exposure.deleteMany();
  await db().alertCause.deleteMany();
  await db().outboundEndpoint.updateMany({ data: { deletedAt: new Date() } });
  await set({});
});

async function set(change: Partial<ReturnType<typeof fallbackOf<"alerts">>>) {
  const value = { ...fallbackOf("alerts"), emptyDeskSeconds: 86_400, allowedNetworks: ["127.0.0.1/32"], ...change };
  const version = await db().settingChange.count({ where: { name: "alerts" } });
  await changeSetting(admin, "alerts", { version, value, note: "" });
}

const T0 = risky(aRisk("critical", "emergency"));
const T1 = risky(aRisk("high", "urgent"));
const T2 = risky(aRisk("moderate", "acute", "self_harm"));

async function caseOf(reading: Parameters<typeof conversationRead>[1]): Promise<string> {
  const conversationId = await conversationRead(reviewer, reading);
  return (await db().case.findFirstOrThrow({ where: { conversationId } })).id;
}
const late = (caseId: string) =>
  db().case.update({ where: { id: caseId }, data: { dueAt: new Date(Date.now() - 60_000) } });
const waitedFor = (caseId: string, seconds: number) =>
  db().case.update({ where: { id: caseId }, data: { openedAt: new Date(Date.now() - seconds * 1_000) } });
const openKinds = async () =>
  (await db().alert.findMany({ where: { resolvedAt: null }, orderBy: { openedAt: "asc" } })).map(({ kind }) => kind);
const isThere = (who: Actor) =>
  db().deskPresence.upsert({
    where: { userId: who.userId },
    create: { userId: who.userId },
    update: { seenAt: new Date() },
  });

describe("a case that comes into tier 0", () => {
  it("opens an alert in the same transaction, which ends once somebody takes it", async () => {
    const caseId = await caseOf(T0);
    expect(await db().alert.findFirst({ where: { caseId, resolvedAt: null } })).toMatchObject({
      kind: "new_emergency",
      tier: 0,
    });
    await watchForAlerts(UP);
    expect(await openKinds()).toEqual(["new_emergency"]);
    await claimNextCase(reviewer);
    await watchForAlerts(UP);
    expect(await openKinds()).toEqual([]);
    const types = (await db().auditEvent.findMany({ where: { caseId }, orderBy: { seq: "asc" } })).map(
      ({ type }) => type,
    );
    expect(types).toEqual(expect.arrayContaining(["triage.alert.opened", "triage.alert.resolved"]));
  });

  it("is told of when it rises there", async () => {
    const conversationId = await conversationRead(reviewer, T1);
    expect(await openKinds()).toEqual([]);
    const { id } = await db().case.findFirstOrThrow({ where: { conversationId } });
    await db().$transaction((tx) => raiseCases(tx, [id], 0, null));
    expect(await openKinds()).toEqual(["new_emergency"]);
  });

  it("is told of by nothing where an admin switched that off", async () => {
    await set({ newEmergency: false });
    await caseOf(T0);
    expect(await openKinds()).toEqual([]);
  });
});

describe("a case past its time", () => {
  it("is told of once, by however many workers, while it waits or somebody sits on it", async () => {
    const caseId = await caseOf(T1);
    await watchForAlerts(UP);
    expect(await openKinds()).toEqual([]);
    await late(caseId);
    await Promise.all(Array.from({ length: 6 }, () => watchForAlerts(UP)));
    expect(await openKinds()).toEqual(["tier_breach"]);
    const held = await claimNextCase(reviewer);
    await watchForAlerts(UP);
    expect(await openKinds()).toEqual([]);
    await db().claim.updateMany({
      where: { caseId, endedAt: null },
      data: { claimedAt: new Date(Date.now() - 301_000) },
    });
    await watchForAlerts(UP);
    expect(await openKinds()).toEqual(["tier_breach"]);
    await endClaim(reviewer, caseId, held?.token ?? "", "released");
    await watchForAlerts(UP);
    expect(await openKinds()).toEqual(["tier_breach"]);
  });

  it("in tier 0 is told of however many others are", async () => {
    await set({ newEmergency: false, tierBreach: [0, 1] });
    await db().$executeRaw`
      INSERT INTO alert (id, kind, key, tier) SELECT gen_random_uuid(), 'tier_breach', 'tier_breach of a storm ' || n, 1
      FROM generate_series(1, 2000) n`;
    const [urgent, critical] = [await caseOf(T1), await caseOf(T0)];
    for (const id of [urgent, critical]) await late(id);
    await db().$transaction((tx) => openBreaches(tx, { tierBreach: [0, 1], dueSeconds: [60, 300, 1_800, 86_400] }));
    const told = await db().alert.findMany({ where: { caseId: { in: [urgent, critical] }, resolvedAt: null } });
    expect(told.map(({ caseId }) => caseId)).toEqual([critical]);
  });

  it("of a tier that nobody asked to be told of is not", async () => {
    await late(await caseOf(T2));
    await watchForAlerts(UP);
    expect(await openKinds()).toEqual([]);
    await set({ tierBreach: [0, 1, 2] });
    await watchForAlerts(UP);
    expect(await openKinds()).toEqual(["tier_breach"]);
  });
});

describe("an empty desk", () => {
  beforeEach(() => set({ emptyDeskSeconds: 120, tierBreach: [] }));
  const waiting = async () => waitedFor(await caseOf(T2), 121);

  it("is told of while a case waits, until somebody comes", async () => {
    await watchForAlerts(UP);
    expect(await openKinds()).toEqual([]);
    await waiting();
    await watchForAlerts(UP);
    expect(await openKinds()).toEqual(["empty_desk"]);
    await isThere(reviewer);
    await watchForAlerts(UP);
    expect(await openKinds()).toEqual([]);
  });

  it.each([
    ["is an auditor", async () => void (await isThere(await person("auditor")))],
    [
      "is on a break",
      async () => {
        await isThere(reviewer);
        await db().reviewerBreak.create({ data: { id: newId(), userId: reviewer.userId } });
      },
    ],
    [
      "opted out of what it is about",
      async () => {
        await isThere(reviewer);
        await db().reviewerPreference.create({
          data: { userId: reviewer.userId, optOutTypes: ["self_harm"], value: {} },
        });
      },
    ],
    [
      "has just passed it on",
      async () => {
        await isThere(reviewer);
        const held = await claimNextCase(reviewer);
        await endClaim(reviewer, held?.caseId ?? "", held?.token ?? "", "skipped");
      },
    ],
    [
      "has read as much as one person does",
      async () => {
        await isThere(reviewer);
        const read = { userId: reviewer.userId, caseId: newId(), weight: 1_000, tier: 3 };
        await db().exposure.create({ data: { id: newId(), ...read } });
      },
    ],
    [
      "was last seen long ago",
      async () => {
        await isThere(reviewer);
        await db().deskPresence.updateMany({ data: { seenAt: new Date(Date.now() - 121_000) } });
      },
    ],
  ])("is one where whoever is there %s", async (_, come) => {
    await waiting();
    await come();
    await watchForAlerts(UP);
    expect(await openKinds()).toEqual(["empty_desk"]);
  });
});

describe("a model that does not read", () => {
  it("is told of once it has not for as long as is set, and no longer once it does", async () => {
    await watchForAlerts(DOWN);
    expect(await openKinds()).toEqual([]);
    await db().alertCause.updateMany({ data: { since: new Date(Date.now() - 61_000) } });
    await watchForAlerts(DOWN);
    expect(await openKinds()).toEqual(["model_down"]);
    await watchForAlerts(UP);
    expect(await openKinds()).toEqual([]);
  });

  it("is seen also where its server answers but every reading fails", async () => {
    await set({ modelDownSeconds: 0, tierBreach: [] });
    for (let each = 0; each < 5; each += 1) await conversationRead(reviewer, failed("model_error"));
    await watchForAlerts(UP);
    expect(await openKinds()).toEqual(["model_down"]);
    await conversationRead(reviewer, T2);
    await watchForAlerts(UP);
    expect(await openKinds()).toEqual([]);
  });

  it("is no matter where rules read by themselves", async () => {
    await set({ modelDownSeconds: 0 });
    await watchForAlerts({ name: "offline", isReachable: async () => false });
    expect(await openKinds()).toEqual([]);
  });
});

describe("a log whose checkpoints do not leave the desk", () => {
  it("is told of after an hour, until one arrives", async () => {
    const since = (minutes: number) => new Date(Date.now() - minutes * 60_000);
    await db().auditPublication.create({ data: { place: "store of a test", failingSince: since(59), error: "no" } });
    onTestFinished(async () => void (await db().auditPublication.deleteMany()));
    await watchForAlerts(UP);
    expect(await openKinds()).toEqual([]);
    await db().auditPublication.updateMany({ data: { failingSince: since(61) } });
    await watchForAlerts(UP);
    expect(await openKinds()).toEqual(["log_unpublished"]);
    await db().auditPublication.updateMany({ data: { failingSince: null, error: null } });
    await watchForAlerts(UP);
    expect(await openKinds()).toEqual([]);
  });
});

describe("figures that were not what the records say", () => {
  const compared = (facts: number, ago: number) =>
    db().measureCheck.create({
      data: {
        id: newId(),
        checkedAt: new Date(Date.now() - ago * 60_000),
        conversations: 9,
        facts,
        rollups: 0,
        repaired: facts > 0,
        tookMs: 1,
      },
    });

  it("are told of until a comparison finds no difference", async () => {
    onTestFinished(async () => void (await db().measureCheck.deleteMany()));
    await compared(0, 3);
    await watchForAlerts(UP);
    expect(await openKinds()).toEqual([]);
    await compared(2, 2);
    await watchForAlerts(UP);
    expect(await openKinds()).toEqual(["figures_differed"]);
    await compared(0, 1);
    await watchForAlerts(UP);
    expect(await openKinds()).toEqual([]);
  });
});

describe("the chain", () => {
  async function chained() {
    const [first, second] = [await receiverFor(), await receiverFor()];
    const add = (name: string, url: string) =>
      createEndpoint(admin, { kind: "webhook", name, events: [], sourceId: null, url });
    const [one, two] = [await add("First", first.url), await add("Second", second.url)];
    const chain = [
      { afterSeconds: 0, endpointIds: [one.id] },
      { afterSeconds: 300, endpointIds: [two.id] },
    ];
    await set({ chain, tierBreach: [] });
    await caseOf(T0);
    await sendAll();
    const [alert] = (await listAlerts(reviewer, { state: "open", limit: 10 })).items;
    return { first, second, two, id: alert?.id ?? "" };
  }
  const pass = (seconds: number) =>
    db().$executeRaw`
      UPDATE alert SET opened_at = opened_at - make_interval(secs => ${seconds}),
        next_step_at = next_step_at - make_interval(secs => ${seconds}) WHERE resolved_at IS NULL`;

  it("tells the next one when nobody answers in time, and keeps every time", async () => {
    const { first, second, two, id } = await chained();
    expect([first.received.length, second.received.length]).toEqual([1, 0]);
    await pass(299);
    await watchForAlerts(UP);
    await sendAll();
    expect(second.received).toHaveLength(0);
    await pass(1);
    await watchForAlerts(UP);
    await watchForAlerts(UP);
    await sendAll();
    expect([first.received.length, second.received.length]).toEqual([1, 1]);
    expect(second.received[0] && verified(two.secret, second.received[0])).toMatchObject({
      type: "alert.escalated",
      data: { alertId: id, step: 1 },
    });
    const { items } = await listAlertDeliveries(reviewer, id);
    expect(items.map(({ event, state, tries }) => [event, state, tries.length])).toEqual([
      ["alert.opened", "delivered", 1],
      ["alert.escalated", "delivered", 1],
    ]);
  });

  it("ends when somebody answers; whoever is later is told who did", async () => {
    const { second, id } = await chained();
    expect(await acknowledgeAlert(reviewer, id)).toMatchObject({ acknowledgedBy: reviewer.name, nextStepAt: null });
    await acknowledgeAlert(reviewer, id);
    await expect(acknowledgeAlert(admin, id)).rejects.toMatchObject({
      code: "CONFLICT",
      extra: { members: { current: { state: "acknowledged", holder: reviewer.name } } },
    });
    await pass(3_600);
    await watchForAlerts(UP);
    await sendAll();
    expect(second.received).toHaveLength(0);
    expect(await db().auditEvent.count({ where: { type: "triage.alert.acknowledged" } })).toBe(1);
    await expect(acknowledgeAlert(await person("auditor"), id)).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});

describe("a mail and a line in a chat", () => {
  it("arrive on a real mail server and in a chat, and say nothing of what was written", async () => {
    const mails: string[] = [];
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ["STARTTLS"],
      onData(stream, _session, done) {
        const chunks: Buffer[] = [];
        stream.on("data", (chunk: Buffer) => chunks.push(chunk));
        stream.on("end", () => {
          mails.push(Buffer.concat(chunks).toString("utf8"));
          done();
        });
      },
    });
    const listening = server.listen(0, "127.0.0.1");
    await new Promise<void>((resolve) => listening.once("listening", () => resolve()));
    onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
    const address = listening.address();
    const port = address !== null && typeof address === "object" ? address.port : 0;
    const chat = await receiverFor();
    await createEndpoint(admin, {
      kind: "email",
      name: "Shift lead",
      events: [],
      host: "127.0.0.1",
      port,
      security: "none",
      user: null,
      password: null,
      from: "vigil@example.org",
      to: ["lead@example.org"],
    });
    await createEndpoint(admin, { kind: "slack", name: "Channel", events: [], url: chat.url });
    const marker = "marker-in-what-was-written";
    await conversationRead(reviewer, T0, marker);
    await sendAll();
    const [mail = ""] = mails;
    expect(mail).toMatch(/^Subject: Vigil: a new case in tier 0 waits\r$/m);
    expect(mail).toMatch(/^Auto-Submitted: auto-generated\r$/m);
    expect(mail).toMatch(/^Message-ID: <[0-9a-f-]{36}@vigil\.invalid>\r$/m);
    expect(mail).toContain("text/html");
    const { text } = JSON.parse(chat.received[0]?.body ?? "{}") as { text: string };
    expect(text).toContain("*A new case in tier 0 waits.*");
    const left = [
      ...mails,
      ...chat.received.map(({ body }) => body),
      JSON.stringify(await db().outboundDelivery.findMany()),
      JSON.stringify(await db().outboundAttempt.findMany()),
      JSON.stringify(await db().alert.findMany()),
      (await db().auditEvent.findMany()).map(({ canonical }) => canonical).join(),
    ];
    for (const each of left) expect(each).not.toContain(marker);
  });
});

describe("settings in a transaction", () => {
  it("are those of the newest change", async () => {
    await set({ modelDownSeconds: 77 });
    expect(await db().$transaction((tx) => settingIn(tx, "alerts"))).toMatchObject({ modelDownSeconds: 77 });
  });
});
