"use client";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { counted } from "@/components/measure/figures";
import { beginFrame, revealFrame } from "@/components/measure/sampling-query";
import { problemText } from "@/components/query/fetch-json";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Panel } from "@/components/ui/panel";
import { SecretOnce } from "@/components/ui/secret-once";
import { TimeAgo } from "@/components/ui/time-ago";
import { toast } from "@/components/ui/toast";
import type { Frame } from "@/domain/measure/sampling/sampling-dto";

function FrameItem({ frame, mayManage }: { frame: Frame; mayManage: boolean }) {
  const reveal = useMutation({ mutationFn: () => revealFrame(frame.id) });
  const ended = frame.endedAt !== null;
  return (
    <li className="grid gap-2 border-t py-3 first:border-t-0 first:pt-0">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
        <Badge tone={ended ? "neutral" : "ok"}>{ended ? "Ended" : "Drawn from"}</Badge>
        <span>
          begun <TimeAgo at={frame.startedAt} />, {counted(frame.conversations, "conversation")}, rules{" "}
          {frame.ruleVersion}
        </span>
        {mayManage && ended && (
          <Button size="sm" loading={reveal.isPending} onClick={() => reveal.mutate()}>
            Show its secret
          </Button>
        )}
      </div>
      <p className="text-muted text-xs">
        SHA-256 of its secret <code className="wrap-anywhere font-mono">{frame.secretHash}</code>
      </p>
      {reveal.isError && (
        <Callout tone="danger" live="assertive">
          {problemText(reveal.error)}
        </Callout>
      )}
      {reveal.data && (
        <SecretOnce
          label="Secret of the frame"
          secret={reveal.data.secret}
          warning="With it anybody can make the draws of this frame again, and of no other. That it was shown is on record."
        />
      )}
    </li>
  );
}

/** The frames, with what an auditor needs to check their draws. */
export function SamplingFrames({ frames, mayManage }: { frames: readonly Frame[]; mayManage: boolean }) {
  const router = useRouter();
  return (
    <Panel
      title="Frames"
      description="Whether a conversation is drawn depends on its id and the secret of its frame alone. The hash of the secret is written down first, so that all draws can be checked afterwards."
      actions={
        mayManage && (
          <ConfirmDialog
            trigger={<Button>Begin a new frame</Button>}
            title="Begin a new frame?"
            description="Samples are then drawn under another secret, and that of the frame so far can be shown. What was drawn stays drawn."
            confirmLabel="Begin a new frame"
            onConfirm={async () => {
              await beginFrame();
              toast({ tone: "ok", title: "A new frame has begun." });
              router.refresh();
            }}
          />
        )
      }
    >
      {frames.length === 0 ? (
        <p className="text-muted text-sm">
          None yet: the first one begins with the first conversation that is read clear.
        </p>
      ) : (
        <ul>
          {frames.map((frame) => (
            <FrameItem key={frame.id} frame={frame} mayManage={mayManage} />
          ))}
        </ul>
      )}
    </Panel>
  );
}
