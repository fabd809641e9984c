"use client";
import { CircleCheck } from "lucide-react";
import { useUndo } from "@/components/decide/use-undo";
import { shortcutKeys } from "@/components/keyboard/shortcuts";
import { Button } from "@/components/ui/button";

/**
 * Says that the last decision is saved, and takes it back, for as long as that is possible. Not a toast: those lie over the
 * Save button of the next case, and this one stays for ten seconds after every decision.
 */
export function UndoOffer() {
  const { decision, undo } = useUndo();
  return (
    <div
      role="status"
      className="-translate-x-1/2 pointer-events-none fixed bottom-34 left-1/2 z-40 max-w-[calc(100vw-2rem)] lg:bottom-4 lg:left-[calc(50%-8rem)] print:hidden"
    >
      {decision && (
        <div className="pointer-events-auto flex items-center gap-3 rounded-lg bg-raised py-2 pr-2 pl-3 text-sm shadow-float">
          <CircleCheck aria-hidden size={16} className="shrink-0 text-ok" />
          <span className="whitespace-nowrap font-medium text-strong">
            Saved: {decision.verdict === "risk" ? "risk present" : "no risk present"}
            {decision.waits && <span className="font-normal text-muted"> · waits for a second person</span>}
          </span>
          <Button size="sm" kbd={shortcutKeys("undo")} onClick={undo}>
            Undo
          </Button>
        </div>
      )}
    </div>
  );
}
