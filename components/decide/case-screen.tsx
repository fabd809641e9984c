"use client";
import { useQuery } from "@tanstack/react-query";
import { usePathname } from "next/navigation";
import { CaseSkeleton } from "@/components/decide/case-skeleton";
import { CaseView } from "@/components/decide/case-view";
import { NextGate } from "@/components/decide/next-gate";
import { caseOptions } from "@/components/decide/query-options";
import { UndoOffer } from "@/components/decide/undo-offer";
import { hasCode, problemText } from "@/components/query/fetch-json";
import { ErrorState } from "@/components/ui/error-state";
import { LinkButton } from "@/components/ui/link-button";

/**
 * The case that the address names. Read by the browser alone, never also by the server: opening a case is on record, and
 * one look is one record. The address is read here, because going to the next case changes it without a round trip.
 */
export function CaseScreen({ mayTakeEscalated }: { mayTakeEscalated: boolean }) {
  return (
    <>
      <CurrentCase mayTakeEscalated={mayTakeEscalated} />
      <UndoOffer />
      <NextGate />
    </>
  );
}

function CurrentCase({ mayTakeEscalated }: { mayTakeEscalated: boolean }) {
  const caseId = usePathname().split("/")[2] ?? "";
  const query = useQuery(caseOptions(caseId));

  if (query.data) {
    const { data } = query;
    return (
      <CaseView
        key={data.id}
        detail={data}
        mayTakeEscalated={mayTakeEscalated}
        reading={query.isFetching}
        readAgain={async () => (await query.refetch()).data ?? null}
      />
    );
  }
  if (query.isPending) return <CaseSkeleton />;
  const absent = hasCode(query.error, "NOT_FOUND");
  return (
    <ErrorState
      className="my-auto"
      title={absent ? "There is no case with this address" : "The case could not be read"}
      whatToDo={absent ? "It may have been removed, or the link is not complete." : problemText(query.error)}
      onRetry={absent ? undefined : () => void query.refetch()}
      actions={<LinkButton href="/triage">Back to triage</LinkButton>}
    />
  );
}
