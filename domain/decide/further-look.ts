/** Which decisions somebody else looks at too. Pure. */
import type { StatedRisk } from "@/domain/decide/complete-findings";
import type { CaseReason } from "@/domain/triage/case-after-reading";
import { CHECKING_REASONS } from "@/domain/triage/case-state";
import { type Tier, tierOfRisks } from "@/domain/triage/tier";

export type FurtherLook = {
  /** Whether the decision takes effect only once somebody else has answered. */
  binding: boolean;
  /** With what probability it was chosen; 1 where a rule asks for it. */
  probability: number;
};

/** The shares are of decisions that state a risk, and of those that state none, 0 to 1. */
export type LookRules = {
  secondReviewOfRisk: number;
  secondReviewOfNone: number;
  secondReviewTierZero: boolean;
  twoPersonDismissal: boolean;
};

/** A decision, and the case it was made on. `chance` is even over [0, 1), drawn by `chanceOf`. */
export type Looked = { reason: CaseReason; tier: Tier; risks: readonly StatedRisk[]; chance: number };

/** Whether a decision takes a case out of tier 0: it states no risk, or none that would be there. */
function dismissesTierZero(tier: Tier, risks: readonly StatedRisk[]): boolean {
  return tier === 0 && tierOfRisks(risks) !== 0;
}

type OnCase = Pick<Looked, "reason" | "tier" | "risks">;

/** Whether nobody looks again: what a second person, an adjudicator or a reference case said. */
function isLast(reason: CaseReason): boolean {
  return reason === "adjudication" || CHECKING_REASONS.includes(reason);
}

/** Whether a decision takes effect only once a second person has agreed to it. */
export function mustWait({ twoPersonDismissal }: LookRules, { reason, tier, risks }: OnCase): boolean {
  return twoPersonDismissal && !isLast(reason) && dismissesTierZero(tier, risks);
}

/** The further look that a new decision gets, or null. */
export function furtherLook(rules: LookRules, looked: Looked): FurtherLook | null {
  if (isLast(looked.reason)) return null;
  if (mustWait(rules, looked)) return { binding: true, probability: 1 };
  if (rules.secondReviewTierZero && looked.tier === 0) return { binding: false, probability: 1 };
  const share = looked.risks.length > 0 ? rules.secondReviewOfRisk : rules.secondReviewOfNone;
  return looked.chance < share ? { binding: false, probability: share } : null;
}
