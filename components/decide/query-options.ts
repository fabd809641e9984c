import { queryOptions } from "@tanstack/react-query";
import { loadCaseSchema } from "@/components/decide/case-schema";
import { fetchJson, mayPass, postJson } from "@/components/query/fetch-json";
import { serverOffsetMs } from "@/components/query/server-clock";
import type { CaseDetail } from "@/domain/decide/case-detail";
import { HEARTBEAT_SECONDS, LEASE_SECONDS, leaseSchema } from "@/domain/triage/lease";

/**
 * One case. Never read again by itself: every read of a conversation is on record as somebody looking at it, and nothing
 * may change under the eyes of a reviewer without being said.
 */
export function caseOptions(caseId: string) {
  return queryOptions({
    queryKey: ["decide", "case", caseId],
    queryFn: async ({ signal }) => fetchJson(`/api/v1/cases/${caseId}`, await loadCaseSchema(), { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 30_000,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
}

/** Keeps a claim alive while the page is visible, and hears of new messages on the way. */
export function heartbeatOptions(detail: CaseDetail, token: string) {
  const goOn = ({ state }: { state: { error: Error | null } }) => state.error === null || mayPass(state.error);
  const { revision, version, claim } = detail;
  const classificationId = detail.classification?.id ?? null;
  const known = claim && { revision, version, classificationId, expiresAt: claim.expiresAt };
  return queryOptions({
    queryKey: ["decide", "heartbeat", detail.id, token],
    queryFn: () => postJson(`/api/v1/cases/${detail.id}/heartbeat`, { token }, leaseSchema),
    initialData: known ?? undefined,
    // When the lease that came with the case began: one that is older than a heartbeat is renewed at once.
    initialDataUpdatedAt: known ? Date.parse(known.expiresAt) - LEASE_SECONDS * 1000 - serverOffsetMs() : undefined,
    refetchInterval: (query) => (goOn(query) ? HEARTBEAT_SECONDS * 1000 : false),
    refetchOnWindowFocus: (query) => (goOn(query) ? "always" : false),
    staleTime: HEARTBEAT_SECONDS * 1000,
    gcTime: 0,
    retry: false,
  });
}
