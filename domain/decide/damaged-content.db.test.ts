import { beforeAll, describe, expect, it } from "vitest";
import { getCase } from "@/domain/decide/get-case";
import { getConversation } from "@/domain/decide/get-conversation";
import { recordDecision } from "@/domain/decide/record-decision";
import { undoDecision } from "@/domain/decide/undo-decision";
import { acceptConversation } from "@/domain/ingest/accept-conversation";
import { aRisk, engineThatSays, eventsAbout, openDesk, person, platform, risky } from "@/domain/testing/desk";
import { claimCase } from "@/domain/triage/claim-next-case";
import { listCases } from "@/domain/triage/list-cases";
import { giveReadingToAPerson, readAndRoute } from "@/domain/triage/read-and-route";
import type { EngineReading } from "@/inference/engines/engine";
import { db, Prisma } from "@/lib/db/client";

beforeAll(openDesk);

const SEALED = {
  message: "text_sealed",
  message_version: "text_sealed",
  author: "name_sealed",
  classification: "reflection_sealed",
  call: "raw_sealed",
  risk: "features_sealed",
  decision: "note_sealed",
  data_key: "wrapped",
} as const;

/** Changes the last byte of a sealed value, as a failing disk or somebody with a database console would. */
async function damage(table: keyof typeof SEALED, id: string): Promise<void> {
  const column = Prisma.raw(SEALED[table]);
  const changed = await db().$transaction(async (tx) => {
    await tx.$executeRaw`ALTER TABLE ${Prisma.raw(table)} DISABLE TRIGGER USER`;
    const rows = await tx.$executeRaw`
      UPDATE ${Prisma.raw(table)} SET ${column} = set_byte(${column}, length(${column}) - 1, get_byte(${column}, length(${column}) - 1) # 1)
      WHERE id = ${id}::uuid AND ${column} IS NOT NULL`;
    await tx.$executeRaw`ALTER TABLE ${Prisma.raw(table)} ENABLE TRIGGER USER`;
    return rows;
  });
  expect(changed).toBe(1);
}

const said = risky({ ...aRisk(), features: ["nssi"] });
const CALL = {
  engine: "told",
  model: "told-1",
  endpoint: null,
  requestId: null,
  purpose: "read",
  judge: 0,
  window: 0,
  constrained: false,
  raw: "Words of the model.",
  seed: 1,
  temperature: 0,
  finishReason: "stop",
  promptTokens: 1,
  completionTokens: 1,
  latencyMs: 1,
  httpStatus: 200,
  error: null,
  score: null,
} satisfies EngineReading["calls"][number];

/** An engine that says what `said` says, in one call, and counts how often it was asked. */
function countingEngine() {
  const told = engineThatSays(said);
  const asked: number[] = [];
  const read: typeof told.read = async (messages) => {
    asked.push(messages.length);
    return { ...(await told.read(messages)), calls: [CALL] };
  };
  return { asked, engine: { ...told, read } };
}

/** A thread of two people, not read yet. */
async function thread() {
  const { id } = await acceptConversation(await platform(`damaged ${Math.random()}`), {
    externalId: "t",
    messages: [
      { role: "user", author: "ada", text: "first words" },
      { role: "agent", author: "bo", text: "second words" },
    ],
  });
  const { messages, dataKeyId } = await db().conversation.findUniqueOrThrow({
    where: { id },
    include: { messages: { orderBy: { position: "asc" }, include: { author: true } } },
  });
  const [first] = messages;
  if (!first) throw new Error("the thread holds no message");
  return { id, dataKeyId, first };
}

/** The same, read as `said` and in the hands of a reviewer. */
async function heldCase() {
  const reviewer = await person("reviewer");
  const made = await thread();
  await readAndRoute(countingEngine().engine, { conversationId: made.id, revision: 1 });
  const { id: caseId } = await db().case.findFirstOrThrow({ where: { conversationId: made.id } });
  const { token } = await claimCase(reviewer, caseId);
  const shown = await getCase(reviewer, caseId);
  const decide = (note?: string) => {
    const findings = (shown.classification?.risks ?? []).map(({ id }) => ({
      assessment: "not_present" as const,
      riskId: id,
    }));
    const about = { token, revision: 1, classificationId: shown.classification?.id ?? null, findings, note };
    return recordDecision(reviewer, caseId, { ...about, certainty: "sure", action: "no_action", timeSpentMs: 0 });
  };
  return { ...made, reviewer, caseId, shown, decide };
}

describe("content that does not open", () => {
  it("marks one message and shows the others", async () => {
    const { id, caseId, first, reviewer } = await heldCase();
    await damage("message", first.id);
    const expected = [
      { text: null, damaged: true, author: "ada" },
      { text: "second words", damaged: false, author: "bo" },
    ];
    expect((await getCase(reviewer, caseId)).messages).toMatchObject(expected);
    expect((await getConversation(reviewer, id)).messages).toMatchObject(expected);
  });

  it("marks all messages of a person whose key does not unwrap, and none of one whose key was erased", async () => {
    const { caseId, first, reviewer } = await heldCase();
    await damage("data_key", first.author.dataKeyId);
    const before = await getCase(reviewer, caseId);
    expect(before.messages).toMatchObject([{ text: null, author: null, damaged: true }, { text: "second words" }]);
    await db().dataKey.update({ where: { id: first.author.dataKeyId }, data: { wrapped: null, erasedAt: new Date() } });
    const after = await getCase(reviewer, caseId);
    expect(after.messages).toMatchObject([{ text: null, author: null, damaged: false }, { text: "second words" }]);
  });

  it("leaves out a name, a reflection, features, raw output and a note, each by itself", async () => {
    const { id, caseId, first, reviewer, shown, decide } = await heldCase();
    const decision = await decide("Spoke with their sister.");
    const [risk] = shown.classification?.risks ?? [];
    const call = await db().call.findFirstOrThrow({ where: { classificationId: shown.classification?.id ?? "" } });
    expect(await getCase(reviewer, caseId)).toMatchObject({
      classification: { reflection: "Words of the model.", risks: [{ features: ["nssi"] }] },
      calls: [{ raw: "Words of the model." }],
      decisions: [{ note: "Spoke with their sister." }],
    });
    await damage("author", first.authorId);
    await damage("classification", shown.classification?.id ?? "");
    await damage("risk", risk?.id ?? "");
    await damage("call", call.id);
    await damage("decision", decision.id);
    expect(await getCase(reviewer, caseId)).toMatchObject({
      messages: [{ text: "first words", author: null, damaged: false }, { text: "second words" }],
      classification: { outcome: "risk", reflection: null, risks: [{ type: "suicide", features: [] }] },
      calls: [{ raw: null, finishReason: "stop" }],
      decisions: [{ id: decision.id, note: null }],
    });
    expect(await getConversation(reviewer, id)).toMatchObject({ classification: { reflection: null } });
  });

  it("takes no page down when the conversation's own key does not unwrap", async () => {
    const { id, caseId, dataKeyId, reviewer } = await heldCase();
    await damage("data_key", dataKeyId);
    const expected = { outcome: "risk", reflection: null, risks: [{ type: "suicide" }] };
    expect(await getCase(reviewer, caseId)).toMatchObject({ classification: expected, calls: [{ raw: null }] });
    expect(await getConversation(reviewer, id)).toMatchObject({ classification: expected });
    const { items } = await listCases(reviewer, { state: "claimed" });
    expect(items.find((item) => item.id === caseId)).toMatchObject({ reflection: null, outcome: "risk" });
  });

  it("can be decided on, and that undone, without the conversation's key, but no note is dropped unsaid", async () => {
    const { dataKeyId, decide, reviewer } = await heldCase();
    await damage("data_key", dataKeyId);
    await expect(decide("Spoke with their sister.")).rejects.toMatchObject({
      code: "INVALID",
      extra: { errors: [{ pointer: "/note" }] },
    });
    const decision = await decide();
    expect(decision).toMatchObject({ verdict: "none" });
    await expect(undoDecision(reviewer, decision.id, {})).resolves.toMatchObject({ reopened: true });
  });
});

describe("a message of which an earlier version does not open", () => {
  /** One message, edited twice, of which the first version does not open. */
  async function editedThread() {
    const actor = await platform(`earlier ${Math.random()}`);
    const say = (text: string) =>
      acceptConversation(actor, {
        externalId: "t",
        messages: [{ role: "user", author: "ada", text, externalId: "m" }],
      });
    const { id } = await say("one");
    for (const text of ["two", "three"]) await say(text);
    const message = await db().message.findFirstOrThrow({
      where: { conversationId: id },
      include: { versions: { orderBy: { version: "asc" } }, author: true },
    });
    await damage("message_version", message.versions[0]?.id ?? "");
    return { id, dataKeyId: message.author.dataKeyId };
  }

  it("says so, shows the rest, and is read by a person", async () => {
    const { id } = await editedThread();
    const { engine, asked } = countingEngine();
    expect(await readAndRoute(engine, { conversationId: id, revision: 3 })).toBe("done");
    expect(asked).toEqual([]);
    expect(await db().case.findMany({ where: { conversationId: id } })).toMatchObject([{ reason: "unscored" }]);
    expect((await getConversation(await person("reviewer"), id)).messages).toMatchObject([
      { text: "three", earlier: ["two"], damaged: true },
    ]);
  });

  it("is not called damaged once its author was erased", async () => {
    const { id, dataKeyId } = await editedThread();
    await db().dataKey.update({ where: { id: dataKeyId }, data: { wrapped: null, erasedAt: new Date() } });
    expect((await getConversation(await person("reviewer"), id)).messages).toMatchObject([
      { text: null, earlier: [], damaged: false },
    ]);
  });
});

describe("a conversation to be read that does not open", () => {
  it("goes to a person, and the model is not asked about a part of it", async () => {
    const { id, first } = await thread();
    await damage("message", first.id);
    const { engine, asked } = countingEngine();
    expect(await readAndRoute(engine, { conversationId: id, revision: 1 })).toBe("done");
    expect(asked).toEqual([]);
    const reason = "internal_error";
    expect(await db().classification.findMany({ where: { conversationId: id } })).toMatchObject([
      { outcome: "unscored", unscoredReason: reason, detailSealed: expect.anything() },
    ]);
    expect(await db().case.findMany({ where: { conversationId: id } })).toMatchObject([
      { reason: "unscored", tier: 1, state: "open" },
    ]);
    const status = { status: "unscored", unreadSince: null, readAgainAt: null };
    expect(await db().conversation.findUnique({ where: { id } })).toMatchObject(status);
  });

  it.each([
    ["read", (id: string) => readAndRoute(countingEngine().engine, { conversationId: id, revision: 1 }), "flagged"],
    ["given up", (id: string) => giveReadingToAPerson({ conversationId: id, revision: 1 }), "unscored"],
  ])("is a case without the model's words when its key does not unwrap and it is %s", async (_, read, reason) => {
    const { id, dataKeyId } = await thread();
    await damage("data_key", dataKeyId);
    await read(id);
    expect(await db().case.findMany({ where: { conversationId: id } })).toMatchObject([{ reason, state: "open" }]);
    expect(await db().classification.findMany({ where: { conversationId: id } })).toMatchObject([
      { detailSealed: null, reflectionSealed: null },
    ]);
    expect(await eventsAbout(id)).toEqual([
      "ingest.conversation.accepted",
      "inference.conversation.classified",
      "triage.case.opened",
    ]);
  });
});
