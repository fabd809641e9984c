"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { patchJson } from "@/components/query/fetch-json";
import { preferencesOptions } from "@/components/wellbeing/query-options";
import {
  changedBy,
  DEFAULT_PREFERENCES,
  type Preferences,
  type PreferencesChange,
  preferencesSchema,
} from "@/domain/triage/wellbeing/preferences";

/** What the person at this browser has chosen: veils, calm mode, sounds, notifications, types left out. */
export function usePreferences(): Preferences {
  return useQuery(preferencesOptions()).data ?? DEFAULT_PREFERENCES;
}

/** Changes some of it. Shown at once; what the desk refuses is taken back. */
export function useChangePreferences() {
  const queryClient = useQueryClient();
  const { queryKey } = preferencesOptions();
  return useMutation({
    mutationFn: (changed: PreferencesChange) => patchJson("/api/v1/me/preferences", changed, preferencesSchema),
    onMutate: async (changed) => {
      await queryClient.cancelQueries({ queryKey });
      const before = queryClient.getQueryData(queryKey);
      // What could not be read is not shown as chosen: the answer says what there is.
      if (before) queryClient.setQueryData(queryKey, changedBy(before, changed));
      return { before };
    },
    onError: (_error, _changed, context) => queryClient.setQueryData(queryKey, context?.before),
    onSuccess: (stored) => queryClient.setQueryData(queryKey, stored),
  });
}
