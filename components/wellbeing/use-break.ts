"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { fetchJson, postJson, problemText } from "@/components/query/fetch-json";
import { toast } from "@/components/ui/toast";
import { closeGate } from "@/components/wellbeing/gate";
import { wellbeingOptions } from "@/components/wellbeing/query-options";
import { handedOverSchema, wellbeingSchema } from "@/domain/triage/wellbeing/wellbeing-dto";

const failed = (title: string) => (error: Error) =>
  toast({ tone: "danger", title, description: problemText(error), durationMs: 0 });

/** Begins a break and goes to its page. */
export function useTakeBreak() {
  const queryClient = useQueryClient();
  const router = useRouter();
  return useMutation({
    mutationFn: () => postJson("/api/v1/me/break", undefined, wellbeingSchema),
    onSuccess: (standing) => {
      closeGate();
      queryClient.setQueryData(wellbeingOptions().queryKey, standing);
      router.push("/break");
    },
    onError: failed("The break did not begin"),
  });
}

/** Comes back from a break, to the queue. */
export function useEndBreak() {
  const queryClient = useQueryClient();
  const router = useRouter();
  return useMutation({
    mutationFn: () => fetchJson("/api/v1/me/break", wellbeingSchema, { method: "DELETE" }),
    onSuccess: (standing) => {
      queryClient.setQueryData(wellbeingOptions().queryKey, standing);
      router.push("/triage");
    },
    onError: failed("The break did not end"),
  });
}

/** Hands everything to the supervisor, and goes to the page of the break that begins with it. */
export function useHandOver() {
  const queryClient = useQueryClient();
  const router = useRouter();
  return useMutation({
    mutationFn: () => postJson("/api/v1/me/hand-over", undefined, handedOverSchema),
    onSuccess: () => {
      closeGate();
      void queryClient.invalidateQueries(wellbeingOptions());
      toast({
        title: "Handed over",
        description: "The leads have been told. Nothing is left in your hands.",
        tone: "ok",
      });
      router.push("/break");
    },
    onError: failed("Nothing was handed over"),
  });
}
