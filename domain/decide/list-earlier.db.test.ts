import { beforeAll, expect, test } from "vitest";
import type { UserActor } from "@/domain/access/actor";
import { listEarlier } from "@/domain/decide/list-earlier";
import { recordDecision } from "@/domain/decide/record-decision";
import { undoDecision } from "@/domain/decide/undo-decision";
import { acceptConversation } from "@/domain/ingest/accept-conversation";
import { aRisk, clear, engineThatSays, openDesk, person, platform, risky } from "@/domain/testing/desk";
import { claimCase } from "@/domain/triage/claim-next-case";
import { readAndRoute } from "@/domain/triage/read-and-route";
import { db } from "@/lib/db/client";

type Key = Awaited<ReturnType<typeof platform>>;
let reviewer: UserActor;
let chat: Key;

beforeAll(async () => {
  await openDesk();
  reviewer = await person("reviewer");
  chat = await platform("Evening chat");
});

type Sent = { author?: string; role?: "user" | "agent"; externalId?: string };

async function sent(key: Key, people: readonly Sent[], reading = risky(aRisk())): Promise<string> {
  const messages = people.map(({ author, role = "user" }) => ({
    role,
    text: "some words",
    ...(author === undefined ? {} : { author }),
  }));
  const externalId = people[0]?.externalId;
  const { id, revision } = await acceptConversation(key, { messages, ...(externalId ? { externalId } : {}) });
  await readAndRoute(engineThatSays(reading), { conversationId: id, revision });
  return id;
}

async function caseOf(conversationId: string): Promise<string> {
  return (await db().case.findFirstOrThrow({ where: { conversationId } })).id;
}

const idsOf = ({ items }: { items: readonly { id: string }[] }) => items.map(({ id }) => id);

test("lists what the same person wrote on the same source, newest first, without the case's own conversation", async () => {
  const first = await sent(chat, [{ author: "mira" }], clear);
  await sent(chat, [{ author: "noor" }]);
  await sent(await platform("Another chat"), [{ author: "mira" }]);
  const own = await sent(chat, [{ author: "mira" }, { author: "helper", role: "agent" }]);
  await sent(chat, [{ author: "lou" }, { author: "helper", role: "agent" }]);
  const later = await sent(chat, [{ author: "mira" }]);

  const page = await listEarlier(reviewer, await caseOf(own), {});
  expect(idsOf(page)).toEqual([later, first]);
  expect(page).toMatchObject({ people: 1, peopleSearched: 1, nextCursor: null });
  expect(page.items.map(({ isLater, status }) => [isLater, status])).toEqual([
    [true, "flagged"],
    [false, "clear"],
  ]);
});

test("people without an id of their own are taken for nobody else", async () => {
  await sent(chat, [{}]);
  const own = await sent(chat, [{}]);
  expect(idsOf(await listEarlier(reviewer, await caseOf(own), {}))).toEqual([]);
});

test("says what was decided, unless it was taken back", async () => {
  const before = await sent(chat, [{ author: "decided" }]);
  const own = await sent(chat, [{ author: "decided" }]);
  const caseId = await caseOf(before);
  const { token } = await claimCase(reviewer, caseId);
  const { revision, classification } = await db().case.findUniqueOrThrow({
    where: { id: caseId },
    select: { revision: true, classification: { select: { risks: true } } },
  });
  const findings = (classification?.risks ?? []).map(({ id }) => ({ assessment: "not_present" as const, riskId: id }));
  const { id } = await recordDecision(reviewer, caseId, {
    token: token ?? "",
    revision,
    findings,
    certainty: "sure",
    action: "no_action",
    timeSpentMs: 0,
  });
  const ownCase = await caseOf(own);
  expect((await listEarlier(reviewer, ownCase, {})).items[0]?.decision).toMatchObject({ verdict: "none" });
  await undoDecision(reviewer, id, {});
  expect((await listEarlier(reviewer, ownCase, {})).items[0]?.decision).toBeNull();
});

test("says nothing of what the model or others found while a blind review of it is open", async () => {
  const before = await sent(chat, [{ author: "blind" }]);
  await db().case.update({ where: { id: await caseOf(before) }, data: { reason: "sample" } });
  const own = await sent(chat, [{ author: "blind" }]);
  const page = await listEarlier(reviewer, await caseOf(own), {});
  expect(page.items[0]).toMatchObject({ id: before, isHidden: true, status: null, decision: null });
});

test("hides nothing because of a look that is somebody else's alone, and does not know of that", async () => {
  const before = await sent(chat, [{ author: "gold" }]);
  const other = await person("reviewer");
  const gold = await caseOf(before);
  await db().case.update({ where: { id: gold }, data: { reason: "gold", forUserId: other.userId } });
  const own = await caseOf(await sent(chat, [{ author: "gold" }]));
  expect((await listEarlier(reviewer, own, {})).items[0]).toMatchObject({ id: before, isHidden: false });
  expect((await listEarlier(other, own, {})).items[0]).toMatchObject({ id: before, isHidden: true });
  await expect(listEarlier(reviewer, gold, {})).rejects.toMatchObject({ code: "NOT_FOUND" });
});

test("gives every conversation once over its pages", async () => {
  const all: string[] = [];
  for (let count = 0; count < 45; count += 1) all.unshift(await sent(chat, [{ author: "many" }, { author: "many" }]));
  const [own = ""] = all.splice(22, 1);
  const caseId = await caseOf(own);
  const found: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listEarlier(reviewer, caseId, cursor ? { cursor } : {});
    found.push(...idsOf(page));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  expect(found).toEqual(all);
});

test("is refused to who may not read cases, and says so when there is no such case", async () => {
  const own = await caseOf(await sent(chat, [{ author: "kept" }]));
  await expect(listEarlier(await person("auditor"), own, {})).rejects.toMatchObject({ code: "FORBIDDEN" });
  await expect(listEarlier(chat, own, {})).rejects.toMatchObject({ code: "FORBIDDEN" });
  await expect(listEarlier(reviewer, "nothing", {})).rejects.toMatchObject({ code: "NOT_FOUND" });
});

test("steps along the index, however much a person wrote", async () => {
  const plan = await db().$transaction(async (tx) => {
    // So few messages are quicker read and sorted, whatever index there is: these forbid it as far as there is another way.
    await tx.$executeRaw`SET LOCAL enable_seqscan = off`;
    await tx.$executeRaw`SET LOCAL enable_sort = off`;
    return tx.$queryRaw<{ "QUERY PLAN": string }[]>`
      EXPLAIN SELECT conversation_id FROM message WHERE author_id = ${crypto.randomUUID()}::uuid
        AND conversation_id < ${crypto.randomUUID()}::uuid ORDER BY conversation_id DESC LIMIT 1`;
  });
  const text = plan.map((row) => row["QUERY PLAN"]).join("\n");
  expect(text).toContain("message_author_id_conversation_id_idx");
  expect(text).not.toContain("Sort");
});
