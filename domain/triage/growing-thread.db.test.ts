import { beforeAll, describe, expect, it } from "vitest";
import { acceptConversation } from "@/domain/ingest/accept-conversation";
import { aRisk, clear, engineThatSays, failed, openDesk, platform, risky } from "@/domain/testing/desk";
import { readAndRoute } from "@/domain/triage/read-and-route";
import { newestFirst } from "@/inference/classification";
import type { Engine } from "@/inference/engines/engine";
import type { Reading } from "@/inference/risk";
import { db } from "@/lib/db/client";

beforeAll(openDesk);

/** A thread on a platform of its own that gets one message at a time. */
async function growingThread(name: string) {
  const actor = await platform(name);
  const grow = (text: string) =>
    acceptConversation(actor, { externalId: "t", messages: [{ role: "user" as const, text }] });
  const { id } = await grow("one");
  return { id, grow, job: (revision: number) => ({ conversationId: id, revision }) };
}

/** As if the oldest unread message had come so many seconds ago. */
async function waitedFor(id: string, seconds: number): Promise<void> {
  await db()
    .$executeRaw`UPDATE conversation SET unread_since = now() - make_interval(secs => ${seconds}) WHERE id = ${id}::uuid`;
}

/** An engine that keeps what it was given to read, and lets something happen while it reads. */
function watched(reading: Reading, meanwhile: () => Promise<unknown> = async () => undefined) {
  const given: string[][] = [];
  const engine: Engine = {
    ...engineThatSays(reading),
    read: async (messages) => {
      given.push(messages.map((message) => message.text));
      await meanwhile();
      return engineThatSays(reading).read(messages);
    },
  };
  return { engine, given };
}

describe("a thread that does not fall quiet", () => {
  it("drops the job of an older revision while the longest wait is not over", async () => {
    const { id, grow, job } = await growingThread("short wait");
    await grow("two");
    const { engine, given } = watched(clear);
    await waitedFor(id, 8);
    expect(await readAndRoute(engine, job(1))).toBe("superseded");
    expect(given).toEqual([]);
  });

  it("is read as it stands now by the job of an older revision once the longest wait is over", async () => {
    const { id, grow, job } = await growingThread("long wait");
    await grow("two");
    await grow("three");
    await waitedFor(id, 11);
    const { engine, given } = watched(risky(aRisk()));
    expect(await readAndRoute(engine, job(1))).toBe("done");
    expect(given).toEqual([["one", "two", "three"]]);
    expect(await db().classification.findFirst({ where: { conversationId: id } })).toMatchObject({ revision: 3 });
    expect(await db().case.findFirst({ where: { conversationId: id } })).toMatchObject({ revision: 3 });
    expect(await readAndRoute(engine, job(2))).toBe("superseded");
    expect(await readAndRoute(engine, job(3))).toBe("superseded");
    expect(given).toHaveLength(1);
  });

  it("is read by one of many waiting jobs, and again only when what came later has waited as long", async () => {
    const { id, grow, job } = await growingThread("many jobs");
    for (const text of ["two", "three", "four"]) await grow(text);
    await waitedFor(id, 60);
    const others: string[] = [];
    const { engine, given } = watched(clear, async () => {
      others.push(await readAndRoute(watched(clear).engine, job(2)));
      await grow("five");
      others.push(await readAndRoute(watched(clear).engine, job(3)));
    });
    const results = await Promise.all([1, 1].map((revision) => readAndRoute(engine, job(revision))));
    expect(results.toSorted()).toEqual(["done", "superseded"]);
    expect(others).toEqual(["superseded", "superseded"]);
    expect(given).toEqual([["one", "two", "three", "four"]]);
    expect(await readAndRoute(engine, job(4))).toBe("superseded");
    const waiting = await db().conversation.findUniqueOrThrow({ where: { id } });
    expect(waiting).toMatchObject({ revision: 5, status: "received" });
    expect(Date.now() - (waiting.unreadSince?.getTime() ?? 0)).toBeLessThan(10_000);
    await waitedFor(id, 11);
    await grow("six");
    const later = watched(clear);
    expect(await readAndRoute(later.engine, job(4))).toBe("done");
    expect(later.given).toEqual([["one", "two", "three", "four", "five", "six"]]);
    expect(await db().conversation.findUnique({ where: { id } })).toMatchObject({ status: "clear", unreadSince: null });
  });

  it("waits anew, when its newest messages were being read as others came", async () => {
    const { id, grow, job } = await growingThread("overtaken while read");
    await waitedFor(id, 60);
    await readAndRoute(watched(clear, () => grow("two")).engine, job(1));
    const { unreadSince } = await db().conversation.findUniqueOrThrow({ where: { id } });
    expect(Date.now() - (unreadSince?.getTime() ?? 0)).toBeLessThan(10_000);
  });
});

describe("a reading that ends after another one", () => {
  it("is dropped when the same messages have been read meanwhile", async () => {
    const { id, job } = await growingThread("twice");
    const { engine } = watched(failed(), () => readAndRoute(engineThatSays(clear), job(1)));
    expect(await readAndRoute(engine, job(1))).toBe("superseded");
    expect(await db().classification.findMany({ where: { conversationId: id } })).toMatchObject([{ outcome: "none" }]);
    expect(await db().conversation.findUnique({ where: { id } })).toMatchObject({ status: "clear" });
    expect(await db().case.count({ where: { conversationId: id } })).toBe(0);
  });

  it("is not the newest when it is of an older revision, and its failure asks for nobody", async () => {
    const { id, grow, job } = await growingThread("overtaken");
    const { engine } = watched(failed(), async () => {
      await grow("two");
      await readAndRoute(engineThatSays(clear), job(2));
    });
    expect(await readAndRoute(engine, job(1))).toBe("done");
    const readings = await db().classification.findMany({ where: { conversationId: id }, orderBy: newestFirst });
    expect(readings).toMatchObject([
      { revision: 2, outcome: "none" },
      { revision: 1, outcome: "unscored" },
    ]);
    expect(await db().conversation.findUnique({ where: { id } })).toMatchObject({ status: "clear" });
    expect(await db().case.count({ where: { conversationId: id } })).toBe(0);
  });

  it("still brings a risk before a person, although the newer reading saw none", async () => {
    const { id, grow, job } = await growingThread("overtaken risk");
    const { engine } = watched(risky(aRisk()), async () => {
      await grow("two");
      await readAndRoute(engineThatSays(clear), job(2));
    });
    await readAndRoute(engine, job(1));
    expect(await db().case.findMany({ where: { conversationId: id } })).toMatchObject([{ reason: "flagged", tier: 1 }]);
  });
});
