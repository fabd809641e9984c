import { expect, it } from "vitest";
import type { DecisionInput } from "@/domain/decide/decision-input";
import { saysTheSame } from "@/domain/decide/same-decision";

const risk = { subject: "self", type: "suicide", severity: "high", imminence: null } as const;
const corrected = { assessment: "corrected", riskId: "r2", ...risk, messageIds: ["m2", "m1"] } as const;
const made = {
  revision: 2,
  certainty: "sure",
  action: "no_action",
  note: "a note",
  modelVisible: true,
  findings: [
    { assessment: "agree", riskId: "r1", ...risk, messageIds: [] },
    { ...corrected, messageIds: ["m1", "m2"] },
    {
      assessment: "not_present",
      riskId: "r3",
      subject: null,
      type: null,
      severity: null,
      imminence: null,
      messageIds: [],
    },
    { assessment: "missed", riskId: null, ...risk, type: "abuse", messageIds: ["m1"] },
  ],
} satisfies Parameters<typeof saysTheSame>[1];
const agree = { assessment: "agree" as const, riskId: "r1", messageIds: [] as string[] };
const correction = { ...corrected, messageIds: ["m2", "m1", "m2"] };
const absent = { assessment: "not_present", riskId: "r3" } as const;
const missed = { ...risk, assessment: "missed" as const, type: "abuse" as const, messageIds: ["m1"] };
const sent = {
  token: "t",
  revision: 2,
  classificationId: "c",
  certainty: "sure",
  action: "no_action",
  note: "a note",
  timeSpentMs: 1,
  findings: [agree, correction, absent, missed],
} satisfies DecisionInput;

it.each<[string, Partial<DecisionInput>, boolean]>([
  ["the same", {}, true],
  ["the same after a longer time", { timeSpentMs: 9_000, policyVersionIds: ["p"] }, true],
  ["without naming the reading", { classificationId: undefined }, true],
  ["another reading", { classificationId: "d" }, false],
  ["other messages", { revision: 3 }, false],
  ["less sure", { certainty: "unsure" }, false],
  ["another action", { action: "person_contacted" }, false],
  ["another note", { note: "another" }, false],
  ["no note", { note: undefined }, false],
  ["a finding less", { findings: [agree, correction, absent] }, false],
  ["another severity", { findings: [agree, { ...correction, severity: "mild" }, absent, missed] }, false],
  ["other evidence", { findings: [{ ...agree, messageIds: ["m1"] }, correction, absent, missed] }, false],
  ["agreed instead of denied", { findings: [agree, correction, { ...agree, riskId: "r3" }, missed] }, false],
])("%s: %j is %s", (_what, change, same) => {
  expect(saysTheSame({ ...sent, ...change }, made, "c")).toBe(same);
});

it("asks for no reading where none was shown, and takes an empty note for none", () => {
  expect(saysTheSame({ ...sent, classificationId: null }, { ...made, modelVisible: false }, "c")).toBe(true);
  expect(saysTheSame({ ...sent, note: "" }, { ...made, note: null }, "c")).toBe(true);
});
