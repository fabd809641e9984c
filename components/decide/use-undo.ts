"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useSyncExternalStore } from "react";
import { z } from "zod";
import { caseOptions } from "@/components/decide/query-options";
import { useTakeCase } from "@/components/decide/use-open-case";
import { useShortcuts } from "@/components/keyboard/use-shortcuts";
import { mayPass, postJson, problemText } from "@/components/query/fetch-json";
import { serverOffsetMs } from "@/components/query/server-clock";
import { toast } from "@/components/ui/toast";
import type { DecisionResult } from "@/domain/decide/decision-result";

const undoneSchema = z.object({ caseId: z.uuid(), reopened: z.boolean() });

/** The decision that can still be taken back. Outlives the page it was made on, because the next case is there already. */
let last: DecisionResult | null = null;
const listeners = new Set<() => void>();

function setLast(decision: DecisionResult | null) {
  last = decision;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Remembers a decision that was saved, so that it can be undone from wherever the reviewer is by then. */
export function offerUndo(decision: DecisionResult): void {
  setLast(decision);
}

function msLeft(decision: DecisionResult): number {
  return Date.parse(decision.undoableUntil) - Date.now() - serverOffsetMs();
}

/**
 * The decision that can still be taken back, and the way to do it. Undoing takes the case again, with what was filled in.
 * Binds the key for as long as there is something to undo.
 */
export function useUndo() {
  const decision = useSyncExternalStore(
    subscribe,
    () => last,
    () => null,
  );
  const take = useTakeCase();
  const isThere = useRef(false);
  useEffect(() => {
    isThere.current = true;
    return () => {
      isThere.current = false;
    };
  }, []);
  const queryClient = useQueryClient();
  const undo = useMutation({
    mutationFn: (toUndo: DecisionResult) => postJson(`/api/v1/decisions/${toUndo.id}/undo`, {}, undoneSchema),
    onMutate: () => setLast(null),
    onSuccess: ({ caseId, reopened }) => {
      if (reopened) {
        if (!isThere.current) toast({ title: "Taken back: the case waits in the queue again" });
        return;
      }
      void queryClient.invalidateQueries({ queryKey: caseOptions(caseId).queryKey });
      const description = "What was decided before stands again, or a newer case covers this conversation.";
      toast({ title: "Taken back", description });
    },
    onError: (error, toUndo) => {
      // A moment without a connection does not end the offer.
      if (mayPass(error) && last === null && msLeft(toUndo) > 0) setLast(toUndo);
      toast({
        tone: "danger",
        title: "The decision was not taken back",
        description: problemText(error),
        durationMs: 0,
        id: "not-undone",
      });
    },
  });
  const takeAgain = ({ caseId, reopened }: z.infer<typeof undoneSchema>) => {
    if (!reopened) return;
    take.mutate(caseId, {
      onError: (error) =>
        toast({ tone: "danger", title: "Taken back, but not yours", description: problemText(error) }),
    });
  };
  const start = () => {
    // Taken again only where the offer still stands: elsewhere no page would show the case.
    if (decision && !undo.isPending) undo.mutate(decision, { onSuccess: takeAgain });
  };
  useShortcuts(decision ? { undo: start } : {});

  useEffect(() => {
    if (!decision) return;
    const timer = setTimeout(() => setLast(null), Math.max(0, msLeft(decision)));
    return () => clearTimeout(timer);
  }, [decision]);

  return { decision, undo: start };
}
