/** What is gone after an erasure, what stands, and what becomes of a backup from before. */
import { beforeAll, describe, expect, it } from "vitest";
import type { UserActor } from "@/domain/access/actor";
import { verifyLog } from "@/domain/audit/verify/verify-log";
import { exportConversations } from "@/domain/decide/export-conversations";
import { findConversations } from "@/domain/decide/find-conversations";
import { getCase } from "@/domain/decide/get-case";
import { getConversation } from "@/domain/decide/get-conversation";
import { addGold } from "@/domain/decide/gold/add-gold";
import { listConversations } from "@/domain/decide/list-conversations";
import { listEarlier } from "@/domain/decide/list-earlier";
import { recordDecision } from "@/domain/decide/record-decision";
import { contentSearchSchema } from "@/domain/decide/search/content-search";
import { searchContent } from "@/domain/decide/search/search-content";
import { undoDecision } from "@/domain/decide/undo-decision";
import { acceptConversation } from "@/domain/ingest/accept-conversation";
import { memoryFile } from "@/domain/ingest/transcripts/memory-file";
import { listMisses } from "@/domain/measure/evaluations/list-misses";
import { startEvaluation } from "@/domain/measure/evaluations/start-evaluation";
import { exportEvaluation } from "@/domain/measure/export-evaluation";
import { getMeasureReport } from "@/domain/measure/figures/get-measure-report";
import { erasePerson } from "@/domain/privacy/erase-person";
import type { ErasedLine } from "@/domain/privacy/erased-list";
import { exportErased } from "@/domain/privacy/export-erased";
import { previewErasure } from "@/domain/privacy/preview-erasure";
import { replayErasures } from "@/domain/privacy/replay-erasures";
import { changeSetting } from "@/domain/settings/change-setting";
import {
  aRisk,
  endUndoWindow,
  engineThatSays,
  openDesk,
  person,
  platform,
  risky,
  textsOf,
} from "@/domain/testing/desk";
import { whileHeld } from "@/domain/testing/while-held";
import { claimCase } from "@/domain/triage/claim-next-case";
import { listCases } from "@/domain/triage/list-cases";
import { openManualCase } from "@/domain/triage/open-manual-case";
import { readAndRoute } from "@/domain/triage/read-and-route";
import { SINGLE } from "@/inference/strategies/strategy";
import { db, type Tx } from "@/lib/db/client";

const WORDS = "words that only this person wrote";
const NOTE = "what the reviewer noted";
let admin: UserActor;
let reviewer: UserActor;
let key: Awaited<ReturnType<typeof platform>>;

async function collect<T>(rows: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const row of rows) all.push(row);
  return all;
}

async function sendIn(externalId: string, author: string, text = WORDS) {
  const messages = [
    { role: "user" as const, author, text, externalId: `${externalId}-1` },
    { role: "assistant" as const, text: `They said: ${text}` },
  ];
  const { id, revision } = await acceptConversation(key, { externalId, messages, metadata: { page: "help" } });
  return { id, revision };
}

async function flagged(externalId: string, author: string, severity: "high" | "moderate" = "high") {
  const { id, revision } = await sendIn(externalId, author);
  await readAndRoute(engineThatSays(risky(aRisk(severity))), { conversationId: id, revision });
  const row = await db().case.findFirstOrThrow({ where: { conversationId: id } });
  return { id, caseId: row.id };
}

async function decide(caseId: string) {
  const { token } = await claimCase(reviewer, caseId);
  const { classificationId } = await db().case.findUniqueOrThrow({ where: { id: caseId } });
  const [risk] = await db().risk.findMany({ where: { classificationId: classificationId ?? "" } });
  const { id } = await recordDecision(reviewer, caseId, {
    token,
    revision: 1,
    findings: [{ assessment: "agree", riskId: risk?.id ?? "", messageIds: [] }],
    certainty: "sure",
    action: "no_action",
    note: NOTE,
    timeSpentMs: 0,
  });
  await endUndoWindow(id);
  return id;
}

const of = (externalId: string) => ({ sourceId: key.sourceId, externalId });

beforeAll(async () => {
  await openDesk();
  admin = await person("admin");
  reviewer = await person("reviewer");
  key = await platform("Night chat");
});

describe("a person who is erased", () => {
  it("leaves figures and a log that verifies, and none of their words anywhere", async () => {
    const first = await flagged("thread-1", "person-1");
    const decisionId = await decide(first.caseId);
    await addGold(admin, { decisionId });
    const second = await flagged("thread-2", "person-1");
    const other = await flagged("thread-3", "person-2");
    const label = `{"id":"${first.id}","text":"words","expected":{"outcome":"risk"}}`;
    const run = { fileName: "labels.jsonl", strategies: [SINGLE] };
    const { id: runId } = await startEvaluation(admin, run, memoryFile("x", label).stream());
    const figures = await getMeasureReport(admin, {});

    const preview = await previewErasure(admin, of("person-1"));
    expect(preview).toMatchObject({ authors: 1, conversations: 2, shared: 0, unread: [], refusal: null });
    expect(preview.openCases.map(({ id, tier }) => ({ id, tier }))).toEqual([{ id: second.caseId, tier: 1 }]);
    const ask = { subject: of("person-1"), reason: "asked_by_the_person" } as const;
    await expect(erasePerson(admin, { ...ask, ends: [] })).rejects.toMatchObject({ code: "CONFLICT" });
    const done = await erasePerson(admin, { ...ask, ends: [second.caseId] });
    expect(done).toMatchObject({ conversations: 2, casesClosed: 1 });

    expect(await textsOf(first.id)).toEqual([null, null]);
    expect(await textsOf(other.id)).toEqual([WORDS, `They said: ${WORDS}`]);
    const shown = await getConversation(admin, first.id);
    expect(shown).toMatchObject({ externalId: null, classification: { reflection: null } });
    expect(shown.messages?.map(({ text, damaged }) => [text, damaged])).toEqual([
      [null, false],
      [null, false],
    ]);
    expect(shown.erasedAt).not.toBeNull();
    const seen = JSON.stringify([
      shown,
      await getCase(reviewer, first.caseId),
      await getCase(reviewer, second.caseId),
      await listCases(admin, {}),
      await listConversations(admin, {}),
      await listEarlier(reviewer, first.caseId, {}),
      await collect(exportConversations(admin, {})),
    ]);
    for (const gone of [NOTE, WORDS, "thread-1", "thread-2"]) expect(seen).not.toContain(gone);
    const leftOut: string[] = [];
    expect(JSON.stringify(await collect(exportEvaluation(admin, {}, (id) => leftOut.push(id))))).not.toContain(
      first.id,
    );
    expect(leftOut).toEqual([first.id]);
    await expect(listMisses(admin, runId, { position: 0 })).rejects.toMatchObject({ code: "CONFLICT" });
    const evaluation = await db().evaluationRun.findUniqueOrThrow({ where: { id: runId }, include: { dataKey: true } });
    expect(evaluation.dataKey.wrapped).toBeNull();

    const { conversations, figures: rates } = await getMeasureReport(admin, {});
    expect({ conversations, rates }).toEqual({ conversations: figures.conversations, rates: figures.figures });
    expect(conversations.decided).toBeGreaterThan(0);
    expect(await db().goldCase.count({ where: { decisionId, retiredAt: null } })).toBe(0);
    expect(await verifyLog()).toMatchObject({ ok: true });
    const said = await db().auditEvent.findMany({ where: { type: { startsWith: "privacy." } } });
    expect(said.map(({ canonical }) => canonical).join()).not.toMatch(/person-1|thread-1/);
    expect(said.filter(({ type }) => type === "privacy.conversation.erased")).toHaveLength(2);
  });

  it("may write again as somebody new, in a conversation of its own", async () => {
    const { id } = await sendIn("thread-1", "person-1", "new words");
    expect(await textsOf(id)).toEqual(["new words", "They said: new words"]);
    const preview = await previewErasure(admin, of("person-1"));
    expect(preview).toMatchObject({ authors: 2, unread: [id], refusal: null });
    const ask = { subject: of("person-1"), reason: "other" } as const;
    await expect(erasePerson(admin, { ...ask, ends: [] })).rejects.toMatchObject({ code: "CONFLICT" });
    await erasePerson(admin, { ...ask, ends: [id] });
    expect(await readAndRoute(engineThatSays(risky(aRisk())), { conversationId: id, revision: 1 })).toBe("superseded");
    expect(await db().case.count({ where: { conversationId: id } })).toBe(0);
  });

  it("is not erased while a reviewer reads their case", async () => {
    const { caseId } = await flagged("thread-4", "person-4");
    await claimCase(reviewer, caseId);
    const ask = { subject: of("person-4"), reason: "other" } as const;
    await expect(erasePerson(admin, { ...ask, ends: [caseId] })).rejects.toMatchObject({
      code: "CONFLICT",
      extra: { members: { current: { refusal: "being_reviewed" } } },
    });
  });

  it("leaves the words of others where several people wrote", async () => {
    const messages = [
      { role: "user" as const, author: "person-5", text: WORDS },
      { role: "user" as const, author: "person-6", text: "words of somebody else" },
    ];
    const { id } = await acceptConversation(key, { externalId: "room", messages });
    expect(await previewErasure(admin, of("person-5"))).toMatchObject({ shared: 1 });
    await expect(previewErasure(admin, { conversationId: id })).rejects.toMatchObject({ code: "CONFLICT" });
    await erasePerson(admin, { subject: of("person-5"), reason: "ordered", ends: [id] });
    expect(await textsOf(id)).toEqual([null, "words of somebody else"]);
    const byId = async (externalId: string) =>
      (await findConversations(admin, { externalId })).items.map((row) => row.id);
    expect([await byId("person-5"), await byId("person-6")]).toEqual([[], [id]]);
  });

  it("leaves what others wrote within reach: a wrong decision reopens its case, and somebody can ask for a review", async () => {
    const messages = ["person-30", "person-31"].map((author) => ({ role: "user" as const, author, text: WORDS }));
    const { id, revision } = await acceptConversation(key, { externalId: "another room", messages });
    await readAndRoute(engineThatSays(risky(aRisk())), { conversationId: id, revision });
    const { id: caseId } = await db().case.findFirstOrThrow({ where: { conversationId: id } });
    const decisionId = await decide(caseId);
    await erasePerson(admin, { subject: of("person-30"), reason: "other", ends: [] });
    const lead = await person("lead");
    expect(await undoDecision(lead, decisionId, { reason: "it was wrong" })).toEqual({ caseId, reopened: true });
    expect((await getCase(lead, caseId)).conversation).toMatchObject({ emptiedAt: null });
    const others = ["person-32", "person-31"].map((author) => ({ role: "user" as const, author, text: WORDS }));
    const never = await acceptConversation(key, { externalId: "unread room", messages: others });
    await erasePerson(admin, { subject: of("person-32"), reason: "other", ends: [never.id] });
    const { caseId: asked } = await openManualCase(lead, never.id);
    expect((await getCase(lead, asked)).messages.map(({ text }) => text)).toEqual([null, WORDS]);
    await erasePerson(admin, { subject: of("person-31"), reason: "other", ends: [caseId, asked] });
    await expect(openManualCase(lead, never.id)).rejects.toMatchObject({ code: "CONFLICT" });
  });

  it("does not come back to the queue with a decision that is taken back", async () => {
    const { caseId } = await flagged("thread-7", "person-7");
    const decisionId = await decide(caseId);
    await erasePerson(admin, { subject: of("person-7"), reason: "other", ends: [] });
    const lead = await person("lead");
    expect(await undoDecision(lead, decisionId, { reason: "it was wrong" })).toEqual({ caseId, reopened: false });
  });

  it("and a rotation of the wrapping key, which takes keys in the order of their ids, never wait in a circle", async () => {
    const threads = [await sendIn("thread-20", "person-20"), await sendIn("thread-21", "person-20")];
    const conversationIds = threads.map(({ id }) => id);
    const label = `{"id":"${conversationIds[0]}","text":"words","expected":{"outcome":"risk"}}`;
    await startEvaluation(admin, { fileName: "labels.jsonl", strategies: [SINGLE] }, memoryFile("x", label).stream());
    const keys = await db().dataKey.findMany({
      where: {
        OR: [
          { conversations: { some: { id: { in: conversationIds } } } },
          { authors: { some: { messages: { some: { conversationId: { in: conversationIds } } } } } },
          { evaluations: { some: {} }, wrapped: { not: null } },
        ],
      },
      orderBy: { id: "asc" },
    });
    const take = (tx: Tx, { id }: { id: string }) =>
      tx.$queryRaw`SELECT id FROM data_key WHERE id = ${id}::uuid FOR NO KEY UPDATE NOWAIT`;
    const [first, ...rest] = keys;
    if (!first || rest.length < 4) throw new Error("there are too few keys");
    // It was wrapped anew before, so that it no longer lies in the table in the order of its id.
    await db().$executeRaw`UPDATE data_key SET wrapped = wrapped WHERE id = ${first.id}::uuid`;
    const done = await whileHeld(
      (tx) => take(tx, first),
      () => erasePerson(admin, { subject: of("person-20"), reason: "other", ends: conversationIds }),
      async (tx) => {
        for (const key of rest) await take(tx, key);
      },
    );
    expect(done).toMatchObject({ conversations: 2 });
    expect(await textsOf(conversationIds[0] ?? "")).toEqual([null, null]);
  });

  it("is a matter of admins alone", async () => {
    const lead = await person("lead", "auditor", "reviewer");
    await expect(previewErasure(lead, of("person-2"))).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(erasePerson(lead, { subject: of("person-2"), reason: "other", ends: [] })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    await expect(collect(exportErased(lead))).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});

it("a conversation is found by its platform's ids until it is erased, and searching leaves no trace of them", async () => {
  const lead = await person("lead");
  const { id } = await sendIn("thread-10", "person-10");
  const ids = ["thread-10", "thread-10-1", "person-10"];
  for (const externalId of ids)
    expect((await findConversations(lead, { externalId })).items.map((item) => item.id)).toEqual([id]);
  expect((await findConversations(lead, { externalId: "person-1000" })).items).toEqual([]);
  await expect(findConversations(reviewer, { externalId: "thread-10" })).rejects.toMatchObject({ code: "FORBIDDEN" });
  await erasePerson(admin, { subject: of("person-10"), reason: "other", ends: [id] });
  for (const externalId of ids) expect((await findConversations(lead, { externalId })).items).toEqual([]);
  const said = await db().auditEvent.findMany({
    where: { type: "ingest.conversations.searched", actorId: lead.userId },
    orderBy: { seq: "asc" },
  });
  expect(said).toHaveLength(7);
  expect(said.map(({ canonical }) => canonical).join()).not.toMatch(/thread-10|person-10/);
  // Whoever holds the secret can tell what was looked for, if they know what to ask for: the same id, the same hash.
  const sought = said.map(({ canonical }) => JSON.parse(canonical).facts.sought);
  expect(sought[4]).toBe(sought[0]);
  expect(new Set(sought).size).toBe(4);
});

it("words are found until whoever wrote them is erased, where an admin lets people look for them", async () => {
  await changeSetting(admin, "content_search", { version: 0, value: { on: true }, note: "" });
  const search = contentSearchSchema.parse({ words: "a quiet garden", sourceId: key.sourceId });
  const found = async () => (await searchContent(admin, search)).items.map((item) => item.id);
  const { id } = await sendIn("thread-11", "person-11", "a quiet garden");
  expect(await found()).toEqual([id]);
  await erasePerson(admin, { subject: of("person-11"), reason: "asked_by_the_person", ends: [id] });
  expect(await found()).toEqual([]);
});

describe("a backup from before an erasure", () => {
  /** What a restore brings back of these conversations: their rows as they were. */
  async function backUp(conversationId: string) {
    const messages = await db().message.findMany({ where: { conversationId } });
    const conversation = await db().conversation.findUniqueOrThrow({ where: { id: conversationId } });
    const authors = await db().author.findMany({ where: { id: { in: messages.map(({ authorId }) => authorId) } } });
    const keys = await db().dataKey.findMany({
      where: { id: { in: [conversation.dataKeyId, ...authors.map(({ dataKeyId }) => dataKeyId)] } },
    });
    return async () => {
      for (const { id, wrapped } of keys)
        await db().dataKey.update({ where: { id }, data: { wrapped, erasedAt: null } });
      for (const { id, textSealed } of messages) await db().message.update({ where: { id }, data: { textSealed } });
      const { externalId, metadataSealed } = conversation;
      const data = { externalId, metadataSealed, erasedAt: null, emptiedAt: null };
      await db().conversation.update({ where: { id: conversationId }, data });
    };
  }

  it("has its content back, and loses it again by the list that was kept outside", async () => {
    const { id, caseId } = await flagged("thread-8", "person-8");
    await decide(caseId);
    const restore = await backUp(id);
    await erasePerson(admin, { subject: of("person-8"), reason: "asked_by_the_person", ends: [] });
    const list: ErasedLine[] = await collect(exportErased(admin));
    await restore();
    expect(await textsOf(id)).toEqual([WORDS, `They said: ${WORDS}`]);

    // Somebody who writes again before the replay is looked at first.
    const written = await db().message.findFirstOrThrow({
      where: { conversationId: id },
      orderBy: { position: "desc" },
    });
    const at = (receivedAt: Date) => db().message.update({ where: { id: written.id }, data: { receivedAt } });
    await at(new Date(Date.now() + 60_000));
    await expect(replayErasures({ kind: "system", process: "cli" }, list)).rejects.toMatchObject({ code: "CONFLICT" });
    await at(written.receivedAt);

    const replayed = await replayErasures({ kind: "system", process: "cli" }, list);
    expect(replayed).toMatchObject({ lines: list.length, missing: 0 });
    expect(replayed.erased).toBeGreaterThan(0);
    expect(await textsOf(id)).toEqual([null, null]);
    expect((await getConversation(admin, id)).decision).toMatchObject({ verdict: "risk", note: null });
    expect(await verifyLog()).toMatchObject({ ok: true });
    const again = await replayErasures({ kind: "system", process: "cli" }, list);
    expect(again).toMatchObject({ erased: 0, already: list.length, casesClosed: 0 });
  });

  it("loses all of a conversation of two again, where each of them was erased in turn", async () => {
    const messages = [
      { role: "user" as const, author: "person-20", text: WORDS },
      { role: "user" as const, author: "person-21", text: "words of the other" },
      { role: "assistant" as const, author: "helper-20", text: "an answer to both" },
    ];
    const { id } = await acceptConversation(key, { externalId: "room-20", messages });
    // The same assistant answers others too, so its key outlives these two.
    await acceptConversation(key, { externalId: "room-21", messages: messages.slice(2) });
    const restore = await backUp(id);
    for (const name of ["person-20", "person-21"])
      await erasePerson(admin, { subject: of(name), reason: "ordered", ends: [id] });
    expect(await textsOf(id)).toEqual([null, null, null]);
    const list: ErasedLine[] = await collect(exportErased(admin));
    const kinds = list.flatMap((line) => (line.id === id ? [line.kind] : []));
    expect(kinds).toContain("shared_conversation");
    await restore();
    expect(await textsOf(id)).toEqual(messages.map(({ text }) => text));
    await replayErasures({ kind: "system", process: "cli" }, list);
    expect(await textsOf(id)).toEqual([null, null, null]);
  });

  it("from before a row was there does without it", async () => {
    const id = "019a1f3c-5b7e-7c21-9d5e-3f6a8b2c4d99";
    const line: ErasedLine = { erasureId: id, kind: "author", id, dataKeyId: id };
    expect(await replayErasures({ kind: "system", process: "cli" }, [line])).toMatchObject({ missing: 1, erased: 0 });
  });
});
