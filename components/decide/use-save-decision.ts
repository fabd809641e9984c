"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import type { Draft } from "@/components/decide/draft";
import { toFindings, whatIsMissing } from "@/components/decide/draft-findings";
import { caseOptions } from "@/components/decide/query-options";
import type { ClaimLease } from "@/components/decide/use-claim-lease";
import { forgetDraftAfter } from "@/components/decide/use-draft";
import { useTakeNext } from "@/components/decide/use-open-case";
import { offerUndo } from "@/components/decide/use-undo";
import { hasCode, postJson, problemText } from "@/components/query/fetch-json";
import { toast } from "@/components/ui/toast";
import type { CaseDetail } from "@/domain/decide/case-detail";
import type { DecisionInput } from "@/domain/decide/decision-input";
import { type DecisionResult, decisionResultSchema } from "@/domain/decide/decision-result";

const MAX_SPENT_MS = 24 * 60 * 60 * 1000;

type Saving = {
  detail: CaseDetail;
  draft: Draft;
  lease: ClaimLease;
  spentMs: () => number;
  /** The versions of policies whose text was beside the form. */
  shownPolicyIds: () => string[];
};

/** Saves the decision of a complete form, offers to undo it, and goes on to the next case. */
export function useSaveDecision({ detail, draft, lease, spentMs, shownPolicyIds }: Saving) {
  const next = useTakeNext();
  const queryClient = useQueryClient();
  const router = useRouter();
  const token = detail.claim?.token ?? "";
  const save = useMutation({
    mutationFn: (claimToken: string) => {
      const input: DecisionInput = {
        token: claimToken,
        revision: detail.revision,
        classificationId: detail.classification?.id ?? null,
        findings: toFindings(draft),
        certainty: draft.certainty,
        action: draft.action,
        note: draft.note.trim() === "" ? undefined : draft.note,
        policyVersionIds: shownPolicyIds(),
        timeSpentMs: Math.min(spentMs(), MAX_SPENT_MS),
      };
      return postJson(`/api/v1/cases/${detail.id}/decision`, input, decisionResultSchema);
    },
    onMutate: lease.ending,
    // Also after the page was left: what was saved can be undone from wherever the reviewer is by then.
    onSuccess: (decision) => {
      lease.end();
      forgetDraftAfter(decision);
      offerUndo(decision);
      // Now the model's answer may be seen beside one's own: on the case itself, before going on.
      if (decision.firstReading) void queryClient.invalidateQueries({ queryKey: caseOptions(detail.id).queryKey });
    },
    onError: (error) => {
      if (!lease.stay()) tellOfLoss(error);
    },
  });
  // Not after the page was left: a case that is claimed then comes up before nobody.
  const goOn = ({ firstReading }: DecisionResult) => {
    if (!firstReading) next.mutate({});
  };
  const tellOfLoss = (error: Error) =>
    toast({
      tone: "danger",
      title: hasCode(error, "NETWORK") ? "Was your decision saved? No answer came" : "Your decision was not saved",
      description: `${problemText(error)} What you filled in is kept on the page of the case.`,
      durationMs: 0,
      action: { label: "Open the case", onAction: () => router.push(`/cases/${detail.id}`) },
    });
  // What came of an earlier claim on this case says nothing about this one.
  const mine = save.variables === token;
  const saved = mine && save.isSuccess;
  return {
    saved,
    pending: save.isPending || (saved && next.isPending),
    problem: mine ? save.error : null,
    clear: () => save.reset(),
    save: () => {
      if (save.isPending || saved) return;
      if (lease.held && whatIsMissing(draft).length === 0) save.mutate(token, { onSuccess: goOn });
    },
    takeNext: () => {
      if (!next.isPending) next.mutate({});
    },
  };
}
