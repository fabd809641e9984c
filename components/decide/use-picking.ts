"use client";
import { type Dispatch, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import type { Draft, DraftChange } from "@/components/decide/draft";

const NOTHING: ReadonlySet<string> = new Set();

/** Whether the decision stands below the transcript, not beside it: what one is used with is off the screen then. */
export function isStacked(): boolean {
  return window.matchMedia("(width < 64rem)").matches;
}

/** Brings the messages to choose from onto the screen: those that are chosen already, else the newest. */
function showMessages() {
  const rows = document.querySelectorAll("[data-message]");
  const chosen = document.querySelector("[data-message]:has(input:checked)");
  (chosen ?? rows.item(rows.length - 1))?.scrollIntoView({ block: "center" });
}

/**
 * Choosing the messages that show a risk: whose they are, which are chosen, and how one is added or taken away. Where the
 * transcript is not beside the form, choosing goes to it and comes back to the row.
 * @param allowed whether there is a form to choose for
 */
export function usePicking(draft: Draft, change: Dispatch<DraftChange>, allowed: boolean) {
  const [wanted, setPickingKey] = useState<string | null>(null);
  const rows = useMemo(() => [...draft.risks, ...draft.missed], [draft.risks, draft.missed]);
  if (!allowed && wanted !== null) setPickingKey(null);
  const row = allowed ? rows.find(({ key }) => key === wanted) : undefined;
  const pickingKey = row?.key ?? null;
  const pickedIds = row?.messageIds;
  const picked = useMemo(() => (pickedIds ? new Set(pickedIds) : NOTHING), [pickedIds]);

  // One function for as long as the page stands: a new one for each row would redraw every message.
  const current = useRef(pickingKey);
  useLayoutEffect(() => {
    current.current = pickingKey;
  }, [pickingKey]);
  const pick = useCallback(
    (messageId: string) => {
      const key = current.current;
      if (key !== null) change({ change: "toggle-message", key, messageId });
    },
    [change],
  );

  useEffect(() => {
    if (pickingKey === null || !isStacked()) return;
    showMessages();
    return () => document.querySelector(`[data-row="${pickingKey}"]`)?.scrollIntoView({ block: "center" });
  }, [pickingKey]);

  return { pickingKey, setPickingKey, picked, pick };
}
