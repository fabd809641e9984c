"use client";
import { Ellipsis, Pause, Pencil, Play, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { EditSource } from "@/components/ingest/sources/edit-source";
import { changeSource, deleteSource } from "@/components/ingest/sources/source-requests";
import { useRefreshSources } from "@/components/ingest/sources/use-change-source";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { IconButton } from "@/components/ui/icon-button";
import { Menu } from "@/components/ui/menu";
import { toast } from "@/components/ui/toast";
import type { SourceDto } from "@/domain/ingest/source-dto";

type Step = "edit" | "pause" | "delete";

function whatEnds({ webhook, platformLabel }: SourceDto): string {
  return webhook
    ? `Its address answers ${platformLabel} that it is gone, and its secrets end.`
    : "Its keys end, and whatever sends with them is refused.";
}

/** What can be done with a source. */
export function SourceActions({ source }: { source: SourceDto }) {
  const router = useRouter();
  const refresh = useRefreshSources();
  const [step, setStep] = useState<Step | null>(null);
  const openIf = (wanted: Step) => ({
    open: step === wanted,
    onOpenChange: (open: boolean) => setStep(open ? wanted : null),
  });
  const paused = source.pausedAt !== null;

  async function setPaused(next: boolean) {
    await changeSource(source.id, { paused: next });
    await refresh();
    toast({ title: next ? `${source.name} is paused` : `${source.name} goes on`, tone: "ok" });
  }

  return (
    <>
      <Menu
        align="end"
        trigger={
          <IconButton label={`Actions for ${source.name}`} variant="default">
            <Ellipsis aria-hidden size={16} />
          </IconButton>
        }
        items={[
          { label: "Name and urgency", icon: <Pencil aria-hidden />, onSelect: () => setStep("edit") },
          ...(source.webhook
            ? [
                paused
                  ? { label: "Resume", icon: <Play aria-hidden />, onSelect: () => setStep("pause") }
                  : { label: "Pause", icon: <Pause aria-hidden />, onSelect: () => setStep("pause") },
              ]
            : []),
          { separator: "end" },
          { label: "Delete", icon: <Trash2 aria-hidden />, danger: true, onSelect: () => setStep("delete") },
        ]}
      />
      <EditSource
        key={`${source.name} ${source.urgency}`}
        source={source}
        {...openIf("edit")}
        onSaved={() => {
          setStep(null);
          void refresh();
          toast({ title: "Saved", tone: "ok" });
        }}
      />
      <ConfirmDialog
        {...openIf("pause")}
        title={paused ? `Resume ${source.name}?` : `Pause ${source.name}?`}
        description={
          paused
            ? "What was kept while it was paused is read now."
            : "What comes is still accepted and kept, but nobody reads it until the source goes on, however urgent it is."
        }
        confirmLabel={paused ? "Resume" : "Pause"}
        onConfirm={() => setPaused(!paused)}
      />
      <ConfirmDialog
        {...openIf("delete")}
        tone="danger"
        title={`Delete ${source.name}?`}
        description={`${whatEnds(source)} Conversations, cases and decisions that came from it stay. This cannot be taken back.`}
        confirmLabel="Delete source"
        onConfirm={async () => {
          await deleteSource(source.id);
          toast({ title: `${source.name} is deleted`, tone: "ok" });
          router.push("/ingest/sources");
        }}
      />
    </>
  );
}
