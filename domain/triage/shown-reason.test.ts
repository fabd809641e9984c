import { describe, expect, it } from "vitest";
import type { Role, UserActor } from "@/domain/access/actor";
import { CASE_REASONS, type CaseReason } from "@/domain/triage/case-after-reading";
import { isForAnother, shownReason } from "@/domain/triage/shown-reason";

function actor(...roles: Role[]): UserActor {
  return { kind: "user", userId: "me", name: "Me", email: "me@example.org", roles, sessionId: "s" };
}

describe("the reason that is shown", () => {
  it("is one and the same word for everything that a reviewer reads blind", () => {
    const shown = CASE_REASONS.map((reason) => [reason, shownReason(actor("reviewer"), reason)]);
    expect(Object.fromEntries(shown)).toEqual({
      flagged: "flagged",
      unscored: "unscored",
      sample: "sample",
      second_review: "sample",
      adjudication: "adjudication",
      gold: "sample",
      reopened: "reopened",
      manual: "manual",
    } satisfies Record<CaseReason, CaseReason>);
  });

  it.each(["lead", "admin"] as const)("is the real one for a %s", (role) => {
    for (const reason of CASE_REASONS) expect(shownReason(actor("reviewer", role), reason)).toBe(reason);
  });
});

describe("a case that is meant for one person", () => {
  it("is kept from everybody else, leads too", () => {
    expect(isForAnother(actor("lead"), "somebody")).toBe(true);
    expect(isForAnother(actor("reviewer"), "me")).toBe(false);
    expect(isForAnother(actor("reviewer"), null)).toBe(false);
  });
});
