import { beforeAll, describe, expect, it } from "vitest";
import type { UserActor } from "@/domain/access/actor";
import type { FindingInput } from "@/domain/decide/decision-input";
import { getCase } from "@/domain/decide/get-case";
import { recordDecision } from "@/domain/decide/record-decision";
import { undoDecision } from "@/domain/decide/undo-decision";
import { acceptConversation } from "@/domain/ingest/accept-conversation";
import { storeThreads } from "@/domain/ingest/store-threads";
import { getMeasureReport } from "@/domain/measure/get-measure-report";
import { aRisk, clear, conversationRead, failed, openDesk, person, platform, risky } from "@/domain/testing/desk";
import { claimCase } from "@/domain/triage/claim-next-case";
import { openManualCase } from "@/domain/triage/open-manual-case";
import type { Reading } from "@/inference/risk";
import { db } from "@/lib/db/client";

beforeAll(openDesk);

type Choose = (shown: Awaited<ReturnType<typeof getCase>>) => FindingInput[];

/** Decides on a new conversation that was read like this, and says which decision it made. */
async function decideOn(reviewer: UserActor, reading: Reading, choose: Choose): Promise<string> {
  const conversationId = await conversationRead(reviewer, reading);
  const { caseId } = await openManualCase(reviewer, conversationId);
  const { token } = await claimCase(reviewer, caseId);
  const findings = choose(await getCase(reviewer, caseId));
  const result = await recordDecision(reviewer, caseId, {
    token,
    revision: 1,
    findings,
    certainty: "sure",
    action: "no_action",
    timeSpentMs: 0,
  });
  return result.id;
}

const agree: Choose = (shown) =>
  (shown.classification?.risks ?? []).map((risk) => ({ assessment: "agree", riskId: risk.id, messageIds: [] }));
const deny: Choose = (shown) =>
  (shown.classification?.risks ?? []).map((risk) => ({ assessment: "not_present", riskId: risk.id }));
const retype: Choose = (shown) =>
  (shown.classification?.risks ?? []).map((risk) => ({
    assessment: "corrected",
    riskId: risk.id,
    subject: "self",
    type: "abuse",
    severity: "high",
    imminence: "urgent",
    messageIds: [],
  }));
const miss: Choose = (shown) => [
  {
    assessment: "missed",
    subject: "self",
    type: "suicide",
    severity: "high",
    imminence: null,
    messageIds: [shown.messages[0]?.id ?? ""],
  },
];
const nothing: Choose = () => [];

describe("the measure report", () => {
  it("knows nothing before anybody has decided", async () => {
    const report = await getMeasureReport(await person("auditor"), {});
    expect(report).toMatchObject({
      decided: 0,
      precision: null,
      recall: null,
      conversations: { tp: 0, fp: 0, fn: 0, tn: 0 },
    });
    expect(report.unknown[0]).toContain("Recall is not known");
  });

  it("counts true and false positives and negatives per conversation and type, and leaves out what was taken back", async () => {
    const [reviewer, auditor] = [await person("reviewer"), await person("auditor")];
    const suicide = risky(aRisk());
    for (const choose of [agree, agree, agree, deny, retype]) await decideOn(reviewer, suicide, choose);
    for (const choose of [miss, miss, nothing]) await decideOn(reviewer, clear, choose);
    await decideOn(reviewer, failed(), miss);
    await conversationRead(reviewer, clear);
    const undone = await decideOn(reviewer, suicide, deny);
    await undoDecision(reviewer, undone, {});
    const report = await getMeasureReport(auditor, {});
    expect(report.conversations).toEqual({ tp: 4, fp: 1, fn: 2, tn: 1 });
    expect(report.unscored).toEqual({ risk: 1, none: 0 });
    expect(report.decided).toBe(9);
    expect(report.precision).toMatchObject({ value: 0.8, n: 5 });
    expect(report.byType.find((row) => row.type === "suicide")).toMatchObject({ tp: 3, fp: 2, fn: 2, tn: 1 });
    expect(report.byType.find((row) => row.type === "abuse")).toMatchObject({ tp: 0, fp: 0, fn: 1, tn: 7 });
    expect(report.corrections).toEqual({
      agree: 3,
      notPresent: 1,
      missed: 3,
      subject: 0,
      type: 1,
      severity: 0,
      imminence: 0,
    });
    expect(report.coverage).toEqual({
      flagged: { conversations: 6, decided: 5 },
      clear: { conversations: 4, decided: 3 },
      unscored: { conversations: 1, decided: 1 },
      waiting: 0,
    });
    expect(report.unknown[0]).toContain("1 unflagged conversations");
    expect(report.modelShown).toBe(9);
  });

  it("can be narrowed by time, model and strategy", async () => {
    const auditor = await person("auditor");
    expect((await getMeasureReport(auditor, { from: "2100-01-01" })).decided).toBe(0);
    expect((await getMeasureReport(auditor, { model: "told-1", strategy: "single" })).decided).toBe(9);
    expect((await getMeasureReport(auditor, { model: "another" })).decided).toBe(0);
  });

  it("says how many conversations wait to be read; private notes alone wait for nothing", async () => {
    const actor = await platform("notes");
    const note = { kind: "new", role: "agent", text: "a note", isPrivateNote: true } as const;
    await db().$transaction((tx) => storeThreads(tx, actor, actor.sourceId, [{ messages: [note] }]));
    const filter = { source: actor.sourceId };
    const auditor = await person("auditor");
    expect((await getMeasureReport(auditor, filter)).coverage.waiting).toBe(0);
    await acceptConversation(actor, { messages: [{ role: "user", text: "words" }] });
    expect((await getMeasureReport(auditor, filter)).coverage.waiting).toBe(1);
  });

  it("is not for reviewers", async () => {
    await expect(getMeasureReport(await person("reviewer"), {})).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});
