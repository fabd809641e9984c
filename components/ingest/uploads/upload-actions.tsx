"use client";
import { Pause, Play, X } from "lucide-react";
import type { UploadAction } from "@/components/ingest/uploads/query-options";
import { hasEnded } from "@/components/ingest/uploads/upload-labels";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import type { UploadDetail } from "@/domain/ingest/uploads/upload-schema";

type UploadActionsProps = {
  upload: UploadDetail;
  /** Why it cannot start yet; null where it can. */
  holdsBack: string | null;
  waiting: UploadAction | null;
  act: (action: UploadAction) => void;
};

/** What can be done with an upload now. */
export function UploadActions({ upload, holdsBack, waiting, act }: UploadActionsProps) {
  const { state, isLocal } = upload;
  const isBegun = state === "running" || state === "paused";
  return (
    <>
      {state === "previewed" && (
        <Button
          variant="primary"
          icon={<Play aria-hidden size={15} />}
          loading={waiting === "start"}
          disabled={holdsBack !== null}
          aria-describedby={holdsBack === null ? undefined : "holds-back"}
          onClick={() => act("start")}
        >
          Start
        </Button>
      )}
      {state === "running" && !isLocal && (
        <Button icon={<Pause aria-hidden size={15} />} loading={waiting === "pause"} onClick={() => act("pause")}>
          Pause
        </Button>
      )}
      {state === "paused" && !isLocal && (
        <Button
          variant="primary"
          icon={<Play aria-hidden size={15} />}
          loading={waiting === "resume"}
          onClick={() => act("resume")}
        >
          Resume
        </Button>
      )}
      {!hasEnded(state) && (
        <ConfirmDialog
          trigger={<Button icon={<X aria-hidden size={15} />}>Cancel upload</Button>}
          title="Cancel this upload?"
          description={
            isBegun
              ? "What was brought in so far stays on the desk. The rest of the file is thrown away."
              : "The file is thrown away. Nothing of it was brought in."
          }
          confirmLabel="Cancel upload"
          cancelLabel="Keep it"
          tone="danger"
          onConfirm={() => act("cancel")}
        />
      )}
    </>
  );
}
