import { describe, expect, test } from "vitest";
import type { Risk } from "@/inference/risk";
import { JUDGE_TEMPERATURE, type Judge, runStrategy } from "@/inference/strategies/run-strategy";
import { SINGLE, type Strategy, strategyOf, VOTE_RULES, type VoteRule } from "@/inference/strategies/strategy";
import type { Vote } from "@/inference/strategies/vote";

const ABUSE: Risk = { subject: "self", type: "abuse", severity: "high", imminence: "acute", features: [] };
const VOTES: Record<string, Vote["reading"]> = {
  risk: { outcome: "risk", reflection: "Named a risk.", risks: [ABUSE] },
  none: { outcome: "none", reflection: "Nothing.", risks: [] },
  fails: { outcome: "unscored", reason: "output_cut_off", detail: "Cut off." },
};

/** What judges answer by their number, and who was asked. */
function panelOf(answers: readonly string[]) {
  const asked: Judge[] = [];
  const ask = async (judge: Judge): Promise<Vote> => {
    asked.push(judge);
    const reading = VOTES[answers[judge.index] ?? ""];
    if (reading === undefined) throw new Error(`no answer for judge ${judge.index}`);
    return { reading, score: null };
  };
  return { ask, asked };
}

async function outcomeOf(strategy: Strategy, answers: readonly string[]) {
  const { reading, asked } = await runStrategy(strategy, panelOf(answers).ask);
  return `${reading.outcome} ${asked}`;
}

/**
 * Written out by hand, and by rule: three judges that name a risk, say none, or fail, in any order. Of three, more than
 * half and two thirds are both two.
 */
const THREE_JUDGES: [string, Record<VoteRule, string>][] = [
  ["risk risk risk", { majority: "risk", two_thirds: "risk", any: "risk" }],
  ["risk risk none", { majority: "risk", two_thirds: "risk", any: "risk" }],
  ["risk risk fails", { majority: "risk", two_thirds: "risk", any: "risk" }],
  ["risk none none", { majority: "none", two_thirds: "none", any: "risk" }],
  ["risk none fails", { majority: "unscored", two_thirds: "unscored", any: "risk" }],
  ["risk fails fails", { majority: "unscored", two_thirds: "unscored", any: "risk" }],
  ["none none none", { majority: "none", two_thirds: "none", any: "none" }],
  ["none none fails", { majority: "none", two_thirds: "none", any: "unscored" }],
  ["none fails fails", { majority: "unscored", two_thirds: "unscored", any: "unscored" }],
  ["fails fails fails", { majority: "unscored", two_thirds: "unscored", any: "unscored" }],
];

/** After these two answers a third judge is not asked by `adaptive`, where two votes are needed. */
const SETTLED_BY_TWO = ["risk risk", "none none", "fails fails"];

const ANSWERS = ["risk", "none", "fails"];
const COMBINATIONS = ANSWERS.flatMap((a) => ANSWERS.flatMap((b) => ANSWERS.map((c) => [a, b, c])));

function byHand(answers: readonly string[], rule: VoteRule): string {
  const sorted = [...answers].sort((a, b) => ANSWERS.indexOf(a) - ANSWERS.indexOf(b)).join(" ");
  const row = THREE_JUDGES.find(([key]) => key === sorted);
  return row?.[1][rule] ?? expect.fail(`no row for ${sorted}`);
}

describe("three judges, in all 27 combinations,", () => {
  describe.each(VOTE_RULES)("under %s", (rule) => {
    test.each(COMBINATIONS)("panel: %s %s %s", async (...answers) => {
      expect(await outcomeOf(strategyOf("panel", 3, rule), answers)).toBe(`${byHand(answers, rule)} 3`);
    });

    test.each(COMBINATIONS)("cascade: %s %s %s", async (...answers) => {
      const bothClear = answers[0] === "none" && answers[1] === "none";
      const expected = bothClear ? "none 2" : `${byHand(answers, rule)} 3`;
      expect(await outcomeOf(strategyOf("cascade", 3, rule), answers)).toBe(expected);
    });

    test.each(COMBINATIONS)("adaptive: %s %s %s", async (...answers) => {
      const settled = rule !== "any" && SETTLED_BY_TWO.includes(answers.slice(0, 2).join(" "));
      expect(await outcomeOf(strategyOf("adaptive", 3, rule), answers)).toBe(
        `${byHand(answers, rule)} ${settled ? 2 : 3}`,
      );
    });
  });
});

describe("runStrategy asks", () => {
  test("one greedy judge for single, and keeps its answer as it is", async () => {
    const { ask, asked } = panelOf(["risk"]);
    const score = { flag: 0.9, severity: null, censored: false };
    const result = await runStrategy(SINGLE, async (judge) => ({ ...(await ask(judge)), score }));
    expect(asked).toEqual([{ index: 0, seed: 1, temperature: 0 }]);
    expect(result).toEqual({
      reading: { ...VOTES.risk, risks: [{ ...ABUSE, agreement: null, messages: [] }] },
      score,
      asked: 1,
      identical: false,
    });
  });

  test("judges that sample, each with a seed of its own", async () => {
    const { ask, asked } = panelOf(Array(5).fill("none"));
    await runStrategy(strategyOf("panel", 5), ask);
    expect(asked).toEqual([1, 2, 3, 4, 5].map((seed) => ({ index: seed - 1, seed, temperature: JUDGE_TEMPERATURE })));
    expect(JUDGE_TEMPERATURE).toBeGreaterThan(0);
  });

  test("from another first seed when told so", async () => {
    const { ask, asked } = panelOf(["none", "risk", "none"]);
    await runStrategy(strategyOf("cascade"), ask, 40);
    expect(asked.map(({ index, seed }) => [index, seed])).toEqual([
      [0, 40],
      [1, 41],
      [2, 42],
    ]);
  });

  /** A wave ends when all its judges are at work: asked one after another, they would wait for ever. */
  test.each<[Strategy, string, number[]]>([
    [strategyOf("panel", 5), "risk", [5]],
    [strategyOf("cascade", 5), "risk", [2, 3]],
    [strategyOf("cascade", 5), "none", [2]],
    [strategyOf("cascade", 2), "risk", [2]],
    [strategyOf("adaptive", 5), "none", [3]],
    [strategyOf("adaptive", 9, "two_thirds"), "none", [4]],
    [strategyOf("adaptive", 9, "two_thirds"), "risk", [4, 2]],
    [strategyOf("adaptive", 4, "any"), "none", [4]],
  ])("%j, all %s, in parallel waves of %j", async (strategy, answer, waves) => {
    const started: (() => void)[] = [];
    const seen: number[] = [];
    const ask = async (): Promise<Vote> => {
      await new Promise<void>((resolve) => {
        started.push(resolve);
        if (started.length !== waves[seen.length]) return;
        seen.push(started.length);
        for (const go of started.splice(0)) go();
      });
      const reading = VOTES[answer];
      if (reading === undefined) throw new Error("no such answer");
      return { reading, score: null };
    };
    await runStrategy(strategy, ask);
    expect(seen).toEqual(waves);
  });
});

describe("runStrategy", () => {
  test("counts a judge that breaks as unscored, and keeps the others", async () => {
    const { ask } = panelOf(["risk", "broken", "risk"]);
    const result = await runStrategy(strategyOf("panel"), ask);
    expect(result).toMatchObject({ asked: 3, reading: { outcome: "risk", risks: [{ type: "abuse", agreement: 1 }] } });
    const alone = await runStrategy(SINGLE, panelOf([]).ask);
    expect(alone.reading).toMatchObject({ outcome: "unscored", reason: "internal_error" });
  });

  test("passes on what a single judge suspected in an answer that cannot count", async () => {
    const reading = { outcome: "unscored" as const, reason: "input_cut" as const, detail: "Cut." };
    const result = await runStrategy(SINGLE, async () => ({ reading, score: null, suspected: [ABUSE] }));
    expect(result.reading).toEqual({ ...reading, suspected: [{ ...ABUSE, agreement: null, messages: [] }] });
  });

  test("averages the scores of its judges", async () => {
    const { ask } = panelOf(["risk", "none", "risk"]);
    const flags = [0.9, 0.3, 0.6];
    const result = await runStrategy(strategyOf("panel"), async (judge) => ({
      ...(await ask(judge)),
      score: { flag: flags[judge.index] ?? 0, severity: null, censored: false },
    }));
    expect(result.score?.flag).toBeCloseTo(0.6);
  });

  test.each<[string, string[], boolean]>([
    ["three equal answers", ["risk", "risk", "risk"], true],
    ["three answers, one of them other", ["risk", "risk", "none"], false],
    ["three failures", ["fails", "fails", "fails"], false],
    ["two equal answers and a failure", ["none", "none", "fails"], false],
  ])("tells when its judges cannot be told apart: %s", async (_title, answers, identical) => {
    expect((await runStrategy(strategyOf("panel"), panelOf(answers).ask)).identical).toBe(identical);
  });
});
