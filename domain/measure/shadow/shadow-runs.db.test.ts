/** Conversations of the past, read again beside the desk: what comes of it, and that the desk is as it was. */
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { UserActor } from "@/domain/access/actor";
import { addGold } from "@/domain/decide/gold/add-gold";
import { openSlot } from "@/domain/decide/open-slot";
import { decide } from "@/domain/decide/testing/decide";
import { acceptConversation } from "@/domain/ingest/accept-conversation";
import { foldChanges } from "@/domain/measure/facts/fold-changes";
import { changeShadowRun } from "@/domain/measure/shadow/change-shadow-run";
import { getShadowRun, listShadowRuns } from "@/domain/measure/shadow/get-shadow-run";
import { listShadowCases } from "@/domain/measure/shadow/list-shadow-cases";
import { orderShadowRun } from "@/domain/measure/shadow/order-shadow-run";
import type { ShadowOrder } from "@/domain/measure/shadow/shadow-dto";
import type { ShadowCasesQuery } from "@/domain/measure/shadow/shadow-result-dto";
import { isDeskBehind, workOnShadowRun } from "@/domain/measure/shadow/work-on-shadow-run";
import {
  aRisk,
  clear,
  endUndoWindow,
  engineThatSays,
  failed,
  openDesk,
  person,
  platform,
  risky,
  setSampling,
} from "@/domain/testing/desk";
import { readAndRoute } from "@/domain/triage/read-and-route";
import { createModelEngine } from "@/inference/classify-conversation";
import { createFleet } from "@/inference/endpoints/fleet";
import type { Engine, EngineReading } from "@/inference/engines/engine";
import { readOffline } from "@/inference/engines/offline/read-offline";
import { createOpenAiModel } from "@/inference/engines/openai/create-openai-model";
import { type ModelServer, startModelServer } from "@/inference/testing/model-server/start-model-server";
import { db } from "@/lib/db/client";
import { newId } from "@/lib/ids/new-id";

type Source = Awaited<ReturnType<typeof platform>>;
type Said = Parameters<typeof engineThatSays>[number];

let admin: UserActor;
let auditor: UserActor;
let reviewer: UserActor;
let server: ModelServer;
const never = new AbortController().signal;
const SECRET = "the rooster crows at dawn";

beforeAll(async () => {
  await openDesk();
  [admin, auditor, reviewer] = [await person("admin"), await person("auditor"), await person("reviewer")];
  server = await startModelServer();
  return () => server.close();
});

/** Sends a conversation in and has it read as told. Unread without that. @returns its id */
async function told(source: Source, text: string, said?: Said): Promise<string> {
  const accepted = await acceptConversation(source, { messages: [{ role: "user", text }] });
  const { id, revision } = accepted;
  if (said) await readAndRoute(engineThatSays(said), { conversationId: id, revision });
  return id;
}

const caseOf = async (conversationId: string) => (await db().case.findFirstOrThrow({ where: { conversationId } })).id;
const order = (source: Source, input: ShadowOrder = {}) => orderShadowRun(admin, { source: source.sourceId, ...input });
const behind = async (id: string, query: ShadowCasesQuery) => (await listShadowCases(auditor, id, query)).total;

/** Until no worker finds anything to do. */
async function work(engine: Engine | null): Promise<void> {
  while (await workOnShadowRun(() => engine, never));
}

/** Reads as it is told by the text, and notes each text that it was asked for. */
function reader(answer: (text: string, asked: number) => Said | "away" | Promise<never>) {
  const asked: string[] = [];
  const engine: Engine = {
    ...engineThatSays(clear),
    read: async (messages, options) => {
      const text = messages.map((message) => message.text).join(" / ");
      asked.push(text);
      const said = await answer(text, asked.length);
      return engineThatSays(said === "away" ? failed("model_unreachable") : said).read(messages, options);
    },
  };
  return { engine, asked };
}

/** Every row of every table that is no record of the run itself. */
async function deskAsItIs(): Promise<Record<string, string>> {
  await foldChanges();
  const tables = await db().$queryRaw<{ name: string }[]>`
    SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
    WHERE table_type = 'BASE TABLE' AND (table_schema = 'public' AND table_name NOT LIKE 'shadow_%'
      AND table_name NOT LIKE 'audit_%' OR table_schema = 'pgboss' AND table_name = 'job')`;
  const each = tables.map(
    ({ name }) =>
      `SELECT '${name}' AS name, md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) AS digest FROM ${name} t`,
  );
  const rows = await db().$queryRawUnsafe<{ name: string; digest: string }[]>(each.join(" UNION ALL "));
  return Object.fromEntries(rows.map(({ name, digest }) => [name, digest]));
}

const eventsOf = async (id: string) => {
  const rows = await db().auditEvent.findMany({ where: { canonical: { contains: id } }, orderBy: { seq: "asc" } });
  return rows.map(({ type, actorId, canonical }) => ({ type, actorId, facts: JSON.parse(canonical).facts }));
};

describe("a run over a small desk, read by a model over HTTP", () => {
  let source: Source;
  let id: string;
  let before: Record<string, string>;
  let after: Record<string, string>;

  beforeAll(async () => {
    source = await platform("small desk");
    const critical = risky(aRisk("critical", "emergency"));
    const found = await told(source, "I want to end it all tonight", critical);
    const alarm = await told(source, `${SECRET}, he sang`, critical);
    await decide(reviewer, await caseOf(found), "all");
    await decide(reviewer, await caseOf(alarm), "nothing");
    await setSampling({ rest: 1, keyword: 1 });
    const missed = await told(source, "I want to end it all tonight, truly", clear);
    const rightly = await told(source, "the weather is fine", clear);
    await decide(reviewer, await caseOf(missed), "high");
    await decide(reviewer, await caseOf(rightly), "nothing");
    await setSampling({});
    await told(source, "I want to end it all tonight, and nobody looked", clear);
    await told(source, "a quiet day", clear);
    await told(source, "not read yet");
    const erased = await told(source, "gone", clear);
    await db().conversation.update({ where: { id: erased }, data: { erasedAt: new Date() } });

    ({ id } = await order(source));
    before = await deskAsItIs();
    const fleet = createFleet([
      {
        name: "shadow",
        model: createOpenAiModel({ url: server.url, model: server.options.model, apiKey: null, engine: "sglang" }),
      },
    ]);
    await work(createModelEngine(fleet, { rules: readOffline }));
    after = await deskAsItIs();
    await fleet.close();
  });

  test("touches nothing of the desk: cases, readings, samples, jobs, alerts, messages out, figures", () => {
    expect(Object.keys(before).length).toBeGreaterThan(40);
    expect(after).toEqual(before);
  });

  test("says what was read, out of how many, and what was left out", async () => {
    expect(await getShadowRun(auditor, id)).toMatchObject({
      ...{ state: "finished", population: 6, chosen: 6, probability: 1, read: 6, erased: 1, unread: 1 },
      ...{ model: server.options.model, source: { name: "small desk" }, createdBy: admin.name },
      leftOut: { erased: 0, damaged: 0, changed: 0, no_words: 0 },
    });
  });

  test("sets both against the decisions, and against each other", async () => {
    const { result } = await getShadowRun(auditor, id);
    expect(result).toMatchObject({ read: 6, decided: 4, blind: 2, cost: { callsPerCase: 1 } });
    expect(result?.standing.confusion).toMatchObject({ tp: 1, fp: 1, fn: 1, tn: 1 });
    expect(result?.shadow.confusion).toMatchObject({ tp: 2, fp: 0, fn: 0, tn: 2 });
    expect(result?.comparison.accuracy).toMatchObject({
      cases: 4,
      both: 2,
      onlyFirst: 0,
      onlySecond: 2,
      p: 0.5,
      midP: 0.25,
    });
    expect(result?.standing.queue).toMatchObject({
      cases: 2,
      tiers: [2, 0, 0, 0],
      estimate: { value: 2, low: 2, high: 2 },
    });
    expect(result?.shadow.queue.cases).toBe(3);
    const unflagged = result?.cells.find(({ standing, shadow }) => standing === "none" && shadow === "risk");
    expect(unflagged).toMatchObject({ n: 2, answers: { risk: 1, none: 0, unasked: 1 } });
  });

  test("leads from each number to its conversations, and from these to who decided what", async () => {
    const { result } = await getShadowRun(auditor, id);
    for (const { standing, shadow, n } of result?.cells ?? []) expect(await behind(id, { standing, shadow })).toBe(n);
    for (const [tier, n] of (result?.shadow.queue.tiers ?? []).entries())
      expect(await behind(id, { shadowTier: tier })).toBe(n);
    expect(await behind(id, { standing: "none", shadow: "risk", answer: "undecided" })).toBe(1);
    const { items } = await listShadowCases(auditor, id, { standing: "none", answer: "risk" });
    expect(items).toMatchObject([
      {
        ...{ decidedBy: reviewer.name, answer: "risk", visibility: "blind" },
        standing: { outcome: "none", tier: null, model: "told-1" },
        shadow: { outcome: "risk", types: ["suicide"] },
      },
    ]);
  });

  test("is in the log with who ordered it and how much was read, and holds no words", async () => {
    const events = await eventsOf(id);
    expect(events).toMatchObject([
      { type: "measure.shadow.ordered", actorId: admin.userId, facts: { chosen: 6, erased: 1, unread: 1 } },
      { type: "measure.shadow.changed", facts: { state: "finished", read: 6, orderedBy: admin.userId } },
    ]);
    const rows = await db().$queryRaw<{ line: string }[]>`
      SELECT to_jsonb(s)::text AS line FROM shadow_reading s UNION ALL SELECT to_jsonb(r)::text FROM shadow_run r
      UNION ALL SELECT canonical FROM audit_event`;
    const dump = rows.map(({ line }) => line).join("\n");
    for (const words of [SECRET, "end it all", "quiet day"]) expect(dump).not.toContain(words);
  });

  test("chooses the same ones for the same seed, each with a known chance", async () => {
    const chosenBy = async (seed: string) => {
      const run = await order(source, { seed, most: 3 });
      expect(run).toMatchObject({ population: 6, chosen: 3, probability: 0.5 });
      const rows = await db().shadowReading.findMany({ where: { runId: run.id }, orderBy: { position: "asc" } });
      await changeShadowRun(admin, run.id, "cancel");
      return rows.map(({ conversationId }) => conversationId);
    };
    expect(await chosenBy("one")).toEqual(await chosenBy("one"));
    expect(await chosenBy("one")).not.toEqual(await chosenBy("another"));
    expect(
      await order(source, { scope: "decided" }).then(({ id: run, chosen }) =>
        changeShadowRun(admin, run, "cancel").then(() => chosen),
      ),
    ).toBe(4);
    expect(
      await order(source, { scope: "unflagged" }).then(({ id: run, chosen }) =>
        changeShadowRun(admin, run, "cancel").then(() => chosen),
      ),
    ).toBe(4);
    await expect(order(source, { from: "2020-01-01", to: "2020-01-02" })).rejects.toMatchObject({ code: "INVALID" });
  });
});

describe("a run that does not go through at once", () => {
  let source: Source;
  let texts: string[];

  beforeAll(async () => {
    source = await platform("many");
    texts = Array.from({ length: 6 }, (_, place) => `words ${place}`);
    for (const text of texts) await told(source, text, clear);
  });
  afterAll(async () => {
    await db().shadowRun.updateMany({
      where: { state: { in: ["running", "paused"] } },
      data: { state: "cancelled", finishedAt: new Date() },
    });
  });

  test("goes on after a worker that was killed: nothing is read twice, and no late answer is taken", async () => {
    const { id } = await order(source);
    const hang = Promise.withResolvers<never>();
    const first = reader((_, asked) => (asked > 3 ? hang.promise : risky(aRisk())));
    const killed = workOnShadowRun(() => first.engine, never);
    await vi.waitFor(async () => expect(await getShadowRun(admin, id)).toMatchObject({ read: 3 }), { timeout: 20_000 });
    // What a kill leaves: a lease that nobody renews, and runs out.
    const other = { leaseToken: newId(), leaseUntil: new Date(Date.now() - 1_000) };
    await db().shadowRun.update({ where: { id }, data: other });
    const second = reader(() => clear);
    await work(second.engine);
    expect(second.asked).toHaveLength(3);
    expect([...first.asked.slice(0, 3), ...second.asked].toSorted()).toEqual(texts);
    const ended = await getShadowRun(admin, id);
    expect(ended).toMatchObject({ state: "finished", read: 6, result: { shadow: { queue: { cases: 3 } } } });
    hang.reject(new Error("gone"));
    await killed;
    expect(await getShadowRun(admin, id)).toEqual(ended);
  });

  test("can be paused, resumed and stopped, and then has no figures", async () => {
    const { id } = await order(source);
    await changeShadowRun(admin, id, "pause");
    await work(reader(() => clear).engine);
    expect(await getShadowRun(auditor, id)).toMatchObject({ state: "paused", read: 0, result: null });
    await expect(changeShadowRun(admin, id, "pause")).rejects.toMatchObject({ code: "CONFLICT" });
    await changeShadowRun(admin, id, "resume");
    const hang = Promise.withResolvers<never>();
    const { engine } = reader((_, asked) => (asked > 2 ? hang.promise : clear));
    const working = workOnShadowRun(() => engine, never);
    await vi.waitFor(async () => expect(await getShadowRun(admin, id)).toMatchObject({ read: 2 }), { timeout: 20_000 });
    await changeShadowRun(admin, id, "cancel");
    hang.reject(new Error("gone"));
    await working;
    expect(await getShadowRun(auditor, id)).toMatchObject({ state: "cancelled", read: 2, result: null });
    expect((await eventsOf(id)).map(({ facts }) => facts.state)).toEqual([undefined, "paused", "running", "cancelled"]);
  });

  test("waits for a model that is away, and for one that the settings no longer name it says so", async () => {
    const { id } = await order(source);
    const away = reader(() => "away");
    expect(await workOnShadowRun(() => away.engine, never)).toBe(false);
    expect(await workOnShadowRun(() => ({ ...away.engine, isReachable: async () => false }), never)).toBe(false);
    expect(await getShadowRun(admin, id)).toMatchObject({ state: "running", read: 0 });
    await work(null);
    expect(await getShadowRun(admin, id)).toMatchObject({
      state: "failed",
      failure: expect.stringContaining("no other model"),
    });
  });

  test("fails when another model answers in the middle", async () => {
    const { id } = await order(source);
    const engine = engineThatSays(clear);
    let readings = 0;
    const read = async (...given: Parameters<Engine["read"]>): Promise<EngineReading> => {
      readings += 1;
      return { ...(await engine.read(...given)), model: readings > 2 ? "told-2" : "told-1" };
    };
    await work({ ...engine, read });
    expect(await getShadowRun(admin, id)).toMatchObject({
      state: "failed",
      failure: expect.stringContaining("Another model"),
    });
  });

  test("reads the words that the standing reading saw, and leaves out and counts what has lost them", async () => {
    const grows = await platform("grows");
    const send = (thread: string, text: string) =>
      acceptConversation(grows, {
        externalId: thread,
        messages: [{ role: "user", text, externalId: `${thread} ${text}` }],
      });
    const { id: grown } = await send("grown", "first");
    await readAndRoute(engineThatSays(clear), { conversationId: grown, revision: 1 });
    await send("grown", "second");
    const gone = await told(grows, "gone since", clear);
    const { id } = await order(grows);
    await db().conversation.update({ where: { id: gone }, data: { erasedAt: new Date() } });
    const { engine, asked } = reader(() => clear);
    await work(engine);
    expect(asked).toEqual(["first"]);
    expect(await getShadowRun(auditor, id)).toMatchObject({
      ...{ state: "finished", population: 2, read: 1, leftOut: { erased: 1 } },
      result: { read: 1, cells: [{ standing: "none", shadow: "none", n: 1 }] },
    });
    expect(await behind(id, { leftOut: "erased" })).toBe(1);
  });

  test("gives way to a desk that waits for the model itself", async () => {
    // What other stories left unread may have waited long on a slow machine.
    await db().conversation.updateMany({ where: { status: "received" }, data: { status: "clear" } });
    expect(await isDeskBehind()).toBe(false);
    const waits = await told(source, "waits");
    await db().conversation.update({ where: { id: waits }, data: { changedAt: new Date(Date.now() - 3_600_000) } });
    expect(await isDeskBehind()).toBe(true);
    await db().conversation.update({ where: { id: waits }, data: { status: "clear" } });
  });
});

test("lists neither what was drawn nor the answer to a reference case to whoever may be given it; potential misses stay", async () => {
  const source = await platform("read blind");
  const lead = await person("lead");
  const flagged = await told(source, "flagged", risky(aRisk()));
  const { id: decisionId } = await decide(reviewer, await caseOf(flagged), "all");
  await setSampling({ rest: 1 });
  const drawn = await told(source, "drawn, and the shadow flags it", clear);
  await setSampling({});
  const missed = await told(source, "not drawn, and the shadow flags it", clear);
  await told(source, "not drawn", clear);
  const { id } = await order(source);
  await work(reader((text) => (text.includes("shadow") ? risky(aRisk()) : clear)).engine);
  await endUndoWindow(decisionId);
  const { id: goldCaseId } = await addGold(await person("lead"), { decisionId });
  await db().$transaction((tx) =>
    openSlot(tx, lead, {
      ...{ kind: "gold", conversationId: flagged, revision: 1, classificationId: null, tier: 3, probability: 1 },
      ...{ goldCaseId, reviewerId: lead.userId },
    }),
  );
  const listed = async (who: UserActor, query: ShadowCasesQuery) => {
    const { total, keptBlind, items } = await listShadowCases(who, id, query);
    return { total, keptBlind, ids: items.map(({ conversationId }) => conversationId) };
  };
  const open = { standing: "none", answer: "open" } as const;
  expect(await listed(auditor, open)).toEqual({ total: 1, keptBlind: 0, ids: [drawn] });
  expect(await listed(lead, open)).toEqual({ total: 1, keptBlind: 1, ids: [] });
  // Nobody will read what was not drawn unless somebody opens a case from here.
  const unseen = { standing: "none", shadow: "risk", answer: "undecided" } as const;
  expect(await listed(lead, unseen)).toEqual({ total: 2, keptBlind: 1, ids: [missed] });
  // What the shadow does not flag is kept, drawn or not: else what is missing would be what was drawn.
  expect(await listed(lead, { standing: "none" })).toEqual({ total: 3, keptBlind: 2, ids: [missed] });
  expect(await listed(lead, { standing: "risk" })).toEqual({ total: 1, keptBlind: 1, ids: [] });
  expect(await listed(admin, { standing: "risk" })).toEqual({ total: 1, keptBlind: 0, ids: [flagged] });
});

test("whoever may only look can neither order nor change a run, and others see none", async () => {
  const { items, next } = await listShadowRuns(auditor, { limit: 2 });
  expect([items.length, next]).toEqual([2, items[1]?.id]);
  const id = items[0]?.id ?? "";
  const forbidden = { code: "FORBIDDEN" };
  await expect(orderShadowRun(auditor, {})).rejects.toMatchObject(forbidden);
  await expect(changeShadowRun(auditor, id, "cancel")).rejects.toMatchObject(forbidden);
  await expect(getShadowRun(reviewer, id)).rejects.toMatchObject(forbidden);
  await expect(listShadowCases(reviewer, id, {})).rejects.toMatchObject(forbidden);
});
