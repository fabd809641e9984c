import { beforeAll, describe, expect, it } from "vitest";
import { acceptConversation } from "@/domain/ingest/accept-conversation";
import { messagesOf, openDesk, platform } from "@/domain/testing/desk";
import { db } from "@/lib/db/client";

beforeAll(openDesk);

const says = (text: string, externalId: string) => ({ role: "user" as const, author: "Wren", text, externalId });

describe("a thread of which something does not open", () => {
  it.each([
    ["its author was erased", { wrapped: null, erasedAt: new Date() }],
    ["its author’s key is damaged", { wrapped: new Uint8Array(60) }],
  ])("takes new messages, and repeated ones change nothing, when %s", async (_, damage) => {
    const actor = await platform(`damaged by ${_}`);
    const first = { externalId: "t", messages: [says("before", "m1")] };
    const { id } = await acceptConversation(actor, first);
    const { author } = await db().message.findFirstOrThrow({
      where: { conversationId: id },
      include: { author: true },
    });
    await db().dataKey.update({ where: { id: author.dataKeyId }, data: damage });
    expect(await acceptConversation(actor, first)).toMatchObject({ id, revision: 1 });
    expect(await acceptConversation(actor, { ...first, messages: [says("after", "m2")] })).toMatchObject({
      revision: 2,
    });
    await acceptConversation(actor, { ...first, messages: [says("and again", "m3")] });
    expect((await messagesOf(id)).map(({ text, author: name }) => ({ text, name }))).toEqual([
      { text: null, name: null },
      { text: "after", name: "Wren" },
      { text: "and again", name: "Wren" },
    ]);
    expect(await db().author.count({ where: { sourceId: actor.sourceId } })).toBe(2);
  });

  it("takes a further edit of a message when one of its earlier versions is damaged", async () => {
    const actor = await platform("damaged version");
    const say = (text: string) => acceptConversation(actor, { externalId: "t", messages: [says(text, "m1")] });
    const { id } = await say("one");
    for (const text of ["two", "three"]) await say(text);
    await db().$transaction(async (tx) => {
      await tx.$executeRaw`ALTER TABLE message_version DISABLE TRIGGER message_version_append_only`;
      await tx.messageVersion.updateMany({
        where: { version: 1, message: { conversationId: id } },
        data: { textSealed: new Uint8Array(60) },
      });
      await tx.$executeRaw`ALTER TABLE message_version ENABLE TRIGGER message_version_append_only`;
    });
    await say("four");
    expect(await messagesOf(id)).toMatchObject([{ text: "four", earlier: ["two", "three"], damaged: true }]);
  });
});
