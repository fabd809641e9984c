import { beforeAll, describe, expect, it } from "vitest";
import { acceptConversation } from "@/domain/ingest/accept-conversation";
import { storeThreads } from "@/domain/ingest/store-threads";
import {
  aRisk,
  clear,
  conversationRead,
  engineThatSays,
  eventsAbout,
  failed,
  openDesk,
  person,
  platform,
  risky,
} from "@/domain/testing/desk";
import { claimNextCase } from "@/domain/triage/claim-next-case";
import { giveReadingToAPerson, readAndRoute } from "@/domain/triage/read-and-route";
import type { Engine } from "@/inference/engines/engine";
import { db } from "@/lib/db/client";

beforeAll(openDesk);

const says = (text: string) => ({ role: "user" as const, text });

async function casesOf(conversationId: string) {
  return db().case.findMany({ where: { conversationId }, orderBy: { openedAt: "asc" } });
}

describe("reading a conversation", () => {
  it("stores the reading and opens a case with its tier and due time, with an event for each", async () => {
    const id = await conversationRead(await person("reviewer"), risky(aRisk("critical", "emergency")));
    const [opened] = await casesOf(id);
    expect(opened).toMatchObject({ reason: "flagged", tier: 0, state: "open" });
    expect(Math.round(((opened?.dueAt.getTime() ?? 0) - (opened?.openedAt.getTime() ?? 0)) / 1000)).toBe(60);
    expect(await eventsAbout(id)).toEqual([
      "ingest.conversation.accepted",
      "inference.conversation.classified",
      "triage.case.opened",
    ]);
    expect(await db().conversation.findUnique({ where: { id } })).toMatchObject({
      status: "flagged",
      unreadSince: null,
    });
  });

  it("opens no case for a clear reading", async () => {
    const id = await conversationRead(await person("reviewer"), clear);
    expect(await casesOf(id)).toEqual([]);
    expect(await db().conversation.findUnique({ where: { id } })).toMatchObject({ status: "clear" });
  });

  it.each([
    "model_unreachable",
    "model_timeout",
    "model_error",
    "output_cut_off",
    "output_not_understood",
    "input_too_long",
  ] as const)("gives a conversation to a person when reading fails with %s", async (reason) => {
    const id = await conversationRead(await person("reviewer"), failed(reason));
    expect(await casesOf(id)).toMatchObject([{ reason: "unscored", tier: 1, state: "open" }]);
    expect(await db().conversation.findUnique({ where: { id } })).toMatchObject({ status: "unscored" });
  });

  it("opens one case when the same job runs many times at once", async () => {
    const accepted = await acceptConversation(await person("reviewer"), { messages: [says("x")] });
    const job = { conversationId: accepted.id, revision: 1 };
    await Promise.all(Array.from({ length: 8 }, () => readAndRoute(engineThatSays(risky(aRisk())), job)));
    expect(await casesOf(accepted.id)).toHaveLength(1);
  });

  it("does not read a second time what is read, unless it is asked to", async () => {
    const id = await conversationRead(await person("reviewer"), clear);
    expect(await readAndRoute(engineThatSays(risky(aRisk())), { conversationId: id, revision: 1 })).toBe("superseded");
    expect(await db().classification.count({ where: { conversationId: id } })).toBe(1);
    expect(await readAndRoute(engineThatSays(risky(aRisk())), { conversationId: id, revision: 1, again: true })).toBe(
      "done",
    );
    expect(await casesOf(id)).toHaveLength(1);
  });

  it("drops the job of an older revision, and acts on a risk that an older reading found meanwhile", async () => {
    const actor = await platform("overtaken");
    const { id } = await acceptConversation(actor, { externalId: "t", messages: [says("one")] });
    const overtaken: Engine = {
      ...engineThatSays(risky(aRisk())),
      read: async (messages) => {
        await acceptConversation(actor, { externalId: "t", messages: [says("two")] });
        return engineThatSays(risky(aRisk())).read(messages);
      },
    };
    await readAndRoute(overtaken, { conversationId: id, revision: 1 });
    expect(await casesOf(id)).toHaveLength(1);
    expect(await db().conversation.findUnique({ where: { id } })).toMatchObject({ status: "received", revision: 2 });
    expect(await readAndRoute(engineThatSays(clear), { conversationId: id, revision: 1 })).toBe("superseded");
  });

  it("raises the open case when new messages are worse, and tells its holder by a new version", async () => {
    const actor = await platform("raising");
    const reviewer = await person("reviewer");
    const { id } = await acceptConversation(actor, { externalId: "t", messages: [says("one")] });
    await readAndRoute(engineThatSays(risky(aRisk("moderate", null))), { conversationId: id, revision: 1 });
    for (let next = await claimNextCase(reviewer); next; next = await claimNextCase(reviewer));
    const [before] = await casesOf(id);
    await acceptConversation(actor, { externalId: "t", messages: [says("two")] });
    await readAndRoute(engineThatSays(risky(aRisk("critical", null))), { conversationId: id, revision: 2 });
    const [after, ...others] = await casesOf(id);
    expect(others).toEqual([]);
    expect(after).toMatchObject({ id: before?.id, tier: 0, revision: 2, state: "claimed" });
    expect(after?.version).toBeGreaterThan(before?.version ?? 0);
    expect(after?.dueAt.getTime()).toBeLessThan(before?.dueAt.getTime() ?? 0);
  });

  it("closes an unscored case that a model then reads as clear, before anybody took it", async () => {
    const id = await conversationRead(await person("reviewer"), failed());
    await readAndRoute(engineThatSays(clear), { conversationId: id, revision: 1, again: true });
    expect(await casesOf(id)).toMatchObject([{ state: "closed" }]);
    expect((await eventsAbout(id)).at(-1)).toBe("triage.case.closed");
  });

  it.each([
    ["were erased", ["x", "y"], true],
    ["have no visible character", ["", " \u200b"], false],
  ])("gives a conversation to a person when all its words %s, and asks no engine", async (_, texts, erased) => {
    const actor = await platform(`nothing to read: ${_}`);
    const messages = texts.map((text) => ({ kind: "new" as const, role: "user" as const, text }));
    const [{ id } = { id: "" }] = await db().$transaction((tx) =>
      storeThreads(tx, actor, actor.sourceId, [{ messages }]),
    );
    const keys = { authors: { some: { messages: { some: { conversationId: id } } } } };
    if (erased) await db().dataKey.updateMany({ where: keys, data: { wrapped: null, erasedAt: new Date() } });
    expect(await readAndRoute(engineThatSays(clear), { conversationId: id, revision: 1 })).toBe("done");
    expect(await casesOf(id)).toMatchObject([{ reason: "unscored", tier: 1 }]);
    expect(await db().classification.findMany({ where: { conversationId: id } })).toMatchObject([
      { outcome: "unscored", unscoredReason: "nothing_to_read", model: "none" },
    ]);
  });

  it("gives what Vigil itself could not read to a person", async () => {
    const { id } = await acceptConversation(await person("reviewer"), { messages: [says("x")] });
    await giveReadingToAPerson({ conversationId: id, revision: 1 });
    expect(await casesOf(id)).toMatchObject([{ reason: "unscored", tier: 1 }]);
    expect(await db().classification.findFirst({ where: { conversationId: id } })).toMatchObject({
      unscoredReason: "internal_error",
    });
  });
});
