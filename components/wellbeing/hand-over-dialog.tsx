"use client";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { useHandOver } from "@/components/wellbeing/use-break";

/** Asks before handing over. Loaded by components/wellbeing/rest-menu.tsx. */
export function HandOverDialog(props: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const handOver = useHandOver();
  return (
    <ConfirmDialog
      {...props}
      title="Hand over to the supervisor?"
      description="What you hold goes to the leads, who are told, and a break begins. Nobody asks why."
      confirmLabel="Hand over"
      onConfirm={async () => void (await handOver.mutateAsync())}
    />
  );
}
