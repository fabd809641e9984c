"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { deleteQuietly, patchJson, problemText } from "@/components/query/fetch-json";
import { viewsOptions } from "@/components/triage/query-options";
import { toast } from "@/components/ui/toast";
import { savedViewSchema } from "@/domain/triage/views/saved-view";

/** Shares, unshares and deletes views. */
export function useChangeView() {
  const client = useQueryClient();
  const again = () => client.invalidateQueries({ queryKey: viewsOptions().queryKey });
  const onError = (error: unknown) =>
    toast({ tone: "danger", title: "The view could not be changed", description: problemText(error) });
  const change = useMutation({
    mutationFn: ({ id, shared }: { id: string; shared: boolean }) =>
      patchJson(`/api/v1/views/${id}`, { shared }, savedViewSchema),
    onSuccess: again,
    onError,
  });
  const remove = useMutation({
    mutationFn: (id: string) => deleteQuietly(`/api/v1/views/${id}`),
    onSuccess: again,
    onError,
  });
  return { change, remove };
}
