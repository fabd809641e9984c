"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { changeSource } from "@/components/ingest/sources/source-requests";
import type { SourceChange } from "@/domain/ingest/change-source";

/** Changes a source, and has everything about sources read again. */
export function useChangeSource(sourceId: string) {
  const refresh = useRefreshSources();
  return useMutation({ mutationFn: (change: SourceChange) => changeSource(sourceId, change), onSuccess: refresh });
}

/** Has everything about sources read again. */
export function useRefreshSources(): () => Promise<void> {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: ["sources"] });
}
