import { describe, expect, it } from "vitest";
import { CASE_MOVES, CASE_STATES, type CaseMove, type CaseState, stateAfter } from "@/domain/triage/case-state";

const MOVES: [CaseState, CaseMove, CaseState, CaseState][] = [
  ["open", "claim", "claimed", "claimed"],
  ["open", "close", "closed", "closed"],
  ["claimed", "release", "open", "escalated"],
  ["claimed", "expire", "open", "escalated"],
  ["claimed", "skip", "open", "escalated"],
  ["claimed", "escalate", "escalated", "escalated"],
  ["claimed", "snooze", "open", "escalated"],
  ["claimed", "requeue", "open", "open"],
  ["claimed", "take_over", "claimed", "claimed"],
  ["claimed", "decide", "decided", "decided"],
  ["open", "requeue", "open", "open"],
  ["escalated", "claim", "claimed", "claimed"],
  ["escalated", "requeue", "open", "open"],
  ["decided", "close", "closed", "closed"],
  ["decided", "undo", "open", "escalated"],
  ["closed", "undo", "open", "escalated"],
  ["decided", "correct", "decided", "decided"],
  ["closed", "correct", "decided", "decided"],
];

describe("the moves of a case", () => {
  it.each(MOVES)("lead from %s by %s to %s, and once it was escalated to %s", (state, move, next, escalated) => {
    expect(stateAfter(state, move)).toBe(next);
    expect(stateAfter(state, move, true)).toBe(escalated);
  });

  it("are refused with the state where there is none", () => {
    const known = new Set(MOVES.map(([state, move]) => `${state} ${move}`));
    for (const state of CASE_STATES) {
      for (const move of CASE_MOVES.filter((name) => !known.has(`${state} ${name}`))) {
        expect(() => stateAfter(state, move), `${state} ${move}`).toThrow(`This case is ${state}.`);
      }
    }
  });
});
