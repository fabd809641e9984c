/** What a change of many cases means for each of them. Pure: the table of bulk changes. */
import type { BulkChange, BulkPreview, LeftOut } from "@/domain/triage/bulk/bulk-dto";
import type { CaseReason } from "@/domain/triage/case-after-reading";
import type { CaseState } from "@/domain/triage/case-state";
import { LOWEST_TIER } from "@/domain/triage/tier";
import type { Outcome } from "@/inference/risk";

export type BulkCase = {
  id: string;
  reason: CaseReason;
  state: CaseState;
  tier: number;
  queueTier: number;
  dueAt: Date;
  snoozedUntil: Date | null;
  /** Of the reading that it shows; null without one. */
  outcome: Outcome | null;
};

export type BulkStep = { step: "change"; snoozedUntil?: Date } | { step: "leave"; why: LeftOut };

const CHANGE: BulkStep = { step: "change" };
const leave = (why: LeftOut): BulkStep => ({ step: "leave", why });

/**
 * Whether a case may be closed without anybody having read it: a sample, or one that was opened by hand and in which nothing
 * was found since. A reading that finds a risk in the latter raises it and leaves its reason as it is.
 */
function mayCloseUnread({ reason, tier, outcome }: BulkCase): boolean {
  return reason === "sample" || (reason === "manual" && tier === LOWEST_TIER && outcome === "none");
}

const MINUTE_MS = 60_000;

function snooze(each: BulkCase, minutes: number, now: Date): BulkStep {
  if (each.state === "claimed") return leave("with_somebody");
  if (each.state === "escalated") return leave("with_a_lead");
  if (each.tier === 0 || each.queueTier === 0) return leave("emergency");
  if (each.dueAt <= now) return leave("overdue");
  return {
    step: "change",
    snoozedUntil: new Date(Math.min(now.getTime() + minutes * MINUTE_MS, each.dueAt.getTime())),
  };
}

/** The step for one case. Nothing here makes a case less urgent, ends one that was flagged, or gives leads' cases to all. */
export function bulkStep(change: BulkChange, each: BulkCase, now: Date): BulkStep {
  if (each.state === "decided" || each.state === "closed") return leave("over");
  if (change.kind === "snooze") return snooze(each, change.minutes, now);
  if (change.kind === "raise") return change.tier < each.tier ? CHANGE : leave("as_urgent_already");
  if (change.kind === "requeue") {
    if (each.state === "escalated") return leave("with_a_lead");
    const waits = each.state === "open" && (each.snoozedUntil === null || each.snoozedUntil <= now);
    return waits ? leave("waits_already") : CHANGE;
  }
  if (each.state === "claimed") return leave("with_somebody");
  if (change.kind === "escalate") return each.state === "escalated" ? leave("with_a_lead") : CHANGE;
  if (!mayCloseUnread(each)) return leave("needs_review");
  return each.state === "escalated" ? leave("with_a_lead") : CHANGE;
}

/** Counts by tier of what changes, and by cause of what does not. */
export function tally(
  cases: readonly { queueTier: number; step: BulkStep }[],
  others: readonly LeftOut[] = [],
): Pick<BulkPreview, "byTier" | "leftOut"> {
  const tiers = new Map<number, number>();
  const causes = new Map<LeftOut, number>();
  const left = (why: LeftOut) => causes.set(why, (causes.get(why) ?? 0) + 1);
  for (const why of others) left(why);
  for (const { queueTier, step } of cases) {
    if (step.step === "change") tiers.set(queueTier, (tiers.get(queueTier) ?? 0) + 1);
    else left(step.why);
  }
  const byTier = [...tiers].map(([tier, count]) => ({ tier, count })).sort((a, b) => a.tier - b.tier);
  return { byTier, leftOut: [...causes].map(([why, count]) => ({ why, count })) };
}
