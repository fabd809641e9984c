"use client";
import { RotateCcw } from "lucide-react";
import { replayDeliveries } from "@/components/ingest/sources/source-requests";
import { useRefreshSources } from "@/components/ingest/sources/use-change-source";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { toast } from "@/components/ui/toast";

/** Says how many deliveries are read again. */
export function sayReplayed(count: number): void {
  const what = count === 1 ? "1 delivery is" : `${count.toLocaleString("en")} deliveries are`;
  toast({ title: `${what} read again`, description: "What is there already does not change.", tone: "ok" });
}

/** Has all deliveries that need attention read again, after asking. */
export function ReplayAll({ sourceId, count }: { sourceId: string; count: number }) {
  const refresh = useRefreshSources();
  return (
    <ConfirmDialog
      trigger={
        <Button size="sm" icon={<RotateCcw aria-hidden size={14} />}>
          Replay all
        </Button>
      }
      title={count === 1 ? "Replay the delivery?" : `Replay ${count.toLocaleString("en")} deliveries?`}
      description="They are read again from their stored bytes, as if they had just come. What still cannot be read comes back here."
      confirmLabel="Replay"
      onConfirm={async () => {
        sayReplayed(await replayDeliveries(sourceId, { state: "needs_attention" }));
        await refresh();
      }}
    />
  );
}
