"use client";
import { useEffect, useEffectEvent } from "react";
import { madeMeanwhile } from "@/components/decide/newer-state";
import { forgetDraftAfter } from "@/components/decide/use-draft";
import { offerUndo } from "@/components/decide/use-undo";
import { hasCode } from "@/components/query/fetch-json";
import { toast } from "@/components/ui/toast";
import type { CaseDetail } from "@/domain/decide/case-detail";

/** Whether the claim ended by the reviewer's own decision: it was saved, and only its answer did not come. */
export function hasArrived(refusal: Error | null): boolean {
  return hasCode(refusal, "LEASE_LOST") && refusal.problem.current?.end === "decided";
}

type Arrived = {
  detail: CaseDetail;
  arrived: boolean;
  readAgain: () => Promise<CaseDetail | null>;
};

/**
 * For a decision that was saved without an answer: shows what is on record, and offers to take it back.
 * @returns the way to look again, where that failed
 */
export function useArrivedDecision({ detail, arrived, readAgain }: Arrived): () => void {
  async function look() {
    const fresh = await readAgain();
    const made = fresh && madeMeanwhile(detail, fresh);
    if (!made) return;
    const { id, caseId, verdict, decidedAt, undoableUntil, waits } = made;
    const decision = { id, caseId, verdict, decidedAt, undoableUntil, waits, firstReading: false, repeated: true };
    forgetDraftAfter(decision);
    offerUndo(decision);
    const description = "The answer had been lost on the way. What is on record is what was sent first.";
    toast({ id: "arrived", tone: "ok", title: "Your decision was saved", description });
  }
  const lookAtOnce = useEffectEvent(() => void look());
  useEffect(() => {
    if (arrived) lookAtOnce();
  }, [arrived]);
  return () => void look();
}
