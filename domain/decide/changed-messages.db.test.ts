import { beforeAll, expect, it } from "vitest";
import { getConversation } from "@/domain/decide/get-conversation";
import type { IncomingMessage } from "@/domain/ingest/incoming-message";
import { storeThreads } from "@/domain/ingest/store-threads";
import { openDesk, person, platform } from "@/domain/testing/desk";
import { db } from "@/lib/db/client";

beforeAll(openDesk);

const said = (externalId: string, text: string, more: object = {}): IncomingMessage => ({
  kind: "new",
  externalId,
  role: "user",
  text,
  ...more,
});

async function aThread(name: string) {
  const actor = await platform(name);
  const reader = await person("reviewer");
  return {
    arrives: (...messages: IncomingMessage[]) =>
      db().$transaction((tx) => storeThreads(tx, actor, actor.sourceId, [{ externalId: "thread", messages }])),
    shown: async (conversationId: string) => (await getConversation(reader, conversationId)).messages ?? [],
  };
}

it("shows in which revision a message was edited or deleted, and what it said before", async () => {
  const { arrives, shown } = await aThread("Edits");
  const [stored] = await arrives(said("a", "as it came"), said("b", "first words"), said("c", "taken back"));
  await arrives(said("b", "second words", { kind: "edit" }));
  await arrives({ kind: "delete", externalId: "c" });
  expect(await shown(stored?.id ?? "")).toMatchObject([
    { text: "as it came", changedRevision: null, earlier: [] },
    { text: "second words", changedRevision: 2, earlier: ["first words"], editedAt: expect.any(String) },
    { text: "taken back", changedRevision: 3, earlier: [], deletedAt: expect.any(String) },
  ]);
});

it("shows what never arrived as a message without words, and once it arrives as a new one", async () => {
  const { arrives, shown } = await aThread("Awaited");
  const [stored] = await arrives(said("a", "hello"));
  await arrives({ kind: "delete", externalId: "b" });
  const id = stored?.id ?? "";
  const lost = { role: "system", author: null, text: "", isPrivateNote: false, deletedAt: expect.any(String) };
  expect((await shown(id))[1]).toMatchObject(lost);
  await arrives(said("b", "here after all"));
  const { deletedAt } = lost;
  expect((await shown(id))[1]).toMatchObject({ role: "user", text: "here after all", revision: 2, deletedAt });
});

it("keeps how a file words a message beside what the platform sent, once, and asks for a reading of both", async () => {
  const { arrives, shown } = await aThread("Wordings");
  const worded = (text: string) => said("a", text, { kind: "import" });
  const [stored] = await arrives(said("a", "@U1 first words"));
  expect(await arrives(worded("@wren first words"))).toMatchObject([{ revision: 2, added: 0 }]);
  expect(await arrives(worded("@wren first words"), worded("@U1 first words"))).toMatchObject([{ revision: 2 }]);
  expect(await shown(stored?.id ?? "")).toMatchObject([
    { text: "@U1 first words", earlier: ["@wren first words"], editedAt: null, changedRevision: 2 },
  ]);
});
