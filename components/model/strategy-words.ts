/** Strategies in words, with what each costs by its own rules. Pure. */
import type { StrategyName, VoteRule } from "@/inference/strategies/strategy";
import { votesNeeded } from "@/inference/strategies/vote";

export type Choice = { strategy: StrategyName; judges: number; voteRule: VoteRule };

export const STRATEGY_LABELS: Readonly<Record<StrategyName, string>> = {
  single: "Single",
  panel: "Panel",
  cascade: "Cascade",
  adaptive: "Adaptive",
};

export const STRATEGY_NOTES: Readonly<Record<StrategyName, string>> = {
  single: "One call, and its answer stands.",
  panel: "Several judges read at once and vote.",
  cascade: "Two judges first; the rest only if one of them does not find it clear.",
  adaptive: "Judges are asked until the others could not change the vote.",
};

export const VOTE_RULE_LABELS: Readonly<Record<VoteRule, string>> = {
  majority: "More than half",
  two_thirds: "At least two thirds",
  any: "Any one of them",
};

/** The fewest and the most calls for one part of a conversation; answers that have to be asked again come on top. */
function callRange({ strategy, judges, voteRule }: Choice): [fewest: number, most: number] {
  if (strategy === "single") return [1, 1];
  if (strategy === "panel") return [judges, judges];
  if (strategy === "cascade") return [Math.min(2, judges), judges];
  return [judges + 1 - votesNeeded(voteRule, judges), judges];
}

/** The calls that a strategy costs, such as "2 to 3 calls". */
export function callsText(choice: Choice): string {
  const [fewest, most] = callRange(choice);
  if (fewest === most) return most === 1 ? "1 call" : `${most} calls`;
  return `${fewest} to ${most} calls`;
}

/** A strategy as a whole: "Panel of 3, more than half". */
export function choiceText({ strategy, judges, voteRule }: Choice): string {
  const name = STRATEGY_LABELS[strategy];
  return strategy === "single" ? name : `${name} of ${judges}, ${VOTE_RULE_LABELS[voteRule].toLowerCase()}`;
}

/** Whether two choices read alike: a single call has no judges and no rule. */
export function isSameChoice(one: Choice, other: Choice): boolean {
  if (one.strategy !== other.strategy) return false;
  return one.strategy === "single" || (one.judges === other.judges && one.voteRule === other.voteRule);
}
