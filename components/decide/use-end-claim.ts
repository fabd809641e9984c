"use client";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import type { ClaimLease } from "@/components/decide/use-claim-lease";
import { useTakeNext } from "@/components/decide/use-open-case";
import { postQuietly, problemText } from "@/components/query/fetch-json";
import { toast } from "@/components/ui/toast";
import type { CaseDetail } from "@/domain/decide/case-detail";
import type { SkipReason } from "@/domain/triage/skip-reasons";

export type Ending = "release" | "skip" | "snooze" | "escalate";
/** Said with it: why it is skipped, for how long it is set aside. */
export type EndingDetails = { reason?: SkipReason; minutes?: number };

/** Short, because a toast lies over the Save button of the next case. */
const SHORT_MS = 2500;

const DONE: Record<Ending, string> = {
  release: "Released: the case waits in the queue again",
  skip: "Skipped: the case waits for somebody else",
  snooze: "Set aside: nobody is given it until then",
  escalate: "Escalated: a lead will look at it",
};

/** Ends a claim without a decision: hands the case back, passes it over or up. Goes on to where the reviewer works next. */
export function useEndClaim(detail: CaseDetail, lease: ClaimLease) {
  const router = useRouter();
  const next = useTakeNext();
  const token = detail.claim?.token ?? null;
  const end = useMutation({
    mutationFn: ({ ending, details }: { ending: Ending; details: EndingDetails }) =>
      postQuietly(`/api/v1/cases/${detail.id}/${ending}`, { token, ...details }),
    onMutate: lease.ending,
    onSuccess: (_, { ending }) => {
      lease.end();
      toast({ id: "claim-ended", title: DONE[ending], durationMs: SHORT_MS });
    },
    onError: (error) => {
      lease.stay();
      toast({ tone: "danger", title: "That did not work", description: problemText(error) });
    },
  });
  // Given with the press, so that nothing is opened before somebody who has gone elsewhere meanwhile.
  const onSuccess = (_: unknown, { ending }: { ending: Ending }) => {
    if (ending === "release") router.push("/triage");
    else next.mutate({});
  };
  return {
    pending: end.isPending || next.isPending,
    run: (ending: Ending, details: EndingDetails = {}) => {
      if (!end.isPending && lease.held) end.mutate({ ending, details }, { onSuccess });
    },
    runAndWait: (ending: Ending) => end.mutateAsync({ ending, details: {} }, { onSuccess }),
  };
}
