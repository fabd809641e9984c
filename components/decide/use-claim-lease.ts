"use client";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { heartbeatOptions } from "@/components/decide/query-options";
import { mayPass } from "@/components/query/fetch-json";
import { useLive } from "@/components/query/live";
import type { CaseDetail } from "@/domain/decide/case-detail";
import type { Lease } from "@/domain/triage/lease";

/** Claims to be handed back in a moment, unless the page turns out to be still there (React mounts twice in development). */
const releases = new Map<string, ReturnType<typeof setTimeout>>();
const RELEASE_AFTER_MS = 200;

/** Hands a claim back without waiting for an answer: works even while the page goes away. */
function release(caseId: string, token: string): void {
  const body = new Blob([JSON.stringify({ token })], { type: "application/json" });
  navigator.sendBeacon(`/api/v1/cases/${caseId}/release`, body);
}

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
    const claim = `${detail.id} ${token}`;
    clearTimeout(releases.get(claim));
    releases.delete(claim);
    const leave = () => {
      if (endedNow.current !== token) release(detail.id, token);
    };
    window.addEventListener("pagehide", leave);
    return () => {
      window.removeEventListener("pagehide", leave);
      releases.set(claim, setTimeout(leave, RELEASE_AFTER_MS));
    };
  }, [detail.id, token]);

  return {
    held: token !== null && !ended && !lost,
    expiresAt: heartbeat.data?.expiresAt ?? detail.claim?.expiresAt ?? null,
    /** The revision the server has now; higher than what is shown once new messages have come. */
    revision: Math.max(detail.revision, heartbeat.data?.revision ?? 0),
    /** Whether another reading stands on the case than the one that is shown. */
    otherReading: hasOtherReading(detail, heartbeat.data),
    lost: lost ? failure : null,
    /** A heartbeat that got no answer: the claim still runs, for as long as its lease says. */
    trouble: lost ? null : failure,
    /** Says that the claim is over by what the reviewer did, so that leaving hands nothing back. */
    end: () => {
      endedNow.current = token;
      setEndedToken(token);
    },
  };
}
export type ClaimLease = ReturnType<typeof useClaimLease>;
