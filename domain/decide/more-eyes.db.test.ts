import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { EventType } from "@/domain/audit/event";
import { closeDecidedCases } from "@/domain/decide/close-decided-cases";
import { correctDecision } from "@/domain/decide/correct-decision";
import { getCase } from "@/domain/decide/get-case";
import { getConversation } from "@/domain/decide/get-conversation";
import { recordDecision } from "@/domain/decide/record-decision";
import { CRITICAL, correct, decide, decided, openSlot, SURE, slotOf } from "@/domain/decide/testing/decide";
import { undoDecision } from "@/domain/decide/undo-decision";
import { acceptConversation } from "@/domain/ingest/accept-conversation";
import {
  aRisk,
  clear,
  endUndoWindow,
  engineThatSays,
  eventsAbout,
  openDesk,
  person,
  platform,
  risky,
  setMoreEyes,
} from "@/domain/testing/desk";
import { claimCase, claimNextCase } from "@/domain/triage/claim-next-case";
import { readAndRoute } from "@/domain/triage/read-and-route";
import { db } from "@/lib/db/client";

const ALL = { secondReviewOfRisk: 1, secondReviewOfNone: 1, secondReviewTierZero: true, twoPersonDismissal: true };

beforeAll(openDesk);
beforeEach(() => setMoreEyes(ALL));

/** Whether a platform is told of a decision on this conversation. */
async function told(conversationId: string) {
  const { sourceId } = await db().conversation.findUniqueOrThrow({ where: { id: conversationId } });
  return (await getConversation({ kind: "ingest_key", keyId: "k", sourceId }, conversationId)).decision;
}

/** What the log says of the events of a type about this conversation, oldest first. */
async function factsOf(conversationId: string, type: EventType): Promise<unknown[]> {
  const rows = await db().auditEvent.findMany({ where: { conversationId, type }, orderBy: { seq: "asc" } });
  return rows.map(({ canonical }) => (JSON.parse(canonical) as { facts: unknown }).facts);
}

describe("a second review", () => {
  it("is drawn for every decision in tier 0, waits like any blind case, and says with what chance", async () => {
    const { decision, conversationId, caseId } = await decided("all");
    expect(decision.waits).toBe(false);
    const slot = await openSlot(conversationId);
    expect(slot).toMatchObject({ ofCaseId: caseId, firstDecisionId: decision.id, binding: false, probability: 1 });
    expect(slot.case).toMatchObject({ reason: "second_review", state: "open", tier: 3, revision: 1 });
    expect(await eventsAbout(conversationId)).toContain("decide.review.drawn");
  });

  it("is drawn for a share of the others, with that probability, and for none where the share is nothing", async () => {
    await setMoreEyes({ secondReviewOfRisk: 0.999999, secondReviewOfNone: 0.999999 });
    const { conversationId } = await decided("all", risky(aRisk("moderate", null)));
    expect(await openSlot(conversationId)).toMatchObject({ probability: 0.999999, binding: false });
    await setMoreEyes({});
    expect(await slotOf((await decided("all")).conversationId)).toBeNull();
  });

  it("is nobody's who made the first decision, by the list or by next, and is given to somebody else", async () => {
    const { first, conversationId } = await decided("all");
    const { caseId } = await openSlot(conversationId);
    await db()
      .$executeRaw`UPDATE "case" SET state = 'closed', closed_at = now() WHERE state = 'open' AND id <> ${caseId}::uuid`;
    await expect(claimCase(first, caseId)).rejects.toMatchObject({ code: "FORBIDDEN" });
    expect(await claimNextCase(first)).toBeNull();
    const other = await person("reviewer");
    expect(await claimNextCase(other)).toMatchObject({ caseId });
  });

  it("is blind to the model and to the first decision, on every page, and looks to a reviewer like a sample", async () => {
    const { conversationId, caseId } = await decided("all");
    const slot = await openSlot(conversationId);
    const second = await person("reviewer");
    const shown = await getCase(second, slot.caseId);
    const blind = {
      modelVisible: false,
      hidden: "blind",
      classification: null,
      calls: [],
      decisions: [],
      settles: null,
    };
    expect(shown).toMatchObject({ ...blind, reason: "sample" });
    expect(await getCase(second, caseId)).toMatchObject({ ...blind, correctable: null });
    const page = await getConversation(second, conversationId);
    expect(page).toMatchObject({ classification: null, decision: null });
    expect(JSON.stringify([shown, page])).not.toContain("second_review");
    expect((await getCase(await person("lead"), slot.caseId)).reason).toBe("second_review");
  });

  it("is about the messages that the first reviewer had read, and says that more came", async () => {
    const [actor, first, second] = [await platform("grows"), await person("reviewer"), await person("reviewer")];
    const says = (text: string) => ({ externalId: "t", messages: [{ role: "user" as const, text }] });
    const { id } = await acceptConversation(actor, says("one"));
    await readAndRoute(engineThatSays(CRITICAL), { conversationId: id, revision: 1 });
    const { id: caseId } = await db().case.findFirstOrThrow({ where: { conversationId: id } });
    await decide(first, caseId, "all");
    await acceptConversation(actor, says("two"));
    await readAndRoute(engineThatSays(CRITICAL), { conversationId: id, revision: 2 });
    const slot = await openSlot(id);
    const shown = await getCase(second, slot.caseId);
    expect(shown).toMatchObject({ revision: 1, laterMessages: 1 });
    expect(shown.messages.map(({ text }) => text)).toEqual(["one"]);
    await decide(second, slot.caseId, "all");
    expect(await db().decision.findFirst({ where: { caseId: slot.caseId } })).toMatchObject({ revision: 1 });
  });

  it("that agrees ends the matter", async () => {
    const { conversationId } = await decided("all");
    const slot = await openSlot(conversationId);
    const answer = await decide(await person("reviewer"), slot.caseId, "high");
    expect(await openSlot(conversationId)).toMatchObject({ answerId: answer.id, agreed: true });
    expect(await slotOf(conversationId, "adjudication")).toBeNull();
    expect(await eventsAbout(conversationId)).toContain("decide.review.answered");
  });

  it("goes to one of those who take it at once, and is answered once", async () => {
    const { conversationId } = await decided("all");
    const { caseId } = await openSlot(conversationId);
    const people = [await person("reviewer"), await person("reviewer"), await person("reviewer")];
    const ended = await Promise.allSettled(people.map((who) => decide(who, caseId, "nothing")));
    expect(ended.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await db().reviewSlot.count({ where: { conversationId, kind: "adjudication" } })).toBe(1);
  });

  it("is called off when the first decision is taken back, in whosever hands it is", async () => {
    const { first, decision, conversationId } = await decided("all");
    const slot = await openSlot(conversationId);
    const second = await person("reviewer");
    const { token } = await claimCase(second, slot.caseId);
    await undoDecision(first, decision.id, {});
    expect(await slotOf(conversationId)).toBeNull();
    expect(await db().case.findUnique({ where: { id: slot.caseId } })).toMatchObject({
      state: "closed",
      holderId: null,
    });
    await expect(
      recordDecision(second, slot.caseId, { token, revision: 1, findings: [], ...SURE }),
    ).rejects.toMatchObject({ code: "LEASE_LOST" });
    expect(await eventsAbout(conversationId)).toContain("decide.review.withdrawn");
  });

  it("either is called off or counts when it is answered while the first decision is taken back", async () => {
    for (let round = 0; round < 8; round += 1) {
      const { first, decision, conversationId } = await decided("all");
      const { caseId } = await openSlot(conversationId);
      const answering = decide(await person("reviewer"), caseId, "nothing");
      const [undone] = await Promise.allSettled([undoDecision(first, decision.id, {}), answering]);
      expect(undone.status).toBe("fulfilled");
      const open = { conversationId, answerId: null, withdrawnAt: null };
      expect(await db().reviewSlot.count({ where: open })).toBe(0);
      expect(await db().case.count({ where: { conversationId, reason: "adjudication", state: "open" } })).toBe(0);
    }
  });

  it("that is taken back by its author waits again for an answer, and for the settling of nothing", async () => {
    const { conversationId } = await decided("all");
    const slot = await openSlot(conversationId);
    const second = await person("reviewer");
    const answer = await decide(second, slot.caseId, "nothing");
    expect(await openSlot(conversationId, "adjudication")).toMatchObject({ secondDecisionId: answer.id });
    await undoDecision(second, answer.id, {});
    expect(await openSlot(conversationId)).toMatchObject({ answerId: null, agreed: null, case: { state: "open" } });
    expect(await slotOf(conversationId, "adjudication")).toBeNull();
    await decide(await person("reviewer"), slot.caseId, "all");
    expect(await openSlot(conversationId)).toMatchObject({ agreed: true });
  });
});

describe("an adjudication", () => {
  async function disputed() {
    const made = await decided("all");
    const slot = await openSlot(made.conversationId);
    const second = await person("reviewer", "lead");
    const answer = await decide(second, slot.caseId, "nothing");
    return { ...made, second, answer, settling: await openSlot(made.conversationId, "adjudication") };
  }

  it("shows a lead who made neither both decisions without names, beside the model's answer", async () => {
    const { first, second, settling, decision, answer } = await disputed();
    const lead = await person("lead");
    const shown = await getCase(lead, settling.caseId);
    expect(shown).toMatchObject({
      reason: "adjudication",
      modelVisible: true,
      classification: { outcome: "risk" },
      decisions: [],
      settles: { first: { id: decision.id, reviewer: null }, second: { id: answer.id, reviewer: null } },
    });
    expect(JSON.stringify(shown)).not.toContain(first.name);
    expect(JSON.stringify(shown)).not.toContain(second.name);
  });

  it("is for nobody who made one of the two, nor for a reviewer", async () => {
    const { first, second, settling } = await disputed();
    for (const who of [first, second, await person("reviewer")])
      await expect(claimCase(who, settling.caseId)).rejects.toMatchObject({ code: "FORBIDDEN" });
    await db().$executeRaw`UPDATE "user" SET roles = '{lead}' WHERE id = ${first.userId}`;
    await expect(claimCase({ ...first, roles: ["lead"] }, settling.caseId)).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
  });

  it("settles it: its decision takes the first one's place", async () => {
    const { conversationId, decision, settling, caseId } = await disputed();
    const made = await decide(await person("lead"), settling.caseId, "nothing");
    expect(await db().decision.findUnique({ where: { id: made.id } })).toMatchObject({ supersedesId: decision.id });
    expect(await openSlot(conversationId, "adjudication")).toMatchObject({ answerId: made.id, agreed: false });
    const reviewer = await person("reviewer");
    expect((await getConversation(reviewer, conversationId)).decision).toMatchObject({ id: made.id, stands: true });
    const { decisions } = await getCase(reviewer, caseId);
    expect(decisions.map(({ id, stands, checks }) => [id === made.id, stands, checks])).toEqual([
      [true, true, false],
      [false, false, true],
      [false, false, false],
    ]);
  });

  it("that is taken back waits again, and the first decision stands as before", async () => {
    const { conversationId, decision, settling } = await disputed();
    const lead = await person("lead");
    const made = await decide(lead, settling.caseId, "nothing");
    await expect(undoDecision(lead, decision.id, { reason: "late" })).rejects.toMatchObject({ code: "CONFLICT" });
    expect(await undoDecision(lead, made.id, {})).toEqual({ caseId: settling.caseId, reopened: true });
    expect((await getConversation(lead, conversationId)).decision).toMatchObject({ id: decision.id });
    const again = await decide(lead, settling.caseId, "nothing");
    expect((await getConversation(lead, conversationId)).decision).toMatchObject({ id: again.id });
  });
});

describe("dismissing tier 0", () => {
  it.each(["nothing", "high"] as const)(
    "with %s waits for a second person at once: nothing closes or leaves",
    async (says) => {
      const { decision, conversationId, caseId, first } = await decided(says);
      expect(decision.waits).toBe(true);
      const slot = await openSlot(conversationId);
      expect(slot).toMatchObject({ binding: true, probability: 1, case: { tier: 0, state: "open" } });
      await endUndoWindow(decision.id);
      await closeDecidedCases();
      expect(await getCase(first, caseId)).toMatchObject({ state: "decided", waitsForSecond: true });
      expect(await told(conversationId)).toBeNull();
    },
  );

  it("takes effect when the second person agrees, once they can no longer take it back; both cases close", async () => {
    const { decision, conversationId, caseId } = await decided("nothing");
    await endUndoWindow(decision.id);
    const slot = await openSlot(conversationId);
    const answer = await decide(await person("reviewer"), slot.caseId, "nothing");
    await closeDecidedCases();
    expect(await db().case.findUnique({ where: { id: caseId } })).toMatchObject({ state: "decided" });
    expect(await told(conversationId)).toBeNull();
    await endUndoWindow(answer.id);
    await closeDecidedCases();
    const states = await db().case.findMany({ where: { conversationId }, select: { state: true } });
    expect(states).toEqual([{ state: "closed" }, { state: "closed" }]);
    expect(await told(conversationId)).toMatchObject({ id: decision.id });
  });

  it("is settled by a third in tier 0 when the second person disagrees, and only that is told", async () => {
    const { decision, conversationId, caseId } = await decided("nothing");
    await endUndoWindow(decision.id);
    const answer = await decide(await person("reviewer"), (await openSlot(conversationId)).caseId, "all");
    await endUndoWindow(answer.id);
    const settling = await openSlot(conversationId, "adjudication");
    expect(settling).toMatchObject({ binding: true, case: { tier: 0 } });
    await closeDecidedCases();
    expect(await db().case.findUnique({ where: { id: caseId } })).toMatchObject({ state: "decided" });
    expect(await told(conversationId)).toBeNull();
    const made = await decide(await person("lead"), settling.caseId, "all");
    await endUndoWindow(made.id);
    await closeDecidedCases();
    expect(await told(conversationId)).toMatchObject({ id: made.id, verdict: "risk" });
    expect(await db().case.count({ where: { conversationId, state: "closed" } })).toBe(3);
  });

  it("by a lower severity is settled by a third when the second person leaves the same risk in tier 0", async () => {
    const { decision, conversationId } = await decided("high");
    await endUndoWindow(decision.id);
    const answer = await decide(await person("reviewer"), (await openSlot(conversationId)).caseId, "all");
    await endUndoWindow(answer.id);
    await closeDecidedCases();
    expect(await told(conversationId)).toBeNull();
    expect(await openSlot(conversationId)).toMatchObject({ agreed: false });
    expect(await openSlot(conversationId, "adjudication")).toMatchObject({ binding: true, case: { tier: 0 } });
  });

  it("by a lower severity takes effect when the second person lowers it too", async () => {
    const { conversationId } = await decided("high");
    await decide(await person("reviewer"), (await openSlot(conversationId)).caseId, "high");
    expect(await openSlot(conversationId)).toMatchObject({ agreed: true });
  });

  it("is one person's where that is allowed, and confirming it never waits", async () => {
    expect((await decided("all")).decision.waits).toBe(false);
    await setMoreEyes({ ...ALL, twoPersonDismissal: false });
    expect((await decided("nothing")).decision.waits).toBe(false);
  });
});

describe("a correction", () => {
  beforeEach(() => setMoreEyes({ twoPersonDismissal: true }));

  it("takes the decision's place, keeps it on record, and can be taken back", async () => {
    const { first, decision, conversationId, caseId } = await decided("all");
    const made = await correct(first, decision.id, "high");
    const stand = (await getCase(first, caseId)).decisions.map(({ id, stands, supersedesId }) => [
      id,
      stands,
      supersedesId,
    ]);
    expect(stand).toEqual([
      [made.id, true, decision.id],
      [decision.id, false, null],
    ]);
    await expect(correct(first, decision.id, "nothing")).rejects.toMatchObject({ code: "CONFLICT" });
    expect(await undoDecision(first, made.id, {})).toEqual({ caseId, reopened: false });
    expect((await getConversation(first, conversationId)).decision).toMatchObject({ id: decision.id, stands: true });
    const again = await correct(first, decision.id, "high");
    expect((await getConversation(first, conversationId)).decision).toMatchObject({ id: again.id });
  });

  it("of a case that was closed is over only once it cannot be taken back either", async () => {
    const { first, decision, caseId } = await decided("all");
    await endUndoWindow(decision.id);
    await closeDecidedCases();
    const made = await correct(first, decision.id, "high");
    await closeDecidedCases();
    expect(await getCase(first, caseId)).toMatchObject({ state: "decided", waitsForSecond: true });
    await correct(first, made.id, "all");
    for (const { id } of await db().decision.findMany({ where: { caseId } })) await endUndoWindow(id);
    await closeDecidedCases();
    expect(await getCase(first, caseId)).toMatchObject({ state: "closed" });
  });

  it("is its author's or a lead's", async () => {
    const { decision } = await decided("all");
    await expect(correct(await person("reviewer"), decision.id, "high")).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(correct(await person("lead"), decision.id, "high")).resolves.toMatchObject({ verdict: "risk" });
  });

  it("that dismisses tier 0 waits for a second person, and hands one that is open over to itself", async () => {
    const { first, decision, conversationId, caseId } = await decided("all");
    const made = await correct(first, decision.id, "nothing");
    expect(made.waits).toBe(true);
    expect(await getCase(first, caseId)).toMatchObject({ waitsForSecond: true });
    const slot = await openSlot(conversationId);
    expect(slot).toMatchObject({ firstDecisionId: made.id, binding: true, case: { tier: 0 } });
    const back = await correct(first, made.id, "all");
    expect(back.waits).toBe(false);
    expect(await openSlot(conversationId)).toMatchObject({ id: slot.id, firstDecisionId: back.id, binding: false });
    await undoDecision(first, back.id, {});
    expect(await openSlot(conversationId)).toMatchObject({ id: slot.id, firstDecisionId: made.id, binding: true });
    const moves = await factsOf(conversationId, "decide.review.moved");
    expect(moves).toEqual([
      { slotId: slot.id, fromDecisionId: made.id, toDecisionId: back.id, binding: false },
      { slotId: slot.id, fromDecisionId: back.id, toDecisionId: made.id, binding: true },
    ]);
  });

  it("about more messages has them shown to the second person too, whose reading of fewer is called off", async () => {
    const says = (text: string) => ({ externalId: "later", messages: [{ role: "user" as const, text }] });
    for (const [reading, share, binding] of [
      [CRITICAL, 0, true],
      [risky(aRisk("moderate", null)), 0.999999, false],
    ] as const) {
      await setMoreEyes({ twoPersonDismissal: true, secondReviewOfRisk: share, secondReviewOfNone: share });
      const [actor, first, second] = [
        await platform(`later ${binding}`),
        await person("reviewer"),
        await person("reviewer"),
      ];
      const { id } = await acceptConversation(actor, says("one"));
      await readAndRoute(engineThatSays(reading), { conversationId: id, revision: 1 });
      const { id: caseId } = await db().case.findFirstOrThrow({ where: { conversationId: id } });
      const decision = await decide(first, caseId, "nothing");
      const before = await openSlot(id);
      await claimCase(second, before.caseId);
      await acceptConversation(actor, says("two"));
      await readAndRoute(engineThatSays(clear), { conversationId: id, revision: 2 });
      const made = await correct(first, decision.id, "nothing");
      expect(made.waits).toBe(binding);
      expect(await db().case.findUnique({ where: { id: before.caseId } })).toMatchObject({ state: "closed" });
      const now = await openSlot(id);
      expect(now).toMatchObject({ firstDecisionId: made.id, revision: 2, binding, probability: binding ? 1 : share });
      expect((await getCase(second, now.caseId)).messages.map(({ text }) => text)).toEqual(["one", "two"]);
      await undoDecision(first, made.id, {});
      expect(await openSlot(id)).toMatchObject({ firstDecisionId: decision.id, revision: 1, binding });
    }
  });

  it("that begins to wait for a second review which waited in tier 3 makes it as urgent as any it waits for", async () => {
    await setMoreEyes(ALL);
    const { first, decision, conversationId } = await decided("all");
    const slot = await openSlot(conversationId);
    await correct(first, decision.id, "nothing");
    expect(slot.case.tier).toBe(3);
    expect(await openSlot(conversationId)).toMatchObject({
      id: slot.id,
      binding: true,
      case: { tier: 0, queueTier: 0 },
    });
  });

  it.each([
    ["agreed to", "all"],
    ["disputed", "nothing"],
  ] as const)("that is taken back once it was %s leaves no dismissal of tier 0 to one person", async (_, says) => {
    const { first, decision, conversationId, caseId } = await decided("nothing");
    const made = await correct(first, decision.id, "all");
    const second = await person("reviewer");
    const answer = await decide(second, (await openSlot(conversationId)).caseId, says);
    for (const { id } of [decision, made, answer]) await endUndoWindow(id);
    await closeDecidedCases();
    await undoDecision(await person("lead"), made.id, { reason: "not so" });
    await closeDecidedCases();
    expect(await told(conversationId)).toBeNull();
    expect(await slotOf(conversationId, "adjudication")).toBeNull();
    const open = await db().reviewSlot.findMany({
      where: { conversationId, answerId: null, withdrawnAt: null },
      include: { case: true },
    });
    expect(open).toMatchObject([{ firstDecisionId: decision.id, binding: true, case: { tier: 0, state: "open" } }]);
    const last = await decide(await person("reviewer"), open[0]?.caseId ?? "", "nothing");
    await endUndoWindow(last.id);
    expect(await closeDecidedCases()).toBeGreaterThan(0);
    expect(await db().case.findUnique({ where: { id: caseId } })).toMatchObject({ state: "closed" });
    expect(await told(conversationId)).toMatchObject({ id: decision.id });
  });

  it("that is taken back takes the look it needed with it, and the answer before it can be taken back too", async () => {
    await setMoreEyes(ALL);
    const { first, decision, conversationId } = await decided("all");
    const { id: slotId, caseId: lookId } = await openSlot(conversationId);
    const second = await person("reviewer");
    const answer = await decide(second, lookId, "all");
    const made = await correct(first, decision.id, "nothing");
    expect(await db().reviewSlot.count({ where: { firstDecisionId: made.id, binding: true } })).toBe(1);
    await undoDecision(first, made.id, {});
    const open = { conversationId, answerId: null, withdrawnAt: null };
    expect(await db().reviewSlot.count({ where: open })).toBe(0);
    expect(await undoDecision(second, answer.id, {})).toEqual({ caseId: lookId, reopened: true });
    expect(await db().reviewSlot.findMany({ where: open })).toMatchObject([
      { id: slotId, firstDecisionId: decision.id },
    ]);
  });

  it("makes an answer to what it corrected one that nobody is asked for again", async () => {
    await setMoreEyes(ALL);
    const { first, decision, conversationId } = await decided("all");
    const { id: slotId, caseId: lookId } = await openSlot(conversationId);
    const second = await person("reviewer");
    const answer = await decide(second, lookId, "all");
    await correct(first, decision.id, "high");
    expect(await undoDecision(second, answer.id, {})).toEqual({ caseId: lookId, reopened: false });
    expect(await factsOf(conversationId, "decide.review.withdrawn")).toEqual([{ slotId, kind: "second_review" }]);
  });

  it("is refused on messages that are not all there is, on what is disputed, and on a blind answer", async () => {
    await setMoreEyes(ALL);
    const { first, decision, conversationId } = await decided("nothing");
    const second = await person("reviewer");
    const answer = await decide(second, (await openSlot(conversationId)).caseId, "all");
    expect(await getCase(first, decision.caseId)).toMatchObject({ correctable: null });
    await expect(correct(first, decision.id, "all")).rejects.toMatchObject({ code: "CONFLICT" });
    const blind = { revision: 1, findings: [], ...SURE };
    await expect(correctDecision(second, answer.id, blind)).rejects.toMatchObject({ code: "FORBIDDEN" });
    const plain = await decided("all", risky(aRisk("mild", null)));
    await expect(correctDecision(plain.first, plain.decision.id, { ...blind, revision: 2 })).rejects.toMatchObject({
      code: "CONFLICT",
      extra: { members: { current: { state: "decided", revision: 1 } } },
    });
  });
});
