import { beforeAll, expect, it } from "vitest";
import { getCase } from "@/domain/decide/get-case";
import { getConversation } from "@/domain/decide/get-conversation";
import type { IncomingMessage } from "@/domain/ingest/incoming-message";
import { storeThreads } from "@/domain/ingest/store-threads";
import { openDesk, person, platform } from "@/domain/testing/desk";
import { insertCase } from "@/domain/triage/case-rows";
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

it("shows a case that looks at an earlier moment what was said then, and what was said since beside it", async () => {
  const { arrives } = await aThread("Moments");
  const edit = (text: string) => arrives(said("a", text, { kind: "edit" }));
  const [stored] = await arrives(said("a", "as it came"), said("b", "other words"));
  await edit("second words");
  await arrives(said("a", "@wren second words", { kind: "import" }));
  await edit("third words");
  const seenAt = async (revision: number) => {
    const conversationId = stored?.id ?? "";
    const made = { conversationId, classificationId: null, tier: 3, score: null, reason: "sample" } as const;
    const reader = await person("reviewer");
    const caseId = await db().$transaction((tx) => insertCase(tx, reader, { ...made, revision }));
    const [first, other] = (await getCase(reader, caseId)).messages;
    expect(other).toMatchObject({ text: "other words", earlier: [], later: [] });
    return [first?.earlier, first?.text, first?.later];
  };
  const file = "@wren second words";
  // A wording of a file is kept when it comes, and never stood in the place of another.
  expect(await seenAt(1)).toEqual([[], "as it came", [file, "second words", "third words"]]);
  expect(await seenAt(2)).toEqual([["as it came", file], "second words", ["third words"]]);
  expect(await seenAt(4)).toEqual([["as it came", file, "second words"], "third words", []]);
});
