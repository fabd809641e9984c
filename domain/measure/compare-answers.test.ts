import { describe, expect, test } from "vitest";
import { compareAnswers } from "@/domain/measure/compare-answers";
import type { Answer, Level } from "@/domain/measure/labelled-case";
import { nearestRank, scoreCost } from "@/domain/measure/score-cost";
import { scoreSeverity } from "@/domain/measure/score-severity";
import type { Outcome } from "@/inference/risk";

function answer(id: string, expected: "risk" | "none", got: Outcome, more: Partial<Answer> = {}): Answer {
  const label = { outcome: expected, types: null, level: null, accepted: [], domains: [] };
  const cost = { calls: 1, promptTokens: null, completionTokens: null, latencyMs: 1 };
  return { id, expected: label, got, types: [], level: null, cost, ...more };
}

const answers = (...all: ["risk" | "none", Outcome][]) => all.map(([is, got], place) => answer(`${place}`, is, got));

describe("compareAnswers", () => {
  const first = answers(["risk", "risk"], ["risk", "risk"], ["risk", "none"], ["none", "none"], ["risk", "risk"]);
  const second = answers(["risk", "risk"], ["risk", "none"], ["risk", "none"], ["none", "risk"], ["risk", "unscored"]);

  test("counts who was right over the cases that both read, all of them and by what is there", () => {
    const { accuracy, recall, specificity } = compareAnswers(first, second);
    expect(accuracy).toEqual({ cases: 4, both: 1, onlyFirst: 2, onlySecond: 0, neither: 1, p: 0.5, midP: 0.25 });
    expect(recall).toMatchObject({ cases: 3, both: 1, onlyFirst: 1, onlySecond: 0, neither: 1, p: 1 });
    expect(specificity).toMatchObject({ cases: 1, onlyFirst: 1, onlySecond: 0, p: 1 });
  });

  test("finds nothing between answers that are the same", () => {
    expect(compareAnswers(first, first).accuracy).toMatchObject({ onlyFirst: 0, onlySecond: 0, p: 1, midP: 1 });
  });

  test("refuses answers to other cases", () => {
    expect(() => compareAnswers(first, second.slice(1))).toThrow(RangeError);
    expect(() => compareAnswers(first, second.toReversed())).toThrow(RangeError);
  });
});

describe("scoreSeverity", () => {
  function read(expected: Level | null, accepted: Level[], level: Level | null): Answer {
    const label = { outcome: expected === "none" ? "none" : "risk", types: null, level: expected, accepted } as const;
    return answer("x", "risk", "risk", { expected: { ...label, domains: [] }, level });
  }

  test.each<[string, Answer, object]>([
    ["the very severity", read("high", ["high"], "high"), { cases: 1, right: 1 }],
    ["one that is accepted too", read("high", ["moderate", "high"], "moderate"), { right: 1, tooMild: 0 }],
    ["a milder one", read("high", ["high"], "moderate"), { right: 0, tooMild: 1, tooSevere: 0 }],
    ["a risk that was not seen", read("mild", ["mild"], "none"), { cases: 1, tooMild: 1 }],
    ["a worse one", read("mild", ["mild", "moderate"], "critical"), { tooMild: 0, tooSevere: 1 }],
    ["no risk, which is left to specificity", read("none", ["none"], "critical"), { cases: 0, tooSevere: 0 }],
    ["a label that does not say", read(null, [], "high"), { cases: 0 }],
    ["what was not read", read("high", ["high"], null), { cases: 0, tooMild: 0 }],
  ])("counts %s", (_, given, expected) => {
    expect(scoreSeverity([given])).toMatchObject(expected);
  });

  test("counts in the matrix by what is there, then by what was read", () => {
    const { matrix } = scoreSeverity([read("high", ["high"], "mild"), read("none", ["none"], "mild")]);
    expect(matrix.high).toEqual({ none: 0, mild: 1, moderate: 0, high: 0, critical: 0 });
    expect(matrix.none.mild).toBe(1);
  });
});

describe("scoreCost", () => {
  test.each<[number[], number, number | null]>([
    [[], 0.5, null],
    [[7], 0.95, 7],
    [[4, 1, 3, 2], 0.5, 2],
    [Array.from({ length: 100 }, (_, n) => n + 1), 0.95, 95],
    [[1, 2, 3], 0, 1],
  ])("takes of %j the quantile %f", (values, q, expected) => {
    expect(nearestRank(values, q)).toBe(expected);
  });

  test("adds calls and tokens up, and says nothing of tokens that nobody counted", () => {
    const cost = { calls: 3, promptTokens: 100, completionTokens: 20, latencyMs: 40 };
    const one = answer("a", "risk", "risk", { cost });
    const other = answer("b", "risk", "risk", { cost: { ...cost, calls: 2, completionTokens: null, latencyMs: 60 } });
    expect(scoreCost([one, other])).toEqual({
      calls: 5,
      callsPerCase: 2.5,
      promptTokens: 200,
      completionTokens: 20,
      p50Ms: 40,
      p95Ms: 60,
    });
    const none = { calls: 0, callsPerCase: null, promptTokens: null, completionTokens: null, p50Ms: null, p95Ms: null };
    expect(scoreCost([])).toEqual(none);
  });
});
