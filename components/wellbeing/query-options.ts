import { queryOptions } from "@tanstack/react-query";
import { fetchJson } from "@/components/query/fetch-json";
import { preferencesSchema } from "@/domain/triage/wellbeing/preferences";

/** What the person at this browser has chosen for themselves. Comes with the first page of the desk; changed only by them. */
export function preferencesOptions() {
  return queryOptions({
    queryKey: ["wellbeing", "preferences"],
    queryFn: ({ signal }) => fetchJson("/api/v1/me/preferences", preferencesSchema, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
  });
}
