import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor, UserActor } from "@/domain/access/actor";
import { aRisk, conversationRead, openDesk, person, platform, risky } from "@/domain/testing/desk";
import { openLiveStream } from "@/domain/triage/open-live-stream";
import { db } from "@/lib/db/client";
import { newId } from "@/lib/ids/new-id";
import { withClient } from "@/lib/postgres/connect";
import { runAtStop } from "@/lib/process/at-stop";
import { testServerAdminUrl } from "@/lib/testing/test-database";

beforeAll(openDesk);
afterAll(runAtStop);

async function signedIn(actor: UserActor): Promise<UserActor> {
  const id = newId();
  const expiresAt = new Date(Date.now() + 3_600_000);
  await db().session.create({ data: { id, token: id, userId: actor.userId, expiresAt } });
  return { ...actor, sessionId: id };
}

/** A reader of a stream, event by event. */
function read(actor: Actor) {
  const reader = openLiveStream(actor).getReader();
  const decoder = new TextDecoder();
  let text = "";
  async function next(): Promise<{ event: string; data: { ids?: string[] | null } } | null> {
    for (;;) {
      const end = text.indexOf("\n\n");
      if (end >= 0) {
        const block = text.slice(0, end);
        text = text.slice(end + 2);
        const event = /^event: (.*)$/m.exec(block)?.[1];
        if (event !== undefined) return { event, data: JSON.parse(/^data: (.*)$/m.exec(block)?.[1] ?? "{}") };
        continue;
      }
      const { value, done } = await reader.read();
      if (done) return null;
      text += decoder.decode(value, { stream: true });
    }
  }
  return {
    next,
    /** The next event that fits, passing over others. */
    until: async (fits: (seen: NonNullable<Awaited<ReturnType<typeof next>>>) => boolean) => {
      for (let seen = await next(); seen !== null; seen = await next()) if (fits(seen)) return seen;
      throw new Error("the stream ended");
    },
    close: () => reader.cancel(),
  };
}

async function aCase(actor: UserActor) {
  const conversationId = await conversationRead(actor, risky(aRisk()));
  return db().case.findFirstOrThrow({ where: { conversationId } });
}

describe("what the desk tells by itself", () => {
  it("names a case that came or changed, to those who may read cases", async () => {
    const reviewer = await signedIn(await person("reviewer"));
    const stream = read(reviewer);
    await stream.until(({ event }) => event === "changed");
    const { id } = await aCase(reviewer);
    const named = await stream.until(({ event, data }) => event === "cases" && data.ids?.includes(id) === true);
    expect(named.data.ids).toEqual([id]);
    const key = await platform("Live");
    expect(() => openLiveStream(key)).toThrow("FORBIDDEN");
    await stream.close();
  });

  it("never names a case to anybody but the person it is meant for", async () => {
    const [mine, other] = [await signedIn(await person("reviewer")), await signedIn(await person("lead"))];
    const { id } = await aCase(mine);
    const { id: marker } = await aCase(mine);
    const [forMe, forOther] = [read(mine), read(other)];
    for (const each of [forMe, forOther]) await each.until(({ event }) => event === "changed" || event === "open");
    await db().case.update({ where: { id }, data: { forUserId: mine.userId } });
    await forMe.until(({ data }) => data.ids?.includes(id) === true);
    await db().case.update({ where: { id: marker }, data: { version: { increment: 1 } } });
    const seen: string[] = [];
    await forOther.until(({ data }) => {
      seen.push(...(data.ids ?? []));
      return data.ids?.includes(marker) === true;
    });
    expect(seen).not.toContain(id);
    await forMe.close();
    await forOther.close();
  });

  it("says that something may have been missed once the database is back", async () => {
    const stream = read(await signedIn(await person("auditor")));
    await stream.until(({ event }) => event === "open");
    const database = new URL(process.env.DATABASE_URL ?? "").pathname.slice(1);
    await withClient(testServerAdminUrl(), (client) =>
      client.query(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'vigil listen' AND datname = $1",
        [database],
      ),
    );
    await stream.until(({ event }) => event === "waiting");
    await stream.until(({ event }) => event === "changed");
    await stream.close();
  });

  it("ends with the session, and when the process stops", async () => {
    const leaver = await signedIn(await person("reviewer"));
    const stayer = await signedIn(await person("reviewer"));
    const [left, stays] = [read(leaver), read(stayer)];
    await db().session.delete({ where: { id: leaver.sessionId } });
    await expect(left.until(() => false)).rejects.toThrow("the stream ended");
    const ended = expect(stays.until(() => false)).rejects.toThrow("the stream ended");
    runAtStop();
    await ended;
  });

  it("gives one person no more streams than a browser could need, and drops a reader that does not read", async () => {
    const reviewer = await signedIn(await person("reviewer"));
    const streams = Array.from({ length: 10 }, () => openLiveStream(reviewer));
    expect(() => openLiveStream(reviewer)).toThrow("TOO_MANY_REQUESTS");
    for (const stream of streams.slice(1)) await stream.cancel();
    const { id } = await aCase(reviewer);
    const watcher = read(await signedIn(await person("reviewer")));
    await watcher.until(({ event }) => event === "open");
    for (let index = 0; index < 66; index += 1) {
      const version = index + 100;
      await db().case.update({ where: { id }, data: { version } });
      await watcher.until(({ event }) => event === "cases");
    }
    // Its queue is full: it was closed, and what waited is all it gets.
    const reader = streams[0]?.getReader();
    let chunks = 0;
    while (!(await reader?.read())?.done) chunks += 1;
    expect(chunks).toBeLessThanOrEqual(64);
    await watcher.close();
  });
});
