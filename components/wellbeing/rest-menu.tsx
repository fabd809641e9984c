"use client";
import { Coffee } from "lucide-react";
import { type MouseEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { HoldsKeys } from "@/components/ui/holds-keys";
import { useLoaded } from "@/components/ui/use-loaded";
import { StandingMeter } from "@/components/wellbeing/standing-meter";
import { useTakeBreak } from "@/components/wellbeing/use-break";

const load = () => import("@/components/wellbeing/hand-over-dialog").then((module) => module.HandOverDialog);

/** The menu lies above everything, dialogs too: it closes before what it opened is there. */
function closeMenu(event: MouseEvent<HTMLElement>) {
  const menu = event.currentTarget.closest<HTMLElement>("[popover]");
  if (menu?.matches(":popover-open")) menu.hidePopover();
}

/** In the account menu of whoever reviews: what they have read, a break, and handing over. */
export function RestMenu() {
  const rest = useTakeBreak();
  const [asking, setAsking] = useState(false);
  const HandOver = useLoaded(load, asking);
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
        <Button
          size="sm"
          onClick={(event) => {
            closeMenu(event);
            setAsking(true);
          }}
        >
          Hand over
        </Button>
        {asking && !HandOver && <HoldsKeys />}
        {HandOver && <HandOver open={asking} onOpenChange={setAsking} />}
      </div>
    </div>
  );
}
