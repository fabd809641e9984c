/** Looking for words in what people wrote: who may, what is found, and what the log says of it. */
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { UserActor } from "@/domain/access/actor";
import { type ContentSearchInput, contentSearchSchema } from "@/domain/decide/search/content-search";
import { searchContent } from "@/domain/decide/search/search-content";
import { acceptConversation } from "@/domain/ingest/accept-conversation";
import type { IncomingMessage } from "@/domain/ingest/incoming-message";
import { storeThreads } from "@/domain/ingest/store-threads";
import { changeSetting } from "@/domain/settings/change-setting";
import { clear, conversationRead, openDesk, person, platform, setSampling } from "@/domain/testing/desk";
import { db } from "@/lib/db/client";

let admin: UserActor;
let lead: UserActor;
let key: Awaited<ReturnType<typeof platform>>;
let threads = 0;
let version = 0;

async function turn(on: boolean): Promise<void> {
  ({ version } = await changeSetting(admin, "content_search", { version, value: { on }, note: "" }));
}

const look = (input: ContentSearchInput, actor = lead) => searchContent(actor, contentSearchSchema.parse(input));

/** All steps of a search, as a page takes them. */
async function lookThroughAll(input: ContentSearchInput) {
  const steps = [await look(input)];
  for (let cursor = steps[0]?.nextCursor; cursor; cursor = steps.at(-1)?.nextCursor)
    steps.push(await look({ ...input, cursor }));
  return steps;
}
const idsIn = async (words: string, more: Partial<ContentSearchInput> = {}) =>
  (await lookThroughAll({ words, ...more })).flatMap(({ items }) => items.map(({ id }) => id));

async function arrives(externalId: string, ...messages: IncomingMessage[]): Promise<string> {
  const [stored] = await db().$transaction((tx) => storeThreads(tx, key, key.sourceId, [{ externalId, messages }]));
  return stored?.id ?? "none";
}
const said = (text: string, more: Partial<Extract<IncomingMessage, { text: string }>> = {}): IncomingMessage => ({
  kind: "new",
  externalId: "m1",
  role: "user",
  author: { id: `person-${threads}` },
  text,
  ...more,
});
const wrote = (text: string, more: Parameters<typeof said>[1] = {}) => {
  threads += 1;
  return arrives(`thread-${threads}`, said(text, more));
};

const entries = async () => {
  const rows = await db().auditEvent.findMany({ where: { type: "ingest.content.searched" }, orderBy: { seq: "asc" } });
  return rows.map(({ canonical }) => JSON.parse(canonical));
};

beforeAll(async () => {
  await openDesk();
  admin = await person("admin");
  lead = await person("lead");
  key = await platform("Night chat");
});

describe("while it is turned off, as delivered", () => {
  it("is refused to everybody, and says who can turn it on", async () => {
    for (const actor of [admin, lead, await person("auditor")])
      await expect(look({ words: "some words" }, actor)).rejects.toMatchObject({
        code: "CONFLICT",
        detail: expect.stringContaining("An admin can turn it on"),
      });
    expect(await entries()).toEqual([]);
  });
});

describe("once an admin has turned it on", () => {
  beforeEach(async () => {
    const [newest] = await db().settingChange.findMany({
      where: { name: "content_search" },
      orderBy: { version: "desc" },
    });
    version = newest?.version ?? 0;
    if ((newest?.value as { on?: boolean } | undefined)?.on !== true) await turn(true);
  });

  it("finds words wherever they stand, in every script, and tells nothing of what was written", async () => {
    const cafe = await wrote("We met at the CAFÉ\u200B Lumière");
    const tired = await wrote("我今天很累");
    expect(await idsIn("cafe lumiere")).toEqual([cafe]);
    expect(await idsIn("今天")).toEqual([tired]);
    expect(await idsIn("lumiere cafe")).toEqual([]);
    const [step] = await lookThroughAll({ words: "café" });
    expect(step?.items).toEqual([
      {
        id: cafe,
        externalId: expect.any(String),
        part: 1,
        messageCount: 1,
        receivedAt: expect.any(String),
        source: { id: key.sourceId, name: "Night chat", platform: "api" },
        matches: 1,
        lastAt: expect.any(String),
      },
    ]);
  });

  it("is for leads, auditors and admins", async () => {
    for (const actor of [admin, await person("auditor")]) await look({ words: "words" }, actor);
    await expect(look({ words: "words" }, await person("reviewer"))).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(searchContent(key, contentSearchSchema.parse({ words: "words" }))).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
  });

  it("finds what was said before an edit, and what was deleted", async () => {
    const edited = await wrote("the lighthouse at first");
    await arrives(`thread-${threads}`, said("the harbour now", { kind: "edit", editedAt: new Date() }));
    const deleted = await wrote("a lighthouse too");
    await arrives(`thread-${threads}`, { kind: "delete", externalId: "m1" });
    expect(await idsIn("lighthouse")).toEqual([deleted, edited]);
    expect(await idsIn("harbour")).toEqual([edited]);
  });

  it("goes step by step, each conversation once, and says how far it came until all was looked through", async () => {
    const ids: string[] = [];
    for (const place of ["first", "second", "third"]) ids.unshift(await wrote(`the ${place} orchard`));
    const before = (await entries()).length;
    const steps = await lookThroughAll({ words: "orchard", conversations: 2 });
    const all = await db().conversation.count();
    expect(steps.flatMap(({ items }) => items.map(({ id }) => id))).toEqual(ids);
    expect(steps.map(({ of }) => of)).toEqual(steps.map(() => all));
    expect(steps.map(({ looked }) => looked)).toEqual(steps.map((_, index) => Math.min(all, 2 * (index + 1))));
    const told = (await entries()).slice(before);
    expect(told.map(({ facts }) => facts.step)).toEqual(steps.map((_, index) => index + 1));
    expect(new Set(told.map(({ facts }) => facts.searchId)).size).toBe(1);
    expect(told.map(({ facts }) => facts.isDone)).toEqual(steps.map((_, index) => index === steps.length - 1));
    expect(told.reduce((sum, { facts }) => sum + facts.found, 0)).toBe(3);
  });

  it("answers a step that is asked for again as before, since nothing of a search is kept", async () => {
    await wrote("a kite");
    await wrote("another kite");
    const first = await look({ words: "kite", conversations: 1 });
    const [again, beside] = await Promise.all(
      [1, 2].map(() => look({ words: "kite", conversations: 1, cursor: first.nextCursor ?? "" })),
    );
    expect(again?.items).toHaveLength(1);
    expect(beside).toEqual(again);
  });

  it("looks on for nobody else, and for nothing else", async () => {
    await wrote("a meadow");
    await wrote("a meadow");
    const { nextCursor } = await look({ words: "meadow", conversations: 1 });
    const cursor = nextCursor ?? "";
    await look({ words: "Meadow", cursor });
    for (const [input, actor] of [
      [{ words: "river", cursor }, lead],
      [{ words: "meadow", sourceId: key.sourceId, cursor }, lead],
      [{ words: "meadow", cursor: `${cursor}x` }, lead],
      [{ words: "meadow", cursor }, admin],
    ] as const)
      await expect(look(input, actor)).rejects.toMatchObject({ code: "INVALID" });
  });

  it("keeps to a source and to when messages were sent", async () => {
    const [may, june] = [new Date("2024-05-10T10:00:00Z"), new Date("2024-06-10T10:00:00Z")];
    const early = await wrote("a lantern", { sentAt: may });
    const late = await wrote("a lantern", { sentAt: june });
    expect(await idsIn("lantern", { from: "2024-05-01", to: "2024-06-01" })).toEqual([early]);
    expect(await idsIn("lantern", { from: "2024-06-01" })).toEqual([late]);
    const other = await platform("Day chat");
    expect(await idsIn("lantern", { sourceId: other.sourceId })).toEqual([]);
    expect(await idsIn("lantern", { sourceId: key.sourceId })).toEqual([late, early]);
  });

  it("says of messages that are damaged that it could not look into them", async () => {
    const id = await wrote("a broken window");
    await db().message.updateMany({ where: { conversationId: id }, data: { textSealed: new Uint8Array([1, 2, 3]) } });
    const steps = await lookThroughAll({ words: "broken window" });
    expect(steps.flatMap(({ items }) => items)).toEqual([]);
    expect(steps.reduce((sum, { unopened }) => sum + unopened, 0)).toBe(1);
  });

  it("does not tell a sample from what nobody was given to read", async () => {
    await setSampling({ rest: 1 });
    const sampled = await conversationRead(admin, clear, "a windmill");
    await setSampling({});
    const other = await conversationRead(admin, clear, "a windmill");
    expect(await db().case.count({ where: { conversationId: sampled, reason: "sample" } })).toBe(1);
    const items = (await lookThroughAll({ words: "windmill" })).flatMap((step) => step.items);
    expect(items.map(({ id }) => id)).toEqual([other, sampled]);
    const [one, two] = items.map(({ id: _, receivedAt: __, lastAt: ___, ...rest }) => rest);
    expect(one).toEqual(two);
  });

  it("leaves a keyed hash of the words on the record, and not the words", async () => {
    await acceptConversation(key, { messages: [{ role: "user", text: "some words" }] });
    await look({ words: "Ünusual Words" });
    await look({ words: " unusual words" });
    await look({ words: "other words" });
    const told = (await entries()).slice(-3);
    const [one, two, three] = told.map(({ facts }) => facts.sought);
    expect(one).toMatch(/^[0-9a-f]{64}$/);
    expect(two).toBe(one);
    expect(three).not.toBe(one);
    expect(JSON.stringify(told)).not.toMatch(/unusual|ünusual/i);
    expect(told.map(({ actor }) => actor.id)).toEqual([lead.userId, lead.userId, lead.userId]);
  });

  it("stops with the step that comes after it was turned off", async () => {
    await wrote("a ferry");
    await wrote("a ferry");
    const { nextCursor } = await look({ words: "ferry", conversations: 1 });
    await turn(false);
    await expect(look({ words: "ferry", cursor: nextCursor ?? "" })).rejects.toMatchObject({ code: "CONFLICT" });
  });
});
