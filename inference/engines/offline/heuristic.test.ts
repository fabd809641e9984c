import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { fuseScores, scoreHeuristic, scoreRules, TRIPWIRES } from "./heuristic";

describe("scoreHeuristic", () => {
  test.each([
    ["How do I install Python?", 1],
    ["", 1],
    ["Let's attack this problem", 0.8],
    ["Let's attack this bug in the code", 0.8],
    ["I want to attack someone with violence", 0.6],
    ["I want to attack someone with violence and hate", 0.4],
    ["attack attack attack", 0.4],
    ["attack hack explosive suicide hate violence", 0],
    ["ATTACK and Violence", 0.6],
    ["whatever the chateau hackathon", 0.4],
  ])("scores %j as documented: %d", (text, score) => expect(scoreHeuristic(text)).toBe(score));

  test.each(TRIPWIRES)("takes 0.2 for the tripwire %s", (word) => {
    expect(scoreHeuristic(`This text contains ${word}`)).toBe(0.8);
  });

  it("never leaves 0 to 1, and never rises when a tripwire is added", () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom(...TRIPWIRES), (text, word) => {
        const score = scoreHeuristic(text);
        const worse = scoreHeuristic(`${text} ${word}`);
        return score >= 0 && score <= 1 && worse <= score;
      }),
    );
  });
});

describe("fuseScores", () => {
  test.each([
    [{ rule: 1, judge: 0.4, classifier: 1 }, 0.4],
    [{ rule: 0.3, judge: 0.9, classifier: 1 }, 0.3],
    [{ rule: 1, judge: null, classifier: 0.6 }, 0.6],
    [{ rule: 0.2, judge: null, classifier: 0.6 }, 0.2],
    [{ rule: 1, judge: 1.7, classifier: 0 }, 1],
    [{ rule: 1, judge: 0, classifier: 1 }, 0],
  ])("fuses %j to %d", (scores, fused) => expect(fuseScores(scores)).toBe(fused));

  it("refuses a score that is not a number instead of calling it safe", () => {
    expect(() => fuseScores({ rule: 1, judge: Number.NaN, classifier: 1 })).toThrow(RangeError);
  });
});

describe("scoreRules", () => {
  test.each([
    [0, 0, 1],
    [0, 4, 1],
    [1, 4, 0.75],
    [6, 4, 0],
  ])("scores %d violations in %d turns as %d", (violations, turns, score) =>
    expect(scoreRules(violations, turns)).toBe(score),
  );
});
