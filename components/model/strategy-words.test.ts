import { expect, test } from "vitest";
import { type Choice, callsText, choiceText, isSameChoice } from "@/components/model/strategy-words";
import type { Reading } from "@/inference/risk";
import { runStrategy } from "@/inference/strategies/run-strategy";
import { strategyOf } from "@/inference/strategies/strategy";

const CHOICES: [Choice, string, string][] = [
  [{ strategy: "single", judges: 5, voteRule: "any" }, "1 call", "Single"],
  [{ strategy: "panel", judges: 3, voteRule: "majority" }, "3 calls", "Panel of 3, more than half"],
  [{ strategy: "cascade", judges: 3, voteRule: "majority" }, "2 to 3 calls", "Cascade of 3, more than half"],
  [{ strategy: "cascade", judges: 2, voteRule: "any" }, "2 calls", "Cascade of 2, any one of them"],
  [{ strategy: "adaptive", judges: 3, voteRule: "majority" }, "2 to 3 calls", "Adaptive of 3, more than half"],
  [{ strategy: "adaptive", judges: 9, voteRule: "two_thirds" }, "4 to 9 calls", "Adaptive of 9, at least two thirds"],
  [{ strategy: "adaptive", judges: 3, voteRule: "any" }, "3 calls", "Adaptive of 3, any one of them"],
];

test.each(CHOICES)("%o costs what it is said to cost", (choice, calls, text) => {
  expect(callsText(choice)).toBe(calls);
  expect(choiceText(choice)).toBe(text);
});

const clear: Reading = { outcome: "none", reflection: "", risks: [] };

test.each(CHOICES)("%o really asks that few on a clear text", async (choice, calls) => {
  const strategy = strategyOf(choice.strategy, choice.judges, choice.voteRule);
  const { asked } = await runStrategy(strategy, async () => ({ reading: clear, score: null }));
  expect(asked).toBe(Number.parseInt(calls, 10));
});

test("a single call is the same whatever judges and rule stand beside it", () => {
  const single: Choice = { strategy: "single", judges: 1, voteRule: "majority" };
  expect(isSameChoice(single, { ...single, judges: 3, voteRule: "any" })).toBe(true);
  const panel: Choice = { strategy: "panel", judges: 3, voteRule: "majority" };
  expect(isSameChoice(panel, { ...panel })).toBe(true);
  expect(isSameChoice(panel, { ...panel, judges: 5 })).toBe(false);
  expect(isSameChoice(panel, { ...panel, voteRule: "any" })).toBe(false);
  expect(isSameChoice(panel, single)).toBe(false);
});
