import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { BulkChange } from "@/domain/triage/bulk/bulk-dto";
import { type BulkCase, bulkStep, tally } from "@/domain/triage/bulk/bulk-step";
import { CASE_REASONS } from "@/domain/triage/case-after-reading";
import { CASE_STATES } from "@/domain/triage/case-state";

const now = new Date("2026-11-21T12:00:00Z");
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
const base: BulkCase = {
  id: "a",
  reason: "flagged",
  state: "open",
  tier: 2,
  queueTier: 2,
  dueAt: later(30),
  snoozedUntil: null,
  outcome: "risk",
};
const byHand = { reason: "manual", tier: 3, queueTier: 3, outcome: "none" } as const;

describe("what a bulk change does to a case", () => {
  it.each<[string, BulkChange, Partial<BulkCase>, string]>([
    ["requeues one that somebody holds", { kind: "requeue" }, { state: "claimed" }, "change"],
    ["wakes one that is snoozed", { kind: "requeue" }, { snoozedUntil: later(5) }, "change"],
    ["leaves one that waits", { kind: "requeue" }, {}, "waits_already"],
    ["leaves one whose snooze is over", { kind: "requeue" }, { snoozedUntil: later(-1) }, "waits_already"],
    ["never gives a lead's case to everybody", { kind: "requeue" }, { state: "escalated" }, "with_a_lead"],
    ["escalates one that waits", { kind: "escalate" }, {}, "change"],
    ["takes none from under a reviewer", { kind: "escalate" }, { state: "claimed" }, "with_somebody"],
    ["does not escalate twice", { kind: "escalate" }, { state: "escalated" }, "with_a_lead"],
    ["snoozes one that waits", { kind: "snooze", minutes: 10 }, {}, "change"],
    ["never snoozes an emergency", { kind: "snooze", minutes: 10 }, { tier: 0, queueTier: 0 }, "emergency"],
    ["never snoozes what is overdue", { kind: "snooze", minutes: 10 }, { dueAt: later(-1) }, "overdue"],
    ["raises", { kind: "raise", tier: 1 }, {}, "change"],
    ["raises one that somebody holds", { kind: "raise", tier: 0 }, { state: "claimed" }, "change"],
    ["never lowers", { kind: "raise", tier: 2 }, { tier: 1, queueTier: 1 }, "as_urgent_already"],
    ["closes a sample", { kind: "close" }, { reason: "sample" }, "change"],
    ["closes one that was opened by hand", { kind: "close" }, byHand, "change"],
    ["closes one by hand that is overdue", { kind: "close" }, { ...byHand, queueTier: 2 }, "change"],
    [
      "closes none by hand with an emergency in it",
      { kind: "close" },
      { ...byHand, tier: 0, queueTier: 0, outcome: "risk" },
      "needs_review",
    ],
    ["closes none by hand with a mild risk in it", { kind: "close" }, { ...byHand, outcome: "risk" }, "needs_review"],
    [
      "closes none by hand that could not be read",
      { kind: "close" },
      { ...byHand, outcome: "unscored" },
      "needs_review",
    ],
    ["closes none by hand without a reading", { kind: "close" }, { ...byHand, outcome: null }, "needs_review"],
    ["closes none by hand that was raised", { kind: "close" }, { ...byHand, tier: 1, queueTier: 1 }, "needs_review"],
    ["closes nothing that somebody reads", { kind: "close" }, { reason: "sample", state: "claimed" }, "with_somebody"],
    ["closes nothing that a lead was asked about", { kind: "close" }, { ...byHand, state: "escalated" }, "with_a_lead"],
    ["leaves what is over", { kind: "close" }, { reason: "sample", state: "closed" }, "over"],
  ])("%s", (_name, change, of, expected) => {
    const step = bulkStep(change, { ...base, ...of }, now);
    expect(step.step === "leave" ? step.why : "change").toBe(expected);
  });

  it("never closes what was flagged, unscored, reopened or drawn for a second look", () => {
    for (const reason of CASE_REASONS.filter((each) => each !== "sample" && each !== "manual"))
      for (const state of CASE_STATES)
        expect(bulkStep({ kind: "close" }, { ...base, reason, state }, now).step).toBe("leave");
  });

  it("never snoozes past the due time", () => {
    fc.assert(
      fc.property(fc.integer({ min: 5, max: 1440 }), fc.integer({ min: 1, max: 2000 }), (minutes, due) => {
        const step = bulkStep({ kind: "snooze", minutes }, { ...base, dueAt: later(due) }, now);
        expect(step.step === "change" && step.snoozedUntil).toEqual(later(Math.min(minutes, due)));
      }),
    );
  });

  it("is counted by tier, and by cause", () => {
    const cases = [
      { queueTier: 2, step: { step: "change" } },
      { queueTier: 0, step: { step: "leave", why: "emergency" } },
      { queueTier: 1, step: { step: "change" } },
      { queueTier: 2, step: { step: "change" } },
    ] as const;
    expect(tally(cases, ["gone", "gone"])).toEqual({
      byTier: [
        { tier: 1, count: 1 },
        { tier: 2, count: 2 },
      ],
      leftOut: [
        { why: "gone", count: 2 },
        { why: "emergency", count: 1 },
      ],
    });
  });
});
