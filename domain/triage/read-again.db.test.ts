import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { acceptConversation } from "@/domain/ingest/accept-conversation";
import {
  aRisk,
  clear,
  conversationRead,
  engineThatSays,
  failed,
  openDesk,
  person,
  platform,
} from "@/domain/testing/desk";
import { requeueForModel, requeueLostReadings } from "@/domain/triage/read-again";
import { readAndRoute } from "@/domain/triage/read-and-route";
import type { Engine } from "@/inference/engines/engine";
import type { Reading } from "@/inference/risk";
import { db } from "@/lib/db/client";

beforeAll(openDesk);
beforeEach(async () => {
  await db().$executeRaw`UPDATE conversation SET read_again_at = NULL`;
});

const says = (text: string) => ({ role: "user" as const, text });

async function makeDue(id: string): Promise<void> {
  await db().$executeRaw`UPDATE conversation SET read_again_at = now() - interval '1 second' WHERE id = ${id}::uuid`;
}

describe("the nets under the readings", () => {
  it("asks anew for a conversation whose job is gone, once", async () => {
    const { id } = await acceptConversation(await person("reviewer"), { messages: [says("x")] });
    await db().$executeRaw`DELETE FROM pgboss.job WHERE data->>'conversationId' = ${id}`;
    await db().$executeRaw`UPDATE conversation SET changed_at = now() - interval '5 minutes' WHERE id = ${id}::uuid`;
    await requeueLostReadings();
    await requeueLostReadings();
    const jobs = await db().$queryRaw`SELECT data FROM pgboss.job WHERE data->>'conversationId' = ${id}`;
    expect(jobs).toEqual([{ data: { conversationId: id, revision: 1 } }]);
  });

  it("asks anew as urgently as the source is", async () => {
    for (const [urgency, priority] of [
      ["urgent", 20],
      ["normal", 10],
      ["bulk", 5],
    ] as const) {
      const actor = await platform(`Lost and ${urgency}`);
      await db().source.update({ where: { id: actor.sourceId }, data: { urgency } });
      const { id } = await acceptConversation(actor, { messages: [says("x")] });
      await db().$executeRaw`DELETE FROM pgboss.job WHERE data->>'conversationId' = ${id}`;
      await db().$executeRaw`UPDATE conversation SET changed_at = now() - interval '5 minutes' WHERE id = ${id}::uuid`;
      expect(await requeueLostReadings()).toBe(1);
      const jobs = await db().$queryRaw`SELECT priority FROM pgboss.job WHERE data->>'conversationId' = ${id}`;
      expect(jobs).toEqual([{ priority }]);
    }
  });

  it("reads failed and provisional conversations again once a model answers, and not before", async () => {
    const id = await conversationRead(await person("reviewer"), failed("model_unreachable"));
    const away: Engine = { ...engineThatSays(clear), isReachable: async () => false };
    await makeDue(id);
    expect(await requeueForModel(away)).toBe(0);
    expect(await requeueForModel(engineThatSays(clear))).toBe(1);
    expect(await requeueForModel(engineThatSays(clear))).toBe(0);
  });

  it("asks for the most urgent case first, then for the oldest, and for what was clear last", async () => {
    const me = await person("reviewer");
    const cleared = await conversationRead(me, clear);
    const [older, newer] = [await conversationRead(me, failed()), await conversationRead(me, failed())];
    const suspected = await conversationRead(me, failed("model_timeout", aRisk("critical")));
    for (const id of [newer, older, cleared, suspected]) await makeDue(id);
    expect(await requeueForModel(engineThatSays(clear))).toBe(4);
    const jobs = await db().$queryRaw<{ conversation: string }[]>`
      SELECT data->>'conversationId' AS conversation FROM pgboss.job
      WHERE name = 'conversation.read' AND data ? 'again' AND state = 'created'
      ORDER BY priority DESC, created_on, id`;
    expect(jobs.map(({ conversation }) => conversation).slice(-4)).toEqual([suspected, older, newer, cleared]);
  });

  it("does not ask once more while the first request waits for its turn", async () => {
    const id = await conversationRead(await person("reviewer"), failed());
    await makeDue(id);
    expect(await requeueForModel(engineThatSays(clear))).toBe(1);
    await makeDue(id);
    expect(await requeueForModel(engineThatSays(clear))).toBe(0);
    await db().$executeRaw`DELETE FROM pgboss.job WHERE data->>'conversationId' = ${id}`;
    expect(await requeueForModel(engineThatSays(clear))).toBe(1);
  });

  it("waits longer after each failure on the same messages, and starts anew with new ones", async () => {
    const actor = await platform("poison");
    const send = (text: string) => acceptConversation(actor, { externalId: "t", messages: [says(text)] });
    const { id } = await send("one");
    const pauseAfter = async (reading: Reading, revision: number) => {
      await readAndRoute(engineThatSays(reading), { conversationId: id, revision, again: true });
      const { readAgainAt } = await db().conversation.findUniqueOrThrow({ where: { id } });
      return readAgainAt && Math.round((readAgainAt.getTime() - Date.now()) / 10_000) * 10;
    };
    const pauses: (number | null)[] = [];
    for (let turn = 0; turn < 9; turn += 1) pauses.push(await pauseAfter(failed("model_timeout"), 1));
    expect(pauses).toEqual([30, 60, 120, 240, 480, 960, 1_920, 3_600, 3_600]);
    await send("two");
    expect(await pauseAfter(failed("model_error"), 2)).toBe(30);
    expect(await pauseAfter(clear, 2)).toBeNull();
  });

  it("does not read again what a model could read but not answer in our grammar", async () => {
    const id = await conversationRead(await person("reviewer"), failed("output_not_understood"));
    expect(await db().conversation.findUnique({ where: { id } })).toMatchObject({ readAgainAt: null });
  });
});
