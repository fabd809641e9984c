/** What a new reading means for the case of its conversation. Pure: the table of this stage. */
import { LOWEST_TIER, type Tier, tierOfRisks, UNSCORED_TIER } from "@/domain/triage/tier";
import type { Reading, Risk } from "@/inference/risk";

export const CASE_REASONS = [
  "flagged",
  "unscored",
  "sample",
  "second_review",
  "adjudication",
  "gold",
  "reopened",
  "manual",
] as const;
export type CaseReason = (typeof CASE_REASONS)[number];

/** The case that waits for or is with a reviewer, if there is one. `held` says that somebody has it open. */
export type LiveCase = { reason: CaseReason; tier: Tier; held: boolean };

/** The newest decision that stands on this conversation, if there is one, and what the model had said then. */
export type LastDecision = {
  revision: number;
  verdict: "risk" | "none";
  tier: Tier;
  risks: readonly Pick<Risk, "subject" | "type">[];
};

export type NewReading = { reading: Reading; revision: number; provisional: boolean };

export type CaseStep =
  | { step: "open"; reason: "flagged" | "unscored" | "reopened"; tier: Tier }
  /** The case becomes more urgent and shows the new reading. */
  | { step: "raise"; reason: CaseReason; tier: Tier }
  /** The case keeps its tier and the reading that made it; it only covers the newer messages. */
  | { step: "follow"; showReading: boolean; reason: CaseReason }
  /** An unscored case whose conversation has now been read, and holds no risk, before anybody took it. */
  | { step: "close" }
  | { step: "nothing" };

function hasNewRisk(risks: readonly Risk[], before: LastDecision["risks"]): boolean {
  return risks.some((risk) => !before.some((known) => known.subject === risk.subject && known.type === risk.type));
}

function stepForLiveCase(live: LiveCase, { reading, provisional }: NewReading): CaseStep {
  if (reading.outcome === "risk") {
    const tier = tierOfRisks(reading.risks);
    const reason = live.reason === "unscored" ? "flagged" : live.reason;
    return tier < live.tier
      ? { step: "raise", reason, tier }
      : { step: "follow", showReading: live.reason === "unscored", reason };
  }
  if (reading.outcome === "unscored") {
    return UNSCORED_TIER < live.tier
      ? { step: "raise", reason: live.reason, tier: UNSCORED_TIER }
      : { step: "follow", showReading: false, reason: live.reason };
  }
  // Rules of thumb may not clear what a failed model left open, and nothing is taken from under a reviewer's eyes.
  if (live.reason === "unscored" && !live.held && !provisional) return { step: "close" };
  return { step: "follow", showReading: false, reason: live.reason };
}

function stepAfterDecision(last: LastDecision, { reading, revision }: NewReading): CaseStep {
  // A person has seen these very messages: no reading of them, by whatever engine, overrules that.
  if (revision <= last.revision || reading.outcome === "none") return { step: "nothing" };
  if (reading.outcome === "unscored") return { step: "open", reason: "unscored", tier: UNSCORED_TIER };
  const tier = tierOfRisks(reading.risks);
  const higher = last.verdict === "none" || tier < last.tier || hasNewRisk(reading.risks, last.risks);
  return higher ? { step: "open", reason: "reopened", tier } : { step: "nothing" };
}

/**
 * The step to take. Nothing here lowers a tier, and no failure ends a case: a risk opens, raises or reopens; an unscored
 * reading opens or raises; only a real model's clear reading closes, and only an unscored case that nobody holds.
 */
export function caseAfterReading(live: LiveCase | null, last: LastDecision | null, next: NewReading): CaseStep {
  if (live) return stepForLiveCase(live, next);
  if (last) return stepAfterDecision(last, next);
  if (next.reading.outcome === "risk")
    return { step: "open", reason: "flagged", tier: tierOfRisks(next.reading.risks) };
  if (next.reading.outcome === "unscored") return { step: "open", reason: "unscored", tier: UNSCORED_TIER };
  return { step: "nothing" };
}

/** Tier of a case that a person opens by hand on a conversation that has none. */
export const MANUAL_TIER = LOWEST_TIER;
