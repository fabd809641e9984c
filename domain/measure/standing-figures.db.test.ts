import { beforeAll, expect, it } from "vitest";
import { getConversation } from "@/domain/decide/get-conversation";
import { CRITICAL, correct, decide, decided, openSlot } from "@/domain/decide/testing/decide";
import { undoDecision } from "@/domain/decide/undo-decision";
import { exportEvaluation } from "@/domain/measure/export-evaluation";
import { getMeasureReport } from "@/domain/measure/figures/get-measure-report";
import { clear, endUndoWindow, openDesk, person, setMoreEyes, setSampling } from "@/domain/testing/desk";
import { db } from "@/lib/db/client";

beforeAll(async () => {
  await openDesk();
  await setMoreEyes({
    secondReviewOfRisk: 1,
    secondReviewOfNone: 1,
    secondReviewTierZero: true,
    twoPersonDismissal: true,
  });
});

/** How the figures change over a story. */
async function changeOver(story: () => Promise<unknown>) {
  const auditor = await person("auditor");
  const { conversations: before } = await getMeasureReport(auditor, {});
  await story();
  const { conversations: after } = await getMeasureReport(auditor, {});
  return {
    decided: after.decided - before.decided,
    tp: after.flagged.tp - before.flagged.tp,
    fp: after.flagged.fp - before.flagged.fp,
    fn: after.clear.fn - before.clear.fn,
    tn: after.clear.tn - before.clear.tn,
  };
}
const NONE = { decided: 0, tp: 0, fp: 0, fn: 0, tn: 0 };

it("count a conversation once, by its own decision, whatever a second person says", async () => {
  const agreed = changeOver(async () => {
    const { conversationId } = await decided("all");
    await decide(await person("reviewer"), (await openSlot(conversationId)).caseId, "nothing");
  });
  expect(await agreed).toEqual({ ...NONE, decided: 1, tp: 1 });
});

it("count what an adjudication says in the place of what it settles", async () => {
  const settled = changeOver(async () => {
    const { conversationId } = await decided("all");
    await decide(await person("reviewer"), (await openSlot(conversationId)).caseId, "nothing");
    await decide(await person("lead"), (await openSlot(conversationId, "adjudication")).caseId, "nothing");
  });
  expect(await settled).toEqual({ ...NONE, decided: 1, fp: 1 });
});

it("count no dismissal in tier 0 before a second person has agreed", async () => {
  expect(await changeOver(() => decided("nothing", CRITICAL))).toEqual(NONE);
});

it("count a correction in the place of what it corrects, and that again once the correction is taken back", async () => {
  await setMoreEyes({});
  const corrected = changeOver(async () => {
    const { first, decision } = await decided("all");
    await correct(first, decision.id, "nothing");
  });
  expect(await corrected).toEqual({ ...NONE, decided: 1, fp: 1 });
  const restored = changeOver(async () => {
    const { first, decision } = await decided("all");
    await undoDecision(first, (await correct(first, decision.id, "nothing")).id, {});
  });
  expect(await restored).toEqual({ ...NONE, decided: 1, tp: 1 });
});

it("count what somebody found blind in a sample, not what they made of it once they had seen the model's answer", async () => {
  await setSampling({ split: 1, keyword: 1, rest: 1 });
  const auditor = await person("auditor", "admin");
  async function exported(conversationId: string) {
    for (const { id } of await db().decision.findMany({ where: { conversationId } })) await endUndoWindow(id);
    const labels = [];
    for await (const row of exportEvaluation(auditor, {}, () => undefined)) labels.push(row);
    return labels.filter(({ id }) => id === conversationId);
  }
  const talkedAway = changeOver(async () => {
    const { first, decision, conversationId } = await decided("all", clear);
    await correct(first, decision.id, "nothing");
    expect((await getConversation(first, conversationId)).decision).toMatchObject({ verdict: "none" });
    expect((await exported(conversationId)).map(({ expected }) => expected.outcome)).toEqual(["risk"]);
  });
  expect(await talkedAway).toEqual({ ...NONE, decided: 1, fn: 1 });
  await setMoreEyes({ secondReviewOfRisk: 1, secondReviewOfNone: 1 });
  const settled = changeOver(async () => {
    const { conversationId } = await decided("all", clear);
    await decide(await person("reviewer"), (await openSlot(conversationId)).caseId, "nothing");
    await decide(await person("lead"), (await openSlot(conversationId, "adjudication")).caseId, "nothing");
    const label = { settled: true, reference: false, stratum: "rest", weight: 1 };
    expect(await exported(conversationId)).toMatchObject([{ expected: { outcome: "none", risks: [] }, label }]);
  });
  expect(await settled).toEqual({ ...NONE, decided: 1, tn: 1 });
});
