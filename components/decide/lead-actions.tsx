"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { caseOptions } from "@/components/decide/query-options";
import { useTakeOver } from "@/components/decide/use-open-case";
import { postQuietly, problemText } from "@/components/query/fetch-json";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { toast } from "@/components/ui/toast";
import type { CaseDetail } from "@/domain/decide/case-detail";

/** What a lead can do about a case in other hands: take it over, or put it back into everybody's queue. */
export function LeadActions({ detail }: { detail: CaseDetail }) {
  const queryClient = useQueryClient();
  const takeOver = useTakeOver();
  const requeue = useMutation({
    mutationFn: () => postQuietly(`/api/v1/cases/${detail.id}/requeue`, undefined),
    onSuccess: () => {
      toast({ id: "claim-ended", title: "Put back: the case waits for everybody" });
      void queryClient.invalidateQueries(caseOptions(detail.id));
    },
  });
  const holder = detail.claim && !detail.claim.mine ? detail.claim.holder : null;
  const waitsApart = detail.state === "escalated" || detail.snoozedUntil !== null;
  if (holder === null && !waitsApart) return null;
  return (
    <>
      <ConfirmDialog
        trigger={<Button size="sm">Put back</Button>}
        title="Put this case back into the queue?"
        description={
          holder === null
            ? "From then on it is given to everybody, in its place."
            : `The claim of ${holder} ends, and they are told. What they filled in stays on their page.`
        }
        confirmLabel="Put back"
        onConfirm={() => requeue.mutateAsync()}
      />
      {holder !== null && (
        <ConfirmDialog
          trigger={<Button size="sm">Take over</Button>}
          title={`Take this case over from ${holder}?`}
          description="It is yours at once, and they are told by whom. What they filled in stays on their page."
          confirmLabel="Take over"
          onConfirm={async () => {
            await takeOver.mutateAsync(detail.id).catch((error) => {
              throw new Error(problemText(error));
            });
          }}
        />
      )}
    </>
  );
}
