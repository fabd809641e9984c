/**
 * When the votes of a panel decide. Pure.
 *
 * The threshold counts against all judges that were planned, never against those that could be read: a judge that fails
 * has not said "no". So "none" is only decided when even its yes, had it come, would not have been enough.
 */
import type { DecisionScore } from "@/inference/conversation-reading";
import type { Outcome, Reading, Risk } from "@/inference/risk";
import type { VoteRule } from "@/inference/strategies/strategy";

/** What one judge said. */
export type Vote = {
  reading: Reading;
  score: DecisionScore | null;
  /** Risks named in an answer that could not count, such as one to a text that the server had cut. */
  suspected?: readonly Risk[];
};

/** `open`: further votes can still decide it. `undecided`: none can, so a person has to. */
export type Standing = "risk" | "none" | "open" | "undecided";

/** How many of the judges have to name a risk: more than half, at least two thirds, or one. */
export function votesNeeded(rule: VoteRule, judges: number): number {
  if (rule === "any") return 1;
  return rule === "majority" ? Math.floor(judges / 2) + 1 : Math.ceil((2 * judges) / 3);
}

/** How the vote stands after these outcomes, in any order; `judges` is how many were planned, at least as many. */
export function standingOf(rule: VoteRule, judges: number, outcomes: readonly Outcome[]): Standing {
  const { forRisk, forNone, left } = missingVotes(rule, judges, outcomes);
  if (forRisk <= 0) return "risk";
  if (forNone <= 0) return "none";
  return left >= Math.min(forRisk, forNone) ? "open" : "undecided";
}

/** The fewest further votes that could decide: what is missing for the nearer of the two ends that can still be reached. */
export function fewestToDecide(rule: VoteRule, judges: number, outcomes: readonly Outcome[]): number {
  const { forRisk, forNone } = missingVotes(rule, judges, outcomes);
  return Math.max(0, Math.min(forRisk, forNone));
}

function missingVotes(rule: VoteRule, judges: number, outcomes: readonly Outcome[]) {
  const needed = votesNeeded(rule, judges);
  const votes = (outcome: Outcome) => outcomes.filter((each) => each === outcome).length;
  return {
    forRisk: needed - votes("risk"),
    /** So many clear answers that the others together stay below the threshold. */
    forNone: judges - needed + 1 - votes("none"),
    left: judges - outcomes.length,
  };
}
