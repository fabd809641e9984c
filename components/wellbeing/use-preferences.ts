"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { fetchJson } from "@/components/query/fetch-json";
import { preferencesOptions } from "@/components/wellbeing/query-options";
import { DEFAULT_PREFERENCES, type Preferences, preferencesSchema } from "@/domain/triage/wellbeing/preferences";

/** What the person at this browser has chosen: veils, calm mode, sounds, notifications, types left out. */
export function usePreferences(): Preferences {
  return useQuery(preferencesOptions()).data ?? DEFAULT_PREFERENCES;
}

/** Changes some of it. Shown at once; what the desk refuses is taken back. */
export function useChangePreferences() {
  const queryClient = useQueryClient();
  const { queryKey } = preferencesOptions();
  return useMutation({
    mutationFn: (changed: Partial<Preferences>) => {
      const whole = { ...DEFAULT_PREFERENCES, ...queryClient.getQueryData(queryKey), ...changed };
      const body = JSON.stringify(whole);
      const headers = { "content-type": "application/json" };
      return fetchJson("/api/v1/me/preferences", preferencesSchema, { method: "PUT", headers, body });
    },
    onMutate: (changed) => {
      const before = queryClient.getQueryData(queryKey);
      queryClient.setQueryData(queryKey, { ...DEFAULT_PREFERENCES, ...before, ...changed });
      return { before };
    },
    onError: (_error, _changed, context) => queryClient.setQueryData(queryKey, context?.before),
    onSuccess: (stored) => queryClient.setQueryData(queryKey, stored),
  });
}
