"use client";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import type { ClaimLease } from "@/components/decide/use-claim-lease";
import { useTakeNext } from "@/components/decide/use-open-case";
import { postQuietly, problemText } from "@/components/query/fetch-json";
import { toast } from "@/components/ui/toast";
import type { CaseDetail } from "@/domain/decide/case-detail";

export type Ending = "release" | "skip" | "escalate";

/** Short, because a toast lies over the Save button of the next case. */
const SHORT_MS = 2500;

const DONE: Record<Ending, string> = {
  release: "Released: the case waits in the queue again",
  skip: "Skipped: the case waits for somebody else",
  escalate: "Escalated: a lead will look at it",
};

/** Ends a claim without a decision: hands the case back, passes it over or up. Goes on to where the reviewer works next. */
export function useEndClaim(detail: CaseDetail, lease: ClaimLease) {
  const router = useRouter();
  const next = useTakeNext();
  const token = detail.claim?.token ?? null;
  const end = useMutation({
    mutationFn: (ending: Ending) => postQuietly(`/api/v1/cases/${detail.id}/${ending}`, { token }),
    onSuccess: (_, ending) => {
      lease.end();
      toast({ id: "claim-ended", title: DONE[ending], durationMs: SHORT_MS });
      if (ending === "release") router.push("/triage");
      else next.mutate();
    },
    onError: (error) => toast({ tone: "danger", title: "That did not work", description: problemText(error) }),
  });
  return {
    pending: end.isPending || next.isPending,
    run: (ending: Ending) => {
      if (!end.isPending && lease.held) end.mutate(ending);
    },
    runAndWait: (ending: Ending) => end.mutateAsync(ending),
  };
}
