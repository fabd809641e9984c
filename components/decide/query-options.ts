import { queryOptions } from "@tanstack/react-query";
import { fetchJson, mayPass, postJson } from "@/components/query/fetch-json";
import { caseDetailSchema } from "@/domain/decide/case-detail";
import { HEARTBEAT_SECONDS, leaseSchema } from "@/domain/triage/lease";

/**
 * One case. Never read again by itself: every read of a conversation is on record as somebody looking at it, and nothing
 * may change under the eyes of a reviewer without being said.
 */
export function caseOptions(caseId: string) {
  return queryOptions({
    queryKey: ["decide", "case", caseId],
    queryFn: ({ signal }) => fetchJson(`/api/v1/cases/${caseId}`, caseDetailSchema, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 30_000,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
}

/** Keeps a claim alive while the page is visible, and hears of new messages on the way. */
export function heartbeatOptions(caseId: string, token: string) {
  return queryOptions({
    queryKey: ["decide", "heartbeat", caseId, token],
    queryFn: async () => {
      const lease = await postJson(`/api/v1/cases/${caseId}/heartbeat`, { token }, leaseSchema);
      return { ...lease, receivedAt: Date.now() };
    },
    refetchInterval: ({ state }) => (state.status === "error" && !mayPass(state.error) ? false : HEARTBEAT_SECONDS * 1000),
    refetchOnWindowFocus: ({ state }) => (state.status === "error" && !mayPass(state.error) ? false : "always"),
    staleTime: HEARTBEAT_SECONDS * 1000,
    gcTime: 0,
    retry: false,
  });
}
