import { beforeAll, expect, it } from "vitest";
import type { UserActor } from "@/domain/access/actor";
import { getCase } from "@/domain/decide/get-case";
import { getConversation } from "@/domain/decide/get-conversation";
import { addGold } from "@/domain/decide/gold/add-gold";
import { listConversations } from "@/domain/decide/list-conversations";
import { openSlot as putAside } from "@/domain/decide/open-slot";
import { decide, decided, openSlot } from "@/domain/decide/testing/decide";
import {
  aRisk,
  clear,
  conversationRead,
  endUndoWindow,
  openDesk,
  person,
  risky,
  setMoreEyes,
  setSampling,
} from "@/domain/testing/desk";
import { claimCase } from "@/domain/triage/claim-next-case";
import { listCases } from "@/domain/triage/list-cases";
import { summariseQueue } from "@/domain/triage/summarise-queue";
import { db } from "@/lib/db/client";

const MILD = risky(aRisk("mild", null));

beforeAll(async () => {
  await openDesk();
  await db().settingChange.create({
    data: { id: crypto.randomUUID(), name: "model_visibility", version: 1, value: { flagged: "own_reading_first" } },
  });
});

/** What an answer is made of, without what differs from case to case: names, types, and words of a fixed set. */
function shapeOf(value: unknown, name = ""): unknown {
  if (Array.isArray(value)) return [...new Set(value.map((each) => JSON.stringify(shapeOf(each, name))))];
  if (value !== null && typeof value === "object")
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, shapeOf(each, key)]));
  const tells = ["reason", "hidden", "state", "tier", "queueTier", "revision", "version", "laterMessages", "status"];
  return tells.includes(name) || value === null || typeof value === "boolean" ? value : typeof value;
}

/** Cases in tier 3 of every kind that a reviewer reads without the model's answer, each about a conversation of its own. */
async function oneOfEach(reader: UserActor) {
  await setSampling({ rest: 1 });
  const sampled = await conversationRead(await person("reviewer"), clear);
  await setSampling({});
  await setMoreEyes({ secondReviewOfNone: 1, secondReviewOfRisk: 1 });
  const looked = await decided("all", MILD);
  await setMoreEyes({});
  const known = await decided("all", MILD);
  await endUndoWindow(known.decision.id);
  const gold = await addGold(await person("lead"), { decisionId: known.decision.id });
  await db().$transaction((tx) =>
    putAside(
      tx,
      { kind: "system", process: "worker" },
      {
        kind: "gold",
        conversationId: known.conversationId,
        revision: 1,
        classificationId: null,
        tier: 3,
        probability: 1,
        goldCaseId: gold.id,
        reviewerId: reader.userId,
      },
    ),
  );
  const flagged = await conversationRead(await person("reviewer"), MILD);
  const caseId = async (conversationId: string, reason: "sample" | "gold" | "flagged") =>
    (await db().case.findFirstOrThrow({ where: { conversationId, reason } })).id;
  return {
    sample: await caseId(sampled, "sample"),
    second: (await openSlot(looked.conversationId)).caseId,
    gold: await caseId(known.conversationId, "gold"),
    ordinary: await caseId(flagged, "flagged"),
  };
}

it("before the decision no answer that a reviewer gets tells a sample from the other cases that are read blind", async () => {
  const reader = await person("reviewer");
  const { ordinary, ...blind } = await oneOfEach(reader);
  async function answersAbout(caseId: string) {
    const { items } = await listCases(reader, {});
    const row = items.find(({ id }) => id === caseId);
    const detail = await getCase(reader, caseId);
    const seconds = (Date.parse(detail.dueAt) - Date.parse(detail.openedAt)) / 1000;
    const listed = (await listConversations(reader, {})).items.find(({ id }) => id === detail.conversation.id);
    const conversation = await getConversation(reader, detail.conversation.id);
    const claim = await claimCase(reader, caseId);
    const held = await getCase(reader, caseId);
    const answers = shapeOf({ row, detail, listed, conversation, claim, held });
    return { answers, hours: Math.round(seconds / 36) / 100 };
  }
  const sample = await answersAbout(blind.sample);
  expect(JSON.stringify(sample.answers)).toContain('"reason":"sample"');
  expect(await answersAbout(blind.second)).toEqual(sample);
  expect(await answersAbout(blind.gold)).toEqual(sample);

  // An ordinary case whose reading comes second looks the same, but for its name and for why the answer is hidden.
  const plain = await answersAbout(ordinary);
  const named = JSON.stringify(plain)
    .replaceAll('"reason":"flagged"', '"reason":"sample"')
    .replaceAll('\\"reason\\":\\"flagged\\"', '\\"reason\\":\\"sample\\"')
    .replaceAll('"hidden":"own_reading_first"', '"hidden":"blind"');
  expect(JSON.parse(named)).toEqual(sample);
});

it("no filter, count or list of reviewers sets samples apart", async () => {
  const reader = await person("reviewer");
  const { sample, second } = await oneOfEach(reader);
  const filters = [{ tier: 3 }, { assignee: "nobody" }, { state: "open" as const }, { engine: "none" as const }, {}];
  for (const filter of filters) {
    const ids = (await listCases(reader, filter)).items.map(({ id }) => id);
    expect(ids.includes(sample), JSON.stringify(filter)).toBe(ids.includes(second));
  }
  await expect(listCases(reader, { reason: "sample" })).rejects.toMatchObject({ code: "FORBIDDEN" });
  expect(Object.keys(await summariseQueue(reader)).join()).not.toMatch(/reason|sample|blind/);
  // What the model said of it is in no list either, by its status or by asking for one.
  const { conversationId } = await db().case.findUniqueOrThrow({ where: { id: sample } });
  const all = (await listConversations(reader, {})).items.find(({ id }) => id === conversationId);
  expect(all?.status).toBeNull();
  expect((await listConversations(reader, { status: "clear" })).items.map(({ id }) => id)).not.toContain(
    conversationId,
  );
  await decide(reader, sample, "nothing");
  expect((await getConversation(reader, conversationId)).status).toBe("clear");
});
