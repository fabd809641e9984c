import { beforeAll, expect, it } from "vitest";
import { acceptConversation } from "@/domain/ingest/accept-conversation";
import {
  aRisk,
  clear,
  conversationRead,
  engineThatSays,
  openDesk,
  person,
  risky,
  setMoreEyes,
} from "@/domain/testing/desk";
import { readAndRoute } from "@/domain/triage/read-and-route";
import { chanceOf } from "@/lib/crypto/chance";
import { db } from "@/lib/db/client";
import { keyring } from "@/lib/keys/data-keys";

beforeAll(openDesk);

const sampleOf = (conversationId: string) =>
  db().sample.findFirst({ where: { conversationId }, include: { frame: true } });
const caseOf = (conversationId: string) => db().case.findFirst({ where: { conversationId }, include: { slot: true } });

it("writes down whether a clear conversation was drawn, as its key says, and opens a blind case for it", async () => {
  await setMoreEyes({ sampleShare: 0.5 });
  const reviewer = await person("reviewer");
  let drawn = 0;
  for (let index = 0; index < 24; index += 1) {
    const id = await conversationRead(reviewer, clear);
    const sample = await sampleOf(id);
    const expected = chanceOf(keyring().drawKey(`frame/${sample?.frameId}`), id) < 0.5;
    expect(sample).toMatchObject({ drawn: expected, inclusionProbability: 0.5, stratum: "all", model: "told-1" });
    const opened = await caseOf(id);
    if (!expected) expect(opened).toBeNull();
    else {
      drawn += 1;
      expect(opened).toMatchObject({
        reason: "sample",
        tier: 3,
        revision: 1,
        slot: { kind: "sample", probability: 0.5 },
      });
    }
  }
  expect(await db().frame.count()).toBe(1);
  expect(drawn).toBeGreaterThan(0);
});

it("draws a conversation once, however often it is read, and never changes what was written", async () => {
  await setMoreEyes({ sampleShare: 0.000001 });
  const id = await conversationRead(await person("reviewer"), clear);
  const before = await sampleOf(id);
  expect(before?.drawn).toBe(false);
  await setMoreEyes({ sampleShare: 1 });
  await readAndRoute(engineThatSays(clear), { conversationId: id, revision: 1, again: true });
  expect(await sampleOf(id)).toEqual(before);
  expect(await caseOf(id)).toBeNull();
});

it("draws nothing that was flagged, or read by rules alone, and nothing at all without a share", async () => {
  await setMoreEyes({ sampleShare: 1 });
  const reviewer = await person("reviewer");
  const flagged = await conversationRead(reviewer, risky(aRisk()));
  const read = async (change: { provisional?: boolean }) => {
    const { id } = await acceptConversation(reviewer, { messages: [{ role: "user", text: "words" }] });
    const engine = engineThatSays(clear);
    const changed = {
      ...engine,
      read: async (...given: Parameters<typeof engine.read>) => ({ ...(await engine.read(...given)), ...change }),
    };
    await readAndRoute(changed, { conversationId: id, revision: 1 });
    return id;
  };
  const notInIt = [flagged, await read({ provisional: true })];
  for (const id of notInIt) expect(await sampleOf(id)).toBeNull();
  expect((await sampleOf(await read({})))?.drawn).toBe(true);
  await setMoreEyes({});
  expect(await sampleOf(await read({}))).toBeNull();
});
