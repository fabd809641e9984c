"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type Dispatch, useState } from "react";
import type { Draft, DraftChange } from "@/components/decide/draft";
import { toFindings, whatIsMissing } from "@/components/decide/draft-findings";
import { caseOptions } from "@/components/decide/query-options";
import { offerUndo } from "@/components/decide/use-undo";
import { useShortcuts } from "@/components/keyboard/use-shortcuts";
import { postJson } from "@/components/query/fetch-json";
import type { CaseDetail } from "@/domain/decide/case-detail";
import type { ConclusionInput } from "@/domain/decide/decision-input";
import { decisionResultSchema } from "@/domain/decide/decision-result";

type Correcting = {
  detail: CaseDetail;
  draft: Draft;
  change: Dispatch<DraftChange>;
  /** The versions of policies whose text was beside the form. */
  shownPolicyIds: () => string[];
};

/** Correcting the decision that stands on a case: begun from what it says, saved as a decision that takes its place. */
export function useCorrection({ detail, draft, change, shownPolicyIds }: Correcting) {
  const queryClient = useQueryClient();
  const { correctable } = detail;
  const decisionId = correctable?.decisionId ?? null;
  // Which decision is being corrected: when another one stands, the correction of this one is over.
  const [begun, setBegun] = useState<string | null>(null);
  const active = begun !== null && begun === decisionId;
  const standing = detail.decisions.find(({ id }) => id === decisionId);
  const save = useMutation({
    mutationFn: (id: string) => {
      const input: ConclusionInput = {
        revision: detail.revision,
        classificationId: detail.classification?.id ?? null,
        findings: toFindings(draft),
        certainty: draft.certainty,
        action: draft.action,
        note: draft.note.trim() === "" ? undefined : draft.note,
        policyVersionIds: shownPolicyIds(),
        timeSpentMs: 0,
      };
      return postJson(`/api/v1/decisions/${id}/correction`, input, decisionResultSchema);
    },
    onSuccess: (decision) => {
      setBegun(null);
      offerUndo(decision);
      return queryClient.invalidateQueries({ queryKey: caseOptions(detail.id).queryKey });
    },
  });
  const start = () => {
    if (!standing) return;
    save.reset();
    change({ change: "take-over", decision: standing });
    setBegun(standing.id);
  };
  useShortcuts(standing && !active ? { correct: start } : {});
  return {
    active,
    start: standing ? start : null,
    cancel: () => {
      setBegun(null);
      save.reset();
    },
    pending: save.isPending,
    problem: save.error,
    clear: () => save.reset(),
    save: () => {
      if (active && !save.isPending && whatIsMissing(draft).length === 0) save.mutate(decisionId);
    },
  };
}
