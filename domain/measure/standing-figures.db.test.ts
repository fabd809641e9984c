import { beforeAll, expect, it } from "vitest";
import { CRITICAL, correct, decide, decided, openSlot } from "@/domain/decide/testing/decide";
import { undoDecision } from "@/domain/decide/undo-decision";
import { getMeasureReport } from "@/domain/measure/get-measure-report";
import { openDesk, person, setMoreEyes } from "@/domain/testing/desk";

beforeAll(async () => {
  await openDesk();
  await setMoreEyes({ secondReviewShare: 1, secondReviewTierZero: true, twoPersonDismissal: true });
});

/** How the figures change over a story. */
async function changeOver(story: () => Promise<unknown>) {
  const auditor = await person("auditor");
  const before = await getMeasureReport(auditor, {});
  await story();
  const after = await getMeasureReport(auditor, {});
  const { tp, fp } = after.conversations;
  return {
    decided: after.decided - before.decided,
    tp: tp - before.conversations.tp,
    fp: fp - before.conversations.fp,
  };
}

it("count a conversation once, by its own decision, whatever a second person says", async () => {
  const agreed = changeOver(async () => {
    const { conversationId } = await decided("all");
    await decide(await person("reviewer"), (await openSlot(conversationId)).caseId, "nothing");
  });
  expect(await agreed).toEqual({ decided: 1, tp: 1, fp: 0 });
});

it("count what an adjudication says in the place of what it settles", async () => {
  const settled = changeOver(async () => {
    const { conversationId } = await decided("all");
    await decide(await person("reviewer"), (await openSlot(conversationId)).caseId, "nothing");
    await decide(await person("lead"), (await openSlot(conversationId, "adjudication")).caseId, "nothing");
  });
  expect(await settled).toEqual({ decided: 1, tp: 0, fp: 1 });
});

it("count no dismissal in tier 0 before a second person has agreed", async () => {
  expect(await changeOver(() => decided("nothing", CRITICAL))).toEqual({ decided: 0, tp: 0, fp: 0 });
});

it("count a correction in the place of what it corrects, and that again once the correction is taken back", async () => {
  await setMoreEyes({});
  const corrected = changeOver(async () => {
    const { first, decision } = await decided("all");
    await correct(first, decision.id, "nothing");
  });
  expect(await corrected).toEqual({ decided: 1, tp: 0, fp: 1 });
  const restored = changeOver(async () => {
    const { first, decision } = await decided("all");
    await undoDecision(first, (await correct(first, decision.id, "nothing")).id, {});
  });
  expect(await restored).toEqual({ decided: 1, tp: 1, fp: 0 });
});
