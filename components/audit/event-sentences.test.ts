import { expect, test } from "vitest";
import { describeEvent, stageOf } from "@/components/audit/event-sentences";
import { EVENT_TYPES } from "@/domain/audit/event";

const classified = { classificationId: "c", revision: 1, engine: "vllm", model: "edge", strategy: "single" };
const recorded = {
  decisionId: "d",
  revision: 1,
  classificationId: null,
  action: "no_action",
  findings: 0,
  supersedesId: null,
};

test.each([
  ["access.session.started", { userId: "u" }, "signed in"],
  ["access.session.ended", { userId: "u", reason: "idle" }, "was signed out after 30 minutes without activity"],
  ["access.sign_in.refused", { reason: "disabled" }, "refused a sign-in because the account is disabled"],
  ["access.sign_in.refused", { reason: "something_new" }, "refused a sign-in (something new)"],
  ["access.user.created", { userId: "u", roles: ["lead", "reviewer"] }, "added a person as lead, reviewer"],
  [
    "access.user.changed",
    { userId: "u", changed: ["newPassword"], roles: ["admin"], disabled: false },
    "changed a person’s password",
  ],
  ["ingest.upload.changed", { uploadId: "u" }, "changed how an upload is read"],
  ["ingest.conversation.accepted", { sourceId: "s", revision: 1, messages: 1 }, "sent in a conversation of 1 message"],
  [
    "inference.strategy.chosen",
    { strategy: "single", judges: 1, voteRule: "majority" },
    "chose that one call reads a conversation",
  ],
  [
    "inference.strategy.chosen",
    { strategy: "panel", judges: 3, voteRule: "two_thirds" },
    "chose the strategy panel with 3 judges (two thirds)",
  ],
  ["inference.rules.saved", { version: 4 }, "saved version 4 of the offline rules"],
  [
    "inference.conversation.classified",
    { ...classified, outcome: "risk", unscoredReason: null, risks: 1 },
    "read a conversation with edge and found one risk",
  ],
  [
    "inference.conversation.classified",
    { ...classified, outcome: "none", unscoredReason: null, risks: 0 },
    "read a conversation with edge and found no risk",
  ],
  [
    "inference.conversation.classified",
    { ...classified, outcome: "unscored", unscoredReason: "model_timeout", risks: 0 },
    "could not read a conversation with edge. The model did not answer in time.",
  ],
  ["triage.case.raised", { fromTier: 2, toTier: 0, revision: 3 }, "raised a case from T2 to T0"],
  ["triage.case.opened", { reason: "flagged", tier: 1, revision: 1 }, "opened a case in T1 (flagged)"],
  ["triage.case.viewed", { revision: 1, modelVisible: false }, "looked at a case, the model’s answer hidden"],
  [
    "decide.decision.recorded",
    { ...recorded, verdict: "risk", modelVisible: true },
    "decided that a risk is present, with the model’s answer in view. No action",
  ],
  [
    "decide.decision.recorded",
    { ...recorded, verdict: "none", modelVisible: false, supersedesId: "e" },
    "decided again that no risk is present, without seeing the model’s answer. No action",
  ],
  ["decide.decision.undone", { decisionId: "d", byAuthor: false }, "took back another person’s decision"],
])("%s with %j reads as a sentence", (type, facts, sentence) => {
  expect(describeEvent(type, facts)).toBe(sentence);
});

test("an unread conversation is never said to hold no risk", () => {
  const facts = { ...classified, outcome: "unscored", unscoredReason: null, risks: 0 };
  expect(describeEvent("inference.conversation.classified", facts)).not.toMatch(/no risk/);
});

test("a kind or facts of another version are named and not guessed at", () => {
  expect(describeEvent("decide.decision.blessed", {})).toBe("recorded decide.decision.blessed");
  expect(describeEvent("triage.case.raised", { from: 1 })).toBe("recorded triage.case.raised");
});

test("the stage of every event is the first part of its name", () => {
  expect([...new Set(EVENT_TYPES.map(stageOf))].sort()).toEqual([
    "access",
    "audit",
    "decide",
    "inference",
    "ingest",
    "measure",
    "outbox",
    "privacy",
    "settings",
    "triage",
  ]);
});
