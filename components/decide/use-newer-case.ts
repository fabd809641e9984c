"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { caseOptions } from "@/components/decide/query-options";
import { fetchJson } from "@/components/query/fetch-json";
import { type CaseDetail, caseDetailSchema } from "@/domain/decide/case-detail";

/**
 * The case as it stands now, read beside the one that is shown: nothing changes under the reader's eyes until they say so.
 * @param refusal what the server said when a decision did not fit any more; null asks for nothing
 */
export function useNewerCase(detail: CaseDetail, refusal: Error | null) {
  const queryClient = useQueryClient();
  const query = useQuery({
    // Each refusal is about a state of its own.
    queryKey: ["decide", "newer", detail.id, detail.version, refusal === null ? null : String(refusal)],
    queryFn: ({ signal }) => fetchJson(`/api/v1/cases/${detail.id}`, caseDetailSchema, { signal }),
    enabled: refusal !== null,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  const fresh = refusal === null ? null : (query.data ?? null);
  return {
    fresh,
    problem: refusal === null || fresh !== null ? null : query.error,
    retry: () => void query.refetch(),
    /** Puts it in the place of the one that is shown. */
    apply: (newer: CaseDetail) => queryClient.setQueryData(caseOptions(detail.id).queryKey, newer),
  };
}
