/** Why a case is there, as far as the person who asks may know. Pure. */
import { type Actor, hasRight } from "@/domain/access/actor";
import type { CaseReason } from "@/domain/triage/case-after-reading";
import { modelIsVisible } from "@/domain/triage/case-state";

/**
 * The reason to show. Cases that are read blind look like one another: who knows that somebody has decided before, or that
 * the answer is known, reads differently. Leads, who look after the desk, see which is which.
 */
export function shownReason(actor: Actor, reason: CaseReason): CaseReason {
  return modelIsVisible(reason) || hasRight(actor, "case.lead") ? reason : "sample";
}

/** Whether a case is kept from this person altogether: one that is meant for somebody else alone. */
export function isForAnother(actor: Actor, forUserId: string | null): boolean {
  return forUserId !== null && actor.kind === "user" && forUserId !== actor.userId;
}
