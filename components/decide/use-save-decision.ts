"use client";
import { useMutation } from "@tanstack/react-query";
import type { Draft } from "@/components/decide/draft";
import { toFindings, whatIsMissing } from "@/components/decide/draft-findings";
import type { ClaimLease } from "@/components/decide/use-claim-lease";
import { forgetDraftLater } from "@/components/decide/use-draft";
import { useTakeNext } from "@/components/decide/use-open-case";
import { offerUndo } from "@/components/decide/use-undo";
import { postJson } from "@/components/query/fetch-json";
import type { CaseDetail } from "@/domain/decide/case-detail";
import type { DecisionInput } from "@/domain/decide/decision-input";
import { decisionResultSchema } from "@/domain/decide/decision-result";

const MAX_SPENT_MS = 24 * 60 * 60 * 1000;
/** The form is kept a little longer than a decision can be undone. */
const FORGET_AFTER_MS = 20_000;

type Saving = { detail: CaseDetail; draft: Draft; lease: ClaimLease; spentMs: () => number };

/** Saves the decision of a complete form, offers to undo it, and goes on to the next case. */
export function useSaveDecision({ detail, draft, lease, spentMs }: Saving) {
  const next = useTakeNext();
  const save = useMutation({
    mutationFn: () => {
      const input: DecisionInput = {
        token: detail.claim?.token ?? "",
        revision: detail.revision,
        classificationId: detail.classification?.id ?? null,
        findings: toFindings(draft),
        certainty: draft.certainty,
        action: draft.action,
        note: draft.note.trim() === "" ? undefined : draft.note,
        timeSpentMs: Math.min(spentMs(), MAX_SPENT_MS),
      };
      return postJson(`/api/v1/cases/${detail.id}/decision`, input, decisionResultSchema);
    },
    onSuccess: (decision) => {
      lease.end();
      forgetDraftLater(detail.id, FORGET_AFTER_MS);
      offerUndo(decision);
      next.mutate();
    },
  });
  return {
    saved: save.isSuccess,
    pending: save.isPending || (save.isSuccess && next.isPending),
    problem: save.error,
    clear: () => save.reset(),
    save: () => {
      if (save.isIdle || save.isError) {
        if (lease.held && whatIsMissing(draft).length === 0) save.mutate();
      }
    },
    takeNext: () => next.mutate(),
  };
}
