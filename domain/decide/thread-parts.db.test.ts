import { beforeAll, expect, it } from "vitest";
import { exportConversations } from "@/domain/decide/export-conversations";
import { getCase } from "@/domain/decide/get-case";
import { getConversation } from "@/domain/decide/get-conversation";
import { listConversations } from "@/domain/decide/list-conversations";
import { acceptConversation } from "@/domain/ingest/accept-conversation";
import { aRisk, engineThatSays, openDesk, person, platform, risky } from "@/domain/testing/desk";
import { readAndRoute } from "@/domain/triage/read-and-route";
import { db } from "@/lib/db/client";

beforeAll(openDesk);

const messages = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ role: "user" as const, text: `${index}` }));

it("says which part of a long thread a conversation and its case are, and which are next to it", async () => {
  const [actor, me] = [await platform("long"), await person("reviewer", "auditor")];
  const ids: string[] = [];
  for (const count of [10_000, 10_000, 1]) {
    ids.push((await acceptConversation(actor, { externalId: "channel", messages: messages(count) })).id);
  }
  const [first, second, third] = ids;
  if (!first || !second || !third) throw new Error("three parts were expected");
  const expected = [
    { id: first, part: 1, parts: 3, partBeforeId: null, partAfterId: second },
    { id: second, part: 2, parts: 3, partBeforeId: first, partAfterId: third },
    { id: third, part: 3, parts: 3, partBeforeId: second, partAfterId: null },
  ];
  for (const part of expected) {
    expect(await getConversation(me, part.id)).toMatchObject({ ...part, externalId: "channel" });
  }
  expect(await getConversation(actor, second)).toMatchObject({ part: 2, parts: 3 });

  await readAndRoute(engineThatSays(risky(aRisk())), { conversationId: third, revision: 1 });
  const opened = await db().case.findFirstOrThrow({ where: { conversationId: third } });
  expect((await getCase(me, opened.id)).conversation).toMatchObject(expected[2] ?? {});

  const { items } = await listConversations(me, {});
  expect(items.map(({ id, part }) => [id, part])).toEqual([
    [third, 3],
    [second, 2],
    [first, 1],
  ]);
  const rows: unknown[] = [];
  for await (const row of exportConversations(me, {})) rows.push(row);
  expect(rows).toMatchObject(expected.map(({ id, part }) => ({ id, part, externalId: "channel" })));
}, 60_000);

it("says of a conversation that is no part of a thread that it is the only one", async () => {
  const actor = await platform("alone");
  for (const externalId of [undefined, undefined, "short", "other"]) {
    const { id } = await acceptConversation(actor, { externalId, messages: messages(1) });
    expect(await getConversation(actor, id)).toMatchObject({
      part: 1,
      parts: 1,
      partBeforeId: null,
      partAfterId: null,
    });
  }
});
