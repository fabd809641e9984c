"use client";
import { useMutation } from "@tanstack/react-query";
import { RotateCcw } from "lucide-react";
import { sayReplayed } from "@/components/ingest/sources/replay-all";
import { replayDeliveries } from "@/components/ingest/sources/source-requests";
import { useRefreshSources } from "@/components/ingest/sources/use-change-source";
import { problemText } from "@/components/query/fetch-json";
import { Button } from "@/components/ui/button";

type ReplayChosenProps = { sourceId: string; ids: string[]; onDone: () => void };

/** Has the deliveries read again that were ticked. */
export function ReplayChosen({ sourceId, ids, onDone }: ReplayChosenProps) {
  const refresh = useRefreshSources();
  const replay = useMutation({
    mutationFn: () => replayDeliveries(sourceId, { ids }),
    onSuccess: (count) => {
      sayReplayed(count);
      onDone();
      return refresh();
    },
  });
  return (
    <div className="flex min-h-11 flex-wrap items-center justify-between gap-x-4 gap-y-1 border-b px-4 py-1.5">
      <p role="status" className="text-muted text-xs">
        {replay.isError
          ? problemText(replay.error)
          : ids.length === 0
            ? "Tick deliveries to read them again."
            : `${ids.length.toLocaleString("en")} ticked`}
      </p>
      <Button
        size="sm"
        icon={<RotateCcw aria-hidden size={14} />}
        disabled={ids.length === 0}
        loading={replay.isPending}
        onClick={() => replay.mutate()}
      >
        Replay
      </Button>
    </div>
  );
}
