"use client";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { handBack, isShown, showClaim } from "@/components/decide/hand-back";
import { heartbeatOptions } from "@/components/decide/query-options";
import { mayPass } from "@/components/query/fetch-json";
import { useLive } from "@/components/query/live";
import type { CaseDetail } from "@/domain/decide/case-detail";
import type { Lease } from "@/domain/triage/lease";

/** An answer that is older than what is shown since then says nothing: the version of a case grows with each reading. */
function hasOtherReading(detail: CaseDetail, answer: Lease | undefined): boolean {
  if (answer === undefined || answer.version <= detail.version) return false;
  return answer.classificationId !== (detail.classification?.id ?? null);
}

/**
 * Looks after a claim: keeps its lease alive while the page is visible, hears of new messages, and hands the case back on
 * leaving unless `end` was called first.
 */
export function useClaimLease(detail: CaseDetail) {
  const token = detail.claim?.token ?? null;
  // By token, not yes or no: the case may be taken again while the page stays.
  const [endedToken, setEndedToken] = useState<string | null>(null);
  const endedNow = useRef<string | null>(null);
  const endingNow = useRef<string | null>(null);
  const ended = token !== null && endedToken === token;
  const heartbeat = useQuery({ ...heartbeatOptions(detail, token ?? ""), enabled: token !== null && !ended });
  // Told at once where the stream runs: that somebody else has it now, or that messages have come.
  useLive("cases", (ids) => {
    if (token !== null && !ended && ids?.includes(detail.id)) void heartbeat.refetch();
  });
  const failure = heartbeat.isError ? heartbeat.error : null;
  const lost = failure !== null && !mayPass(failure);

  useEffect(() => {
    if (token === null) return;
    const leave = () => {
      if (endedNow.current !== token) handBack(detail.id, token);
    };
    window.addEventListener("pagehide", leave);
    // A decision that is still on its way must not be overtaken by the release.
    const gone = showClaim(detail.id, token, () => endingNow.current !== token && leave());
    return () => {
      window.removeEventListener("pagehide", leave);
      gone();
    };
  }, [detail.id, token]);

  return {
    held: token !== null && !ended && !lost,
    expiresAt: heartbeat.data?.expiresAt ?? detail.claim?.expiresAt ?? null,
    /** The revision the server has now; higher than what is shown once new messages have come. */
    revision: Math.max(detail.revision, heartbeat.data?.revision ?? 0),
    /** Whether another reading stands on the case than the one that is shown. */
    otherReading: hasOtherReading(detail, heartbeat.data),
    lost: lost && !ended ? failure : null,
    /** A heartbeat that got no answer: the claim still runs, for as long as its lease says. */
    trouble: lost ? null : failure,
    /** Says that what ends the claim is on its way: until it has arrived, going to another page hands nothing back. */
    ending: () => {
      endingNow.current = token;
    },
    /**
     * Says that it did not arrive: the claim runs on, or is handed back if its page has been left meanwhile.
     * @returns whether the page is still there, so that the reviewer sees in it what went wrong
     */
    stay: () => {
      endingNow.current = null;
      if (token === null || isShown(detail.id, token)) return true;
      handBack(detail.id, token);
      return false;
    },
    /** Says that the claim is over by what the reviewer did, so that leaving hands nothing back. */
    end: () => {
      endedNow.current = token;
      setEndedToken(token);
    },
  };
}
export type ClaimLease = ReturnType<typeof useClaimLease>;
