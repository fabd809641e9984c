"use client";
import { Coffee } from "lucide-react";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { StandingMeter } from "@/components/wellbeing/standing-meter";
import { useHandOver, useTakeBreak } from "@/components/wellbeing/use-break";

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
          onClick={() => rest.mutate()}
        >
          Take a break
        </Button>
        <ConfirmDialog
          trigger={<Button size="sm">Hand over</Button>}
          title="Hand over to the supervisor?"
          description="What you hold goes to the leads, who are told, and a break begins. Nobody asks why."
          confirmLabel="Hand over"
          onConfirm={async () => void (await handOver.mutateAsync())}
        />
      </div>
    </div>
  );
}
