"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { hasCode, postJson, problemText } from "@/components/query/fetch-json";
import { toast } from "@/components/ui/toast";
import { alertSchema } from "@/domain/triage/alerts/alert-dto";

/** Answers an alert. Somebody who was faster is named, and the list shows how it is now either way. */
export function useAcknowledge() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (alertId: string) => postJson(`/api/v1/alerts/${alertId}/acknowledge`, undefined, alertSchema),
    onSuccess: () => toast({ title: "You have answered the alert", tone: "ok" }),
    onError: (error) =>
      toast({
        title: hasCode(error, "CONFLICT") ? "Nothing left to answer" : "The alert was not answered",
        description: problemText(error),
        tone: hasCode(error, "CONFLICT") ? "neutral" : "danger",
      }),
    onSettled: () => client.invalidateQueries({ queryKey: ["alerts"] }),
  });
}
