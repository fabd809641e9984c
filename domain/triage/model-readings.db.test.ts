import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { IngestKeyActor } from "@/domain/access/actor";
import { acceptConversation } from "@/domain/ingest/accept-conversation";
import { messagesOf, openDesk, person, platform } from "@/domain/testing/desk";
import { readAndRoute } from "@/domain/triage/read-and-route";
import { type ChosenEngine, chooseEngine } from "@/inference/choose-engine";
import { chooseStrategy } from "@/inference/choose-strategy";
import { loadCalls, loadClassification, newestFirst } from "@/inference/classification";
import { type ModelServer, startModelServer } from "@/inference/testing/model-server/start-model-server";
import { countTokens } from "@/inference/windows/count-tokens";
import { db } from "@/lib/db/client";
import { openDataKeyOrNull } from "@/lib/keys/open-or-null";

const SIGNAL = "I want to end it all tonight";
const small = (index: number) =>
  `This is message number ${index}, about the garden and what we planted there last spring, with a few more words.`;

let server: ModelServer;
let chosen: ChosenEngine;
let source: IngestKeyActor;

beforeAll(async () => {
  await openDesk();
  // Reads the vocabulary, which takes seconds on a busy machine.
  countTokens("");
  server = await startModelServer({ countTokens });
  chosen = chooseEngine({
    dataDir: "/nonexistent",
    inferenceUrls: [server.url],
    inferenceModel: server.options.model,
    inferenceEngine: "sglang",
    inferenceApiKey: null,
  });
  await chosen.fleet?.probe();
}, 60_000);
afterAll(async () => {
  await chosen.fleet?.close();
  await server.close();
});
beforeEach(async () => {
  server.mend();
  source = await platform(`readings ${Math.random()}`);
  await chooseStrategy(await person("admin"), { strategy: "single" });
});

async function send(texts: readonly string[], externalId = "thread") {
  const messages = texts.map((text, index) => ({ role: index % 2 ? "assistant" : "user", text }) as const);
  return acceptConversation(source, { externalId, messages });
}

/** Reads a conversation as it stands now, and what was stored of that. */
async function read(id: string, again = false) {
  const { revision } = await db().conversation.findUniqueOrThrow({ where: { id } });
  await readAndRoute(chosen.engine, { conversationId: id, revision, ...(again && { again: true as const }) });
  const stored = await db().classification.findFirstOrThrow({ where: { conversationId: id }, orderBy: newestFirst });
  const { dataKey } = await db().conversation.findUniqueOrThrow({ where: { id }, include: { dataKey: true } });
  const key = openDataKeyOrNull(dataKey);
  const [reading, calls] = await Promise.all([
    loadClassification(db(), stored.id, key),
    loadCalls(db(), stored.id, key),
  ]);
  return { reading, calls };
}

const caseOf = (conversationId: string) => db().case.findFirstOrThrow({ where: { conversationId } });

describe("a reading by a model, stored", () => {
  it("finds the only signal of 300 messages, names its message, and does not read unchanged parts again", async () => {
    const { id } = await send(Array.from({ length: 300 }, (_, index) => (index === 3 ? SIGNAL : small(index))));
    const { reading } = await read(id);
    const messages = await messagesOf(id);
    expect(reading).toMatchObject({ outcome: "risk", incomplete: false, flagScore: expect.closeTo(0.97, 2) });
    expect(reading.risks.map(({ messageIds }) => messageIds)).toEqual([[messages[3]?.id]]);
    expect(reading.windows.length).toBeGreaterThan(4);
    expect(reading.windows.every(({ reused }) => !reused)).toBe(true);
    expect((await caseOf(id)).tier).toBe(1);

    await send(["One more line about the roses."]);
    const { reading: later, calls } = await read(id);
    expect(later.revision).toBe(2);
    expect(later.windows.filter(({ reused }) => !reused)).toHaveLength(1);
    expect(later.risks.map(({ messageIds }) => messageIds)).toEqual([[messages[3]?.id]]);
    expect(calls).toHaveLength(1);
  }, 60_000);

  it("finds a signal in the middle of a message of 20,000 characters, and names that message", async () => {
    const filler = Array.from({ length: 100 }, (_, index) => small(index)).join(" ");
    const { id } = await send(["Good morning.", "Good morning!", `${filler} ${SIGNAL}. ${filler}`, "I see."]);
    const { reading } = await read(id);
    const messages = await messagesOf(id);
    expect(messages[2]?.text?.length).toBeGreaterThan(20_000);
    expect(reading.outcome).toBe("risk");
    expect(reading.risks.map(({ messageIds }) => messageIds)).toEqual([[messages[2]?.id]]);
  }, 60_000);

  it("keeps how judges voted", async () => {
    await chooseStrategy(await person("admin"), { strategy: "panel", judges: 3, voteRule: "two_thirds" });
    const { id } = await send([SIGNAL]);
    const { reading, calls } = await read(id);
    expect(reading).toMatchObject({ strategy: "panel", judges: 3, voteRule: "two_thirds" });
    expect(reading.risks[0]).toMatchObject({ agreement: 1, messageIds: [expect.any(String)] });
    expect(calls.map(({ judge, purpose }) => [judge, purpose]).sort()).toEqual([
      [0, "read"],
      [1, "read"],
      [2, "read"],
    ]);
    expect(new Set(calls.map(({ seed }) => seed)).size).toBe(3);
    expect(calls.every(({ temperature }) => (temperature ?? 0) > 0)).toBe(true);
  });

  it("says that part of a conversation was not read, and keeps its case in tier 1 at the least", async () => {
    const texts = Array.from({ length: 120 }, (_, index) => {
      if (index === 3) return "My friend told me she's been cutting herself";
      return index === 110 ? `${small(index)} [[cut]]` : small(index);
    });
    const { id } = await send(texts);
    const { reading } = await read(id);
    expect(reading).toMatchObject({ outcome: "risk", incomplete: true });
    expect(reading.windows.at(-1)?.outcome).toBe("unscored");
    // The model answered, and would answer the same way again.
    expect((await db().conversation.findUniqueOrThrow({ where: { id } })).readAgainAt).toBeNull();
    expect((await caseOf(id)).tier).toBe(1);
  }, 60_000);

  it("hands a contradiction between words and list to a person", async () => {
    const { id } = await send(["Hello there [[conflict]]"]);
    expect((await read(id)).reading).toMatchObject({ outcome: "unscored", unscoredReason: "reflection_conflict" });
    expect(await caseOf(id)).toMatchObject({ reason: "unscored", tier: 1 });
  });

  // Last, because it opens the breaker.
  it("keeps what the rules suspect while the model fails, which can only make the case more urgent", async () => {
    server.fail({ kind: "500" });
    const { id } = await send(["I have the pills here and I am going to end my life right now"]);
    const { reading, calls } = await read(id);
    expect(reading).toMatchObject({
      outcome: "unscored",
      unscoredReason: "model_error",
      risks: [],
      provisional: false,
    });
    expect(reading.suspected[0]).toMatchObject({ subject: "self", type: "suicide" });
    expect(calls.map(({ error }) => error)).toEqual(["http_500", "http_500", "http_500"]);
    const waiting = await caseOf(id);
    expect(waiting).toMatchObject({ reason: "unscored", state: "open" });
    expect(waiting.tier).toBeLessThanOrEqual(1);
    const conversation = await db().conversation.findUniqueOrThrow({ where: { id } });
    expect(conversation.status).toBe("unscored");
    expect(conversation.readAgainAt).not.toBeNull();

    const { id: other } = await send(["We are going to the lake on Sunday."], "other");
    expect((await read(other)).reading).toMatchObject({ outcome: "unscored", suspected: [] });
    expect((await caseOf(other)).tier).toBe(1);
  });
});
