"use client";
import { type QueryClient, useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { loadCaseSchema } from "@/components/decide/case-schema";
import { handBackUnlessShown } from "@/components/decide/hand-back";
import { caseOptions } from "@/components/decide/query-options";
import { postForMaybe, postJson, problemText } from "@/components/query/fetch-json";
import { countWaiting, nothingGivenText } from "@/components/triage/count-waiting";
import { queueSummaryOptions } from "@/components/triage/query-options";
import { toast } from "@/components/ui/toast";
import { closeGate, duePrompt, GateShut, gateOf, openGate } from "@/components/wellbeing/gate";
import { wellbeingOptions } from "@/components/wellbeing/query-options";
import type { CaseDetail } from "@/domain/decide/case-detail";
import type { NextInput } from "@/domain/triage/wellbeing/next-input";

/** Goes to a case that has just been claimed, with what the claim answered, so that nothing is fetched twice. */
function useShowCase() {
  const queryClient = useQueryClient();
  const router = useRouter();
  return (detail: CaseDetail) => {
    if (detail.claim?.token) handBackUnlessShown(detail.id, detail.claim.token);
    queryClient.setQueryData(caseOptions(detail.id).queryKey, detail);
    const href = `/cases/${detail.id}`;
    // Where the reader is by now, who may have gone on while the claim was on its way.
    const { pathname } = window.location;
    if (pathname === href) return;
    // From case to case the page stays and only its case changes: no round trip before the next one is painted.
    if (pathname.startsWith("/cases/")) window.history.pushState(null, "", href);
    else router.push(href);
  };
}

/** Says that the desk gives nothing now, and what waits all the same: for others, or for later. */
async function sayNothingGiven(queryClient: QueryClient): Promise<void> {
  const counts = await queryClient.fetchQuery(queueSummaryOptions()).catch(() => null);
  const description = counts ? nothingGivenText(countWaiting(counts, false)) : "What waits could not be counted.";
  toast({ id: "nothing-waits", title: "Nothing more for you right now", description });
}

/** `goOn`: past a prompt that has just been answered. */
type Asked = Partial<NextInput> & { goOn?: boolean };

/**
 * Claims the most urgent case and goes there; without one, goes to the queue, which says so. Between two cases is the time
 * for a prompt: a break, or a limit that keeps the desk from giving one (components/decide/next-gate.tsx shows it).
 */
export function useTakeNext() {
  const show = useShowCase();
  const queryClient = useQueryClient();
  const router = useRouter();
  return useMutation({
    mutationFn: async ({ goOn = false, ...asked }: Asked) => {
      const prompt = goOn ? null : duePrompt(queryClient.getQueryData(wellbeingOptions().queryKey) ?? null);
      if (prompt) throw new GateShut(prompt);
      // Before the claim: a case that is claimed and then not understood would wait for its lease to end.
      return postForMaybe("/api/v1/cases/next", await loadCaseSchema(), asked);
    },
    onSuccess: (detail) => {
      closeGate();
      void queryClient.invalidateQueries(wellbeingOptions());
      if (detail) return show(detail);
      if (window.location.pathname !== "/triage") router.push("/triage");
      void sayNothingGiven(queryClient);
    },
    onError: (error) => {
      const gate = gateOf(error);
      if (gate) return openGate(gate);
      toast({ tone: "danger", title: "The next case could not be taken", description: problemText(error) });
    },
  });
}

/** Takes a case out of somebody's hands, as a lead, and goes there. */
export function useTakeOver() {
  const show = useShowCase();
  return useMutation({
    mutationFn: async (caseId: string) =>
      postJson(`/api/v1/cases/${caseId}/take-over`, undefined, await loadCaseSchema()),
    onSuccess: show,
  });
}

/** Claims one case that was picked, and goes there. */
export function useTakeCase() {
  const show = useShowCase();
  return useMutation({
    mutationFn: async (caseId: string) => postJson(`/api/v1/cases/${caseId}/claim`, undefined, await loadCaseSchema()),
    onSuccess: show,
  });
}
