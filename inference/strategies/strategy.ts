/** How many judges read a text, and how their votes count. Pure. */

/** The names of the strategies, as INFERENCE_STRATEGY, the API and the command line know them. */
export const STRATEGY_NAMES = ["single", "panel", "cascade", "adaptive"] as const;
export type StrategyName = (typeof STRATEGY_NAMES)[number];

/** How many of the judges must name a risk: more than half, at least two thirds, or any one. */
export const VOTE_RULES = ["majority", "two_thirds", "any"] as const;
export type VoteRule = (typeof VOTE_RULES)[number];

/** `judges` is odd or even, 2 to 9. */
export type Strategy = { name: "single" } | { name: Exclude<StrategyName, "single">; judges: number; rule: VoteRule };

export const SINGLE: Strategy = { name: "single" };
export const DEFAULT_JUDGES = 3;
export const DEFAULT_RULE: VoteRule = "majority";

/** A strategy by its name, with the usual number of judges and rule unless told otherwise. */
export function strategyOf(name: StrategyName, judges = DEFAULT_JUDGES, rule: VoteRule = DEFAULT_RULE): Strategy {
  return name === "single" ? SINGLE : { name, judges, rule };
}
