import { describe, expect, it } from "vitest";
import { completeFindings, type ModelRisk } from "@/domain/decide/complete-findings";
import type { FindingInput } from "@/domain/decide/decision-input";

const suicide: ModelRisk = { id: "r1", subject: "self", type: "suicide", severity: "high", imminence: "urgent" };
const abuse: ModelRisk = { id: "r2", subject: "other", type: "abuse", severity: "mild", imminence: null };
const { id: _, ...suicideStated } = suicide;
const MESSAGES = new Set(["m1", "m2"]);

const agree = (riskId: string): FindingInput => ({ assessment: "agree", riskId, messageIds: [] });
const absent = (riskId: string): FindingInput => ({ assessment: "not_present", riskId });
const corrected = (riskId: string, change: Partial<typeof suicideStated>): FindingInput => ({
  assessment: "corrected",
  riskId,
  messageIds: [],
  ...suicideStated,
  ...change,
});
const missed = (change: Partial<typeof suicideStated> = {}, messageIds = ["m1"]): FindingInput => ({
  assessment: "missed",
  messageIds,
  ...suicideStated,
  ...change,
});

describe("complete findings", () => {
  it.each<[string, FindingInput[], ModelRisk[], "risk" | "none"]>([
    ["agreeing with all", [agree("r1"), agree("r2")], [suicide, abuse], "risk"],
    ["agreeing with one of two", [agree("r1"), absent("r2")], [suicide, abuse], "risk"],
    ["nothing present", [absent("r1"), absent("r2")], [suicide, abuse], "none"],
    ["a corrected severity", [corrected("r1", { severity: "critical" })], [suicide], "risk"],
    ["a corrected subject", [corrected("r1", { subject: "other" })], [suicide], "risk"],
    ["an imminence that was not there", [corrected("r1", { imminence: null })], [suicide], "risk"],
    ["a missed risk on a clear reading", [missed()], [], "risk"],
    ["nothing on a clear reading", [], [], "none"],
    ["a missed one beside a denied one", [absent("r1"), missed({ type: "abuse" })], [suicide], "risk"],
  ])("give the verdict of %s", (_, findings, risks, verdict) => {
    expect(completeFindings(findings, risks, MESSAGES)).toMatchObject({ ok: true, verdict });
  });

  it.each<[string, FindingInput[], ModelRisk[], string]>([
    ["a risk without an assessment", [agree("r1")], [suicide, abuse], "not assessed"],
    ["a risk assessed twice", [agree("r1"), absent("r1")], [suicide], "twice"],
    ["a risk of another reading", [agree("r9")], [], "not one of the shown classification"],
    ["a correction that changes nothing", [corrected("r1", {})], [suicide], "changes nothing"],
    ["a missed risk that is stated already", [agree("r1"), missed()], [suicide], "already"],
    ["a message of another conversation", [missed({}, ["m9"])], [], "not part of this conversation"],
  ])("refuse %s", (_, findings, risks, message) => {
    const completed = completeFindings(findings, risks, MESSAGES);
    expect(completed.ok ? [] : completed.problems.map((problem) => problem.message).join()).toContain(message);
  });

  it("state what is really there", () => {
    const completed = completeFindings(
      [agree("r1"), absent("r2"), missed({ type: "stalking" }, ["m1", "m1"])],
      [suicide, abuse],
      MESSAGES,
    );
    expect(completed.ok && completed.findings).toEqual([
      { assessment: "agree", riskId: "r1", stated: suicideStated, messageIds: [] },
      { assessment: "not_present", riskId: "r2", stated: null, messageIds: [] },
      { assessment: "missed", riskId: null, stated: { ...suicideStated, type: "stalking" }, messageIds: ["m1"] },
    ]);
  });
});
