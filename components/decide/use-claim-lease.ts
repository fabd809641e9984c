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
/** Claims whose case is before the reader. */
const shown = new Set<string>();
/** A claim that no page has shown for so long is handed back: going to its page takes a moment on a slow connection. */
const SHOWN_WITHIN_MS = 15_000;

/** Hands a claim back without waiting for an answer: works even while the page goes away. */
function release(caseId: string, token: string): void {
  const body = new Blob([JSON.stringify({ token })], { type: "application/json" });
  navigator.sendBeacon(`/api/v1/cases/${caseId}/release`, body);
}

function releaseLater(claim: string, afterMs: number, leave: () => void): void {
  clearTimeout(releases.get(claim));
  const looking = () => {
    releases.delete(claim);
    if (!shown.has(claim)) leave();
  };
  releases.set(claim, setTimeout(looking, afterMs));
}

/** Hands a case that was claimed just now back unless its page comes up: a case that nobody sees must not wait for a lease. */
export function releaseUnlessShown({ id, claim }: CaseDetail): void {
  const token = claim?.token;
  if (token) releaseLater(`${id} ${token}`, SHOWN_WITHIN_MS, () => release(id, token));
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
    const claim = `${detail.id} ${token}`;
    clearTimeout(releases.get(claim));
    releases.delete(claim);
    shown.add(claim);
    const leave = () => {
      if (endedNow.current !== token) release(detail.id, token);
    };
    window.addEventListener("pagehide", leave);
    return () => {
      window.removeEventListener("pagehide", leave);
      shown.delete(claim);
      // A decision that is still on its way must not be overtaken by the release.
      releaseLater(claim, RELEASE_AFTER_MS, () => endingNow.current !== token && leave());
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
      const isShown = shown.has(`${detail.id} ${token}`);
      if (!isShown && token !== null) release(detail.id, token);
      return isShown;
    },
    /** Says that the claim is over by what the reviewer did, so that leaving hands nothing back. */
    end: () => {
      endedNow.current = token;
      setEndedToken(token);
    },
  };
}
export type ClaimLease = ReturnType<typeof useClaimLease>;
