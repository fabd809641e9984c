import { beforeAll, beforeEach, expect, it } from "vitest";
import type { UserActor } from "@/domain/access/actor";
import { closeDecidedCases } from "@/domain/decide/close-decided-cases";
import { getCase } from "@/domain/decide/get-case";
import { getConversation } from "@/domain/decide/get-conversation";
import { addGold } from "@/domain/decide/gold/add-gold";
import { listGold } from "@/domain/decide/gold/list-gold";
import { mixInGold } from "@/domain/decide/gold/mix-in-gold";
import { retireGold } from "@/domain/decide/gold/retire-gold";
import { correct, decide, decided } from "@/domain/decide/testing/decide";
import { aRisk, conversationRead, endUndoWindow, openDesk, person, risky, setMoreEyes } from "@/domain/testing/desk";
import { claimCase, claimNextCase } from "@/domain/triage/claim-next-case";
import { db } from "@/lib/db/client";

beforeAll(openDesk);
beforeEach(async () => {
  await db().goldCase.updateMany({ data: { retiredAt: new Date() } });
  await setMoreEyes({ goldShare: 0.2 });
});

/** A conversation whose answer is known. */
async function known(says: "all" | "nothing" = "all") {
  const made = await decided(says, risky(aRisk("mild", null)));
  await endUndoWindow(made.decision.id);
  const lead = await person("lead");
  const gold = await addGold(lead, { decisionId: made.decision.id });
  return { ...made, lead, gold };
}

/** Somebody who has decided so many cases just now. */
async function atWork(cases: number): Promise<UserActor> {
  const who = await person("reviewer");
  for (let index = 0; index < cases; index += 1) {
    const conversationId = await conversationRead(who, risky(aRisk("mild", null)));
    const { id } = await db().case.findFirstOrThrow({ where: { conversationId } });
    await decide(who, id, "all");
  }
  return who;
}

const given = (who: UserActor) => db().case.findMany({ where: { reason: "gold", forUserId: who.userId } });

it("is given to somebody at work for every so many decisions, one at a time, and to nobody who knows it", async () => {
  const { first } = await known();
  await known();
  const [few, many] = [await atWork(4), await atWork(10)];
  await Promise.all([mixInGold(), mixInGold()]);
  expect(await given(few)).toHaveLength(0);
  expect(await given(first)).toHaveLength(0);
  const [one] = await given(many);
  expect(await given(many)).toHaveLength(1);
  const answer = await decide(many, one?.id ?? "", "all");
  await mixInGold();
  expect(await given(many)).toHaveLength(1);
  await endUndoWindow(answer.id);
  await mixInGold();
  await mixInGold();
  const both = await given(many);
  expect(both).toHaveLength(2);
  expect(new Set(both.map(({ conversationId }) => conversationId)).size).toBe(2);
  await decide(many, both.find(({ state }) => state === "open")?.id ?? "", "all");
  await mixInGold();
  expect(await given(many)).toHaveLength(2);
});

it("looks like a sample, to its person alone, and is nobody else's", async () => {
  await known();
  const [who, other] = [await atWork(5), await person("lead")];
  await mixInGold();
  const [one] = await given(who);
  const caseId = one?.id ?? "";
  expect(await getCase(who, caseId)).toMatchObject({
    reason: "sample",
    hidden: "blind",
    classification: null,
    decisions: [],
  });
  await expect(getCase(other, caseId)).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(claimCase(other, caseId)).rejects.toMatchObject({ code: "NOT_FOUND" });
  await db()
    .$executeRaw`UPDATE "case" SET state = 'closed', closed_at = now() WHERE state = 'open' AND id <> ${caseId}::uuid`;
  expect(await claimNextCase(other)).toBeNull();
  expect(await claimNextCase(who)).toMatchObject({ caseId });
});

it.each([
  ["all", true],
  ["nothing", false],
] as const)("keeps whether the answer %s is right, and touches nothing of the conversation", async (says, agreed) => {
  const { conversationId, decision, lead, gold } = await known();
  const who = await atWork(5);
  await mixInGold();
  const [one] = await given(who);
  const answer = await decide(who, one?.id ?? "", says);
  await endUndoWindow(answer.id);
  await closeDecidedCases();
  expect(await db().reviewSlot.findUnique({ where: { answerId: answer.id } })).toMatchObject({ kind: "gold", agreed });
  const { items } = await listGold(lead, {});
  expect(items.find(({ id }) => id === gold.id)).toMatchObject({ answered: 1, agreed: agreed ? 1 : 0 });
  const { sourceId } = await db().conversation.findUniqueOrThrow({ where: { id: conversationId } });
  const key = { kind: "ingest_key", keyId: "k", sourceId } as const;
  expect((await getConversation(key, conversationId)).decision).toMatchObject({ id: decision.id });
  expect(await db().reviewSlot.count({ where: { firstDecisionId: answer.id } })).toBe(0);
});

it("is taken only from what stands and is settled, once, by a lead; retired it is given to nobody", async () => {
  const { decision } = await decided("all", risky(aRisk("mild", null)));
  const lead = await person("lead");
  await expect(addGold(lead, { decisionId: decision.id })).rejects.toMatchObject({ code: "CONFLICT" });
  await endUndoWindow(decision.id);
  await expect(addGold(await person("reviewer"), { decisionId: decision.id })).rejects.toMatchObject({
    code: "FORBIDDEN",
  });
  const gold = await addGold(lead, { decisionId: decision.id });
  await expect(addGold(lead, { decisionId: decision.id })).rejects.toMatchObject({ code: "CONFLICT" });
  await retireGold(lead, gold.id);
  await expect(retireGold(lead, gold.id)).rejects.toMatchObject({ code: "CONFLICT" });
  const who = await atWork(10);
  await mixInGold();
  expect(await given(who)).toHaveLength(0);
  expect(await addGold(lead, { decisionId: decision.id })).toMatchObject({ id: gold.id, retiredAt: null });
  expect(await mixInGold()).toBeGreaterThan(0);
});

it("is no key any more once its answer was corrected: it is given to nobody, and nobody's answer is held against it", async () => {
  const { decision, first } = await known();
  const [had, later] = [await atWork(5), await atWork(5)];
  await db().user.update({ where: { id: later.userId }, data: { disabledAt: new Date() } });
  await mixInGold();
  const [one] = await given(had);
  await correct(first, decision.id, "nothing");
  await db().user.update({ where: { id: later.userId }, data: { disabledAt: null } });
  await mixInGold();
  expect(await given(later)).toEqual([]);
  const answer = await decide(had, one?.id ?? "", "nothing");
  expect(await db().reviewSlot.findUnique({ where: { answerId: answer.id } })).toMatchObject({ agreed: null });
});

it("that is retired waits before nobody, and is left to whoever reads it now", async () => {
  const { lead, gold } = await known();
  const [waits, reads] = [await atWork(5), await atWork(5)];
  await mixInGold();
  const [[waiting], [reading]] = [await given(waits), await given(reads)];
  const { token } = await claimCase(reads, reading?.id ?? "");
  await retireGold(lead, gold.id);
  expect(await db().case.findUnique({ where: { id: waiting?.id ?? "" } })).toMatchObject({ state: "closed" });
  expect(await db().reviewSlot.findFirst({ where: { caseId: waiting?.id ?? "" } })).toMatchObject({
    withdrawnAt: expect.any(Date),
  });
  expect(await getCase(reads, reading?.id ?? "")).toMatchObject({ state: "claimed", claim: { token } });
});
