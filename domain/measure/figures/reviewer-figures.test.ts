/** Agreement and anchoring from pairs alone. */
import { expect, it } from "vitest";
import type { Pair } from "@/domain/measure/figures/load-pairs";
import { agreementOf } from "@/domain/measure/figures/reviewer-figures";

const risk = { verdict: "risk", type: "abuse", severity: "high", imminence: null } as const;
const none = { verdict: "none", type: null, severity: null, imminence: null } as const;
const pair = (of: Partial<Pair>): Pair => ({
  first: risk,
  second: risk,
  shown: false,
  flagged: true,
  provisional: false,
  probability: 0.1,
  n: 3,
  ...of,
});
const verdictOf = (pairs: readonly Pair[]) => agreementOf(pairs, 1).find(({ on }) => on === "verdict");

it("rests on blind answers alone only where nobody who decided first saw the model's answer", () => {
  const blind = [pair({}), pair({ first: none, second: none })];
  expect(verdictOf(blind)?.same.basis).toBe("blind");
  expect(verdictOf([...blind, pair({ shown: true })])?.same.basis).toBe("mixed");
  expect(verdictOf([])?.same).toMatchObject({ value: null, basis: "none" });
});

it("says that it speaks of the pairs where some kinds of decisions are drawn more often than others", () => {
  const alike = [pair({}), pair({ first: none, second: none })];
  expect(verdictOf(alike)?.alpha.means).not.toContain("count for more");
  const uneven = [pair({}), pair({ first: none, second: none, probability: 0.01 })];
  expect(verdictOf(uneven)?.alpha.means).toContain("count for more");
});
