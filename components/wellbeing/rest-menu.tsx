"use client";
import { Coffee } from "lucide-react";
import type { MouseEvent } from "react";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { StandingMeter } from "@/components/wellbeing/standing-meter";
import { useHandOver, useTakeBreak } from "@/components/wellbeing/use-break";

/** The menu lies above everything, dialogs too: it closes before what it opened is there. */
function closeMenu(event: MouseEvent<HTMLElement>) {
  const menu = event.currentTarget.closest<HTMLElement>("[popover]");
  if (menu?.matches(":popover-open")) menu.hidePopover();
}

/** In the account menu of whoever reviews: what they have read, a break, and handing over. */
export function RestMenu() {
  const rest = useTakeBreak();
  const handOver = useHandOver();
  return (
    <div className="grid gap-3 border-t pt-3">
      <StandingMeter />
      <div className="flex flex-wrap gap-2">
        <Button
          size="sm"
          icon={<Coffee aria-hidden size={14} />}
          loading={rest.isPending}
          onClick={(event) => {
            closeMenu(event);
            rest.mutate();
          }}
        >
          Take a break
        </Button>
        <ConfirmDialog
          trigger={
            <Button size="sm" onClick={closeMenu}>
              Hand over
            </Button>
          }
          title="Hand over to the supervisor?"
          description="What you hold goes to the leads, who are told, and a break begins. Nobody asks why."
          confirmLabel="Hand over"
          onConfirm={async () => void (await handOver.mutateAsync())}
        />
      </div>
    </div>
  );
}
