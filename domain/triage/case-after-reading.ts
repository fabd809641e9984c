/** What a new reading means for the case of its conversation. Pure: the table of this stage. */
import { LOWEST_TIER, moreUrgent, type Tier, tierOfRisks, UNSCORED_TIER } from "@/domain/triage/tier";
import type { ConversationReading } from "@/inference/conversation-reading";
import type { Outcome, Risk } from "@/inference/risk";

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

type NamedRisk = Pick<Risk, "subject" | "type">;

/** The reading that a case shows, and which revision it is of. */
export type ShownReading = {
  revision: number;
  outcome: Outcome;
  provisional: boolean;
  risks: readonly NamedRisk[];
};

/** The case that waits for or is with a reviewer, if there is one. `held` says that somebody has it open. */
export type LiveCase = { reason: CaseReason; tier: Tier; held: boolean; shown: ShownReading | null };

/** The newest decision that stands on this conversation, if there is one, and what the model had said then. */
export type LastDecision = {
  revision: number;
  verdict: "risk" | "none";
  tier: Tier;
  risks: readonly NamedRisk[];
};

/** `revision` is the one that was read, which need not be the newest. `incomplete`: part of it could not be read. */
export type NewReading = {
  reading: ConversationReading;
  revision: number;
  provisional: boolean;
  incomplete: boolean;
};

export type CaseStep =
  | { step: "open"; reason: "flagged" | "unscored" | "reopened"; tier: Tier }
  /** The case becomes more urgent. */
  | { step: "raise"; showReading: boolean; reason: CaseReason; tier: Tier }
  /** The case keeps its tier and covers the newer messages. */
  | { step: "follow"; showReading: boolean; reason: CaseReason }
  /** An unscored case whose conversation has now been read, and holds no risk, before anybody took it. */
  | { step: "close" }
  | { step: "nothing" };

function hasNewRisk(risks: readonly NamedRisk[], before: readonly NamedRisk[]): boolean {
  return risks.some((risk) => !before.some((known) => known.subject === risk.subject && known.type === risk.type));
}

/**
 * Whether a case gives up the reading it shows for one that found these risks: the shown one failed, or misses a risk of
 * the other, or is a rule of thumb where a model has now read. Else a reviewer keeps what they were looking at.
 */
function isOutdated(live: LiveCase, risks: readonly NamedRisk[], { revision, provisional }: NewReading): boolean {
  const { reason, shown } = live;
  if (reason === "unscored" || shown === null) return true;
  if (revision < shown.revision) return false;
  return hasNewRisk(risks, shown.risks) || (shown.provisional && !provisional);
}

/**
 * The tier a reading asks for. What could not be read may hold anything, so that a failure, of the whole or of a part, is
 * never less urgent than tier 1; what was seen all the same can make it more urgent.
 */
export function tierOfReading({ reading, incomplete }: Pick<NewReading, "reading" | "incomplete">): Tier {
  if (reading.outcome === "none") return LOWEST_TIER;
  const seen = tierOfRisks(reading.outcome === "risk" ? reading.risks : reading.suspected);
  return reading.outcome === "unscored" || incomplete ? moreUrgent(seen, UNSCORED_TIER) : seen;
}

function stepForLiveCase(live: LiveCase, next: NewReading): CaseStep {
  const { reading, provisional } = next;
  const tier = tierOfReading(next);
  if (reading.outcome === "risk") {
    const reason = live.reason === "unscored" ? "flagged" : live.reason;
    return tier < live.tier
      ? { step: "raise", showReading: true, reason, tier }
      : { step: "follow", showReading: isOutdated(live, reading.risks, next), reason };
  }
  if (reading.outcome === "unscored") {
    // A failure makes the case more urgent, but says nothing that could stand in for a risk that was found.
    return tier < live.tier
      ? { step: "raise", showReading: live.shown?.outcome !== "risk", reason: live.reason, tier }
      : { step: "follow", showReading: false, reason: live.reason };
  }
  // Rules of thumb may not clear what a failed model left open, and nothing is taken from under a reviewer's eyes.
  if (live.reason === "unscored" && !live.held && !provisional) return { step: "close" };
  return { step: "follow", showReading: false, reason: live.reason };
}

function stepAfterDecision(last: LastDecision, next: NewReading): CaseStep {
  const { reading, revision } = next;
  // A person has seen these very messages: no reading of them, by whatever engine, overrules that.
  if (revision <= last.revision || reading.outcome === "none") return { step: "nothing" };
  const tier = tierOfReading(next);
  if (reading.outcome === "unscored") return { step: "open", reason: "unscored", tier };
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
  if (next.reading.outcome === "none") return { step: "nothing" };
  const reason = next.reading.outcome === "risk" ? "flagged" : "unscored";
  return { step: "open", reason, tier: tierOfReading(next) };
}

/** Tier of a case that a person opens by hand on a conversation that has none. */
export const MANUAL_TIER = LOWEST_TIER;
