import type { CaseReason } from "@/domain/triage/case-after-reading";
import { AppError } from "@/lib/errors/app-error";

export const CASE_STATES = ["open", "claimed", "escalated", "decided", "closed"] as const;
export type CaseState = (typeof CASE_STATES)[number];

/** Whether a case waits for nobody any more. */
export function isOver(state: CaseState): boolean {
  return state === "decided" || state === "closed";
}

export const CASE_MOVES = [
  "claim",
  "release",
  "expire",
  "skip",
  "snooze",
  "escalate",
  "requeue",
  "take_over",
  "decide",
  "correct",
  "undo",
  "close",
] as const;
export type CaseMove = (typeof CASE_MOVES)[number];

/** Every move a case can make; what is not here cannot happen. The SQL of each verb names the same states. */
const MOVES: Readonly<Record<CaseState, Partial<Record<CaseMove, CaseState>>>> = {
  open: { claim: "claimed", close: "closed", requeue: "open" },
  claimed: {
    release: "open",
    expire: "open",
    skip: "open",
    snooze: "open",
    escalate: "escalated",
    requeue: "open",
    take_over: "claimed",
    decide: "decided",
  },
  escalated: { claim: "claimed", requeue: "open" },
  decided: { close: "closed", undo: "open", correct: "decided" },
  closed: { undo: "open", correct: "decided" },
};

/**
 * Where a move leads. A case that was passed to the leads goes back to everybody only when one of them puts it there:
 * else it waits for a lead again. Throws CONFLICT with the state when the case cannot make the move.
 * @param wasEscalated whether the case is the leads' business
 */
export function stateAfter(state: CaseState, move: CaseMove, wasEscalated = false): CaseState {
  const next = MOVES[state][move];
  if (next === undefined) throw new AppError("CONFLICT", `This case is ${state}.`, { members: { current: { state } } });
  return next === "open" && wasEscalated && move !== "requeue" ? "escalated" : next;
}

/** Reasons whose reviewer must not see what the model said before deciding: what they find measures the model. */
export const BLIND_REASONS: readonly CaseReason[] = ["sample", "second_review", "gold"];

/** Cases that look again at what was there at one moment: messages that came later are no part of them. */
export const PINNED_REASONS: readonly CaseReason[] = [...BLIND_REASONS, "adjudication"];

/** Cases whose answer is compared with another decision, and never stands for the conversation itself. */
export const CHECKING_REASONS: readonly CaseReason[] = ["second_review", "gold"];

/** What reviewers see of the model on cases that it flagged: its answer, or first nothing but the conversation. */
export type FlaggedVisibility = "shown" | "own_reading_first";

/** Whether the model's answer may be shown for a case of this reason before a decision is saved. */
export function modelIsVisible(reason: CaseReason, flagged: FlaggedVisibility = "shown"): boolean {
  if (flagged === "own_reading_first" && (reason === "flagged" || reason === "reopened")) return false;
  return !BLIND_REASONS.includes(reason);
}
