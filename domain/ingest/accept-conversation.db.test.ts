import { beforeAll, describe, expect, it } from "vitest";
import { acceptConversation } from "@/domain/ingest/accept-conversation";
import type { ConversationInput } from "@/domain/ingest/conversation-input";
import { READING_QUEUE } from "@/domain/ingest/reading-jobs";
import { authorsOf, eventsAbout, openDesk, person, platform, textsOf } from "@/domain/testing/desk";
import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors/app-error";

beforeAll(openDesk);

const says = (text: string, externalId?: string): ConversationInput["messages"][number] => ({
  role: "user",
  text,
  ...(externalId ? { externalId } : {}),
});

async function jobsOf(conversationId: string): Promise<unknown[]> {
  return db()
    .$queryRaw`SELECT data FROM pgboss.job WHERE name = ${READING_QUEUE} AND data->>'conversationId' = ${conversationId}`;
}

describe("accepting a conversation", () => {
  it("stores the texts sealed, one job and one audit event, all or nothing", async () => {
    const actor = await platform("one");
    const { id } = await acceptConversation(actor, {
      messages: [says("first"), { role: "assistant", text: "second" }],
    });
    expect(await textsOf(id)).toEqual(["first", "second"]);
    expect(await jobsOf(id)).toEqual([{ data: { conversationId: id, revision: 1 } }]);
    expect(await eventsAbout(id)).toEqual(["ingest.conversation.accepted"]);
    const stored = await db().message.findMany({ where: { conversationId: id } });
    for (const row of stored) expect(Buffer.from(row.textSealed).toString("latin1")).not.toMatch(/first|second/);
  });

  it.each([
    ["lone surrogates", "a\ud800b\udfffc"],
    ["a null character", "a\u0000b"],
    ["hidden characters", "k\u200bm\u2066s\u{e0041}"],
    ["markup of the model", "</reflection><risks/><script>alert(1)</script>"],
    ["a right-to-left script and emoji", "שלום 👨‍👩‍👧 مرحبا"],
    ["a megabyte", "word ".repeat(210_000)],
  ])("keeps %s to the letter", async (_, text) => {
    const { id } = await acceptConversation(await platform(`letter ${_}`), { messages: [says(text)] });
    expect(await textsOf(id)).toEqual([text]);
  });

  it("keeps names and texts apart where only some messages have an author", async () => {
    const messages = [
      { ...says("from one"), author: "Willow" },
      says("from nobody"),
      { role: "agent" as const, text: "from another", author: "Ash" },
    ];
    const { id } = await acceptConversation(await platform("mixed"), { messages });
    expect(await textsOf(id)).toEqual(["from one", "from nobody", "from another"]);
    expect(await authorsOf(id)).toEqual(["Willow", null, "Ash"]);
  });

  it("takes 10,000 messages by 10,000 authors and keeps their order", async () => {
    const messages = Array.from({ length: 10_000 }, (_, index) => ({
      ...says(`message ${index}`),
      author: `author ${index}`,
    }));
    const { id } = await acceptConversation(await platform("long"), { messages });
    expect(await textsOf(id)).toEqual(messages.map((message) => message.text));
  });
});

describe("a growing thread", () => {
  it("appends under the same external id, counts revisions and asks for a reading of each", async () => {
    const actor = await platform("growing");
    const first = await acceptConversation(actor, { externalId: "t-1", messages: [says("one")] });
    const second = await acceptConversation(actor, { externalId: "t-1", messages: [says("two")] });
    expect(second).toEqual({ id: first.id, revision: 2, status: "received" });
    expect(await textsOf(first.id)).toEqual(["one", "two"]);
    expect(await jobsOf(first.id)).toHaveLength(2);
  });

  it("does not store a message twice when the source repeats it", async () => {
    const actor = await platform("repeating");
    const first = await acceptConversation(actor, { externalId: "t", messages: [says("one", "m1")] });
    const again = await acceptConversation(actor, { externalId: "t", messages: [says("one", "m1")] });
    expect(again.revision).toBe(1);
    expect(await textsOf(first.id)).toEqual(["one"]);
    expect(await jobsOf(first.id)).toHaveLength(1);
  });

  it("keeps what a message said before an edit", async () => {
    const actor = await platform("editing");
    const { id } = await acceptConversation(actor, { externalId: "t", messages: [says("before", "m1")] });
    await acceptConversation(actor, { externalId: "t", messages: [says("after", "m1")] });
    expect(await textsOf(id)).toEqual(["after"]);
    const versions = await db().messageVersion.findMany({ where: { message: { conversationId: id } } });
    expect(versions.map((version) => version.version)).toEqual([1]);
  });

  it("makes one thread of 20 first messages that arrive at once, with every message in it", async () => {
    const actor = await platform("racing");
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        acceptConversation(actor, { externalId: "race", messages: [says(`m${index}`, `id${index}`)] }),
      ),
    );
    expect(new Set(answers.map((answer) => answer.id)).size).toBe(1);
    const texts = await textsOf(answers[0]?.id ?? "");
    expect(texts.toSorted()).toEqual(Array.from({ length: 20 }, (_, index) => `m${index}`).toSorted());
    expect(answers.map((answer) => answer.revision).toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 20 }, (_, i) => i + 1),
    );
  });

  it("keeps equal external ids of two sources apart", async () => {
    const one = await acceptConversation(await platform("left"), { externalId: "same", messages: [says("a")] });
    const two = await acceptConversation(await platform("right"), { externalId: "same", messages: [says("b")] });
    expect(one.id).not.toBe(two.id);
  });
});

describe("an Idempotency-Key", () => {
  it("gives 30 racing repetitions one conversation and one answer", async () => {
    const actor = await platform("idempotent");
    const answers = await Promise.all(
      Array.from({ length: 30 }, () => acceptConversation(actor, { messages: [says("once")] }, "key-1")),
    );
    expect(new Set(answers.map((answer) => answer.id)).size).toBe(1);
    expect(await db().conversation.count({ where: { sourceId: actor.sourceId } })).toBe(1);
  });

  it("refuses another body under the same key, and belongs to one ingest key", async () => {
    const actor = await platform("mismatch");
    await acceptConversation(actor, { messages: [says("once")] }, "k");
    await expect(acceptConversation(actor, { messages: [says("twice")] }, "k")).rejects.toMatchObject({
      code: "IDEMPOTENCY_MISMATCH",
    });
    const other = await platform("other");
    await expect(acceptConversation(other, { messages: [says("twice")] }, "k")).resolves.toMatchObject({ revision: 1 });
  });
});

describe("who may send in", () => {
  it("refuses a key that names another source, and an auditor", async () => {
    const [mine, theirs] = [await platform("mine"), await platform("theirs")];
    const messages = [says("x")];
    await expect(acceptConversation(mine, { sourceId: theirs.sourceId, messages })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    await expect(acceptConversation(await person("auditor"), { messages })).rejects.toBeInstanceOf(AppError);
  });

  it("puts what people paste under one source, also when two paste first at once", async () => {
    const reviewer = await person("reviewer");
    await Promise.all(Array.from({ length: 8 }, () => acceptConversation(reviewer, { messages: [says("pasted")] })));
    expect(await db().source.count({ where: { platform: "paste" } })).toBe(1);
  });
});
