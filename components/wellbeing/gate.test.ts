import { describe, expect, it } from "vitest";
import { ApiProblem } from "@/components/query/fetch-json";
import { answerPrompt, duePrompt, GateShut, gateOf } from "@/components/wellbeing/gate";
import type { Wellbeing } from "@/domain/triage/wellbeing/wellbeing-dto";

const HOUR = 60 * 60_000;
const NOON = Date.parse("2026-11-21T12:00:00.000Z");
const rested: Wellbeing = {
  used: 10,
  softLimit: 120,
  hardLimit: 200,
  windowHours: 24,
  onBreakSince: null,
  breakMinutes: 10,
  workingSince: "2026-11-21T11:00:00.000Z",
  breakDueAt: "2026-11-21T12:30:00.000Z",
  coolDownUntil: null,
  contacts: [],
};

describe("between two cases", () => {
  it("nothing is asked of somebody rested, or while nothing is known", () => {
    expect(duePrompt(null, NOON)).toBeNull();
    expect(duePrompt(rested, NOON)).toBeNull();
  });

  it("a break is offered once it is due, and again only after a while", () => {
    const due = NOON + HOUR;
    expect(duePrompt(rested, due)).toBe("break_due");
    answerPrompt("break_due", due);
    expect(duePrompt(rested, due + 60_000)).toBeNull();
    expect(duePrompt(rested, due + 20 * 60_000)).toBe("break_due");
  });

  it("the soft limit is told of, and past the hard one the desk speaks for itself", () => {
    expect(duePrompt({ ...rested, used: 120 }, NOON)).toBe("soft_limit");
    expect(duePrompt({ ...rested, used: 200 }, NOON)).toBeNull();
  });
});

describe("an error of next", () => {
  const problem = (current: Record<string, unknown>) =>
    new ApiProblem({ status: 409, code: "CONFLICT", detail: "", current });

  it.each([
    [new GateShut("break_due"), { kind: "break_due" }],
    [problem({ limit: "break", until: null, mayTakeUrgent: false }), { kind: "break" }],
    [problem({ limit: "exposure", until: null, mayTakeUrgent: true }), { kind: "exposure", mayTakeUrgent: true }],
    [
      problem({ limit: "cool_down", until: "2026-11-21T12:00:00.000Z", mayTakeUrgent: false }),
      { kind: "cool_down", until: "2026-11-21T12:00:00.000Z" },
    ],
    [problem({ state: "open" }), null],
    [new Error("anything else"), null],
  ])("shows what stands in the way, or nothing where it is another error (%#)", (error, gate) => {
    expect(gateOf(error)).toEqual(gate);
  });
});
