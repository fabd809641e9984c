"use client";
import { useMutation } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useSyncExternalStore } from "react";
import { z } from "zod";
import { useTakeCase } from "@/components/decide/use-open-case";
import { useShortcuts } from "@/components/keyboard/use-shortcuts";
import { postJson, problemText } from "@/components/query/fetch-json";
import { serverOffsetMs } from "@/components/query/server-clock";
import { dismissToast, toast } from "@/components/ui/toast";
import type { DecisionResult } from "@/domain/decide/decision-result";

const TOAST_ID = "decision-saved";
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
 * Shows for as long as it holds that the last decision can be undone, by button or key. Undoing takes the case again, with
 * what was filled in.
 */
export function useUndo(): void {
  const decision = useSyncExternalStore(
    subscribe,
    () => last,
    () => null,
  );
  const take = useTakeCase();
  const undo = useMutation({
    mutationFn: async (toUndo: DecisionResult) => postJson(`/api/v1/decisions/${toUndo.id}/undo`, {}, undoneSchema),
    onMutate: () => {
      setLast(null);
      dismissToast(TOAST_ID);
    },
    onSuccess: ({ caseId, reopened }) => {
      if (!reopened) return void toast({ title: "Taken back", description: "A newer case covers this conversation." });
      toast({ tone: "ok", title: "Taken back", description: "The case is open again, as you had filled it in." });
      take.mutate(caseId, {
        onError: (error) =>
          toast({ tone: "danger", title: "Taken back, but not yours", description: problemText(error) }),
      });
    },
    onError: (error) =>
      toast({
        tone: "danger",
        title: "The decision was not taken back",
        description: problemText(error),
        durationMs: 0,
      }),
  });
  const start = () => {
    if (decision && !undo.isPending) undo.mutate(decision);
  };
  useShortcuts(decision ? { undo: start } : {});

  const onUndo = useEffectEvent(start);
  useEffect(() => {
    if (!decision) return;
    const left = Math.max(0, msLeft(decision));
    const verdict = decision.verdict === "risk" ? "Risk present" : "No risk present";
    toast({
      id: TOAST_ID,
      tone: "ok",
      title: `Saved: ${verdict.toLowerCase()}`,
      description: "You can take it back for a few seconds: press U.",
      durationMs: left,
      action: { label: "Undo", onAction: () => onUndo() },
    });
    const timer = setTimeout(() => {
      setLast(null);
      dismissToast(TOAST_ID);
    }, left);
    return () => clearTimeout(timer);
  }, [decision]);
}
