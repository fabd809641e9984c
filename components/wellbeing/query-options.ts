import { queryOptions } from "@tanstack/react-query";
import { fetchJson, postJson } from "@/components/query/fetch-json";
import { PRESENCE_SECONDS, presenceSchema } from "@/domain/triage/presence/presence-dto";
import { preferencesSchema } from "@/domain/triage/wellbeing/preferences";
import { wellbeingSchema } from "@/domain/triage/wellbeing/wellbeing-dto";

/** After so long, whoever comes back to a window has it read again. */
const FRESH_MS = 10_000;

/** What the person at this browser has chosen for themselves. Comes with the first page of the desk; changed only by them, perhaps in another window. */
export function preferencesOptions() {
  return queryOptions({
    queryKey: ["wellbeing", "preferences"],
    queryFn: ({ signal }) => fetchJson("/api/v1/me/preferences", preferencesSchema, { signal }),
    staleTime: FRESH_MS,
    gcTime: Number.POSITIVE_INFINITY,
  });
}

/** How the person at this browser stands: what they have read, when a break is due. Nobody else can ask for it. */
export function wellbeingOptions() {
  return queryOptions({
    queryKey: ["wellbeing", "standing"],
    queryFn: ({ signal }) => fetchJson("/api/v1/me/wellbeing", wellbeingSchema, { signal }),
    refetchInterval: 60_000,
    staleTime: 20_000,
  });
}

/** Says every so often that a page is before somebody's eyes, and hears who else is there. Asked only while it is visible. */
export function presenceOptions(place: { caseId: string } | "desk") {
  const url = place === "desk" ? "/api/v1/me/presence" : `/api/v1/cases/${place.caseId}/presence`;
  return queryOptions({
    queryKey: ["presence", place === "desk" ? null : place.caseId],
    queryFn: () => postJson(url, undefined, presenceSchema),
    refetchInterval: PRESENCE_SECONDS * 1000,
    gcTime: 0,
    staleTime: 5_000,
    retry: false,
  });
}
