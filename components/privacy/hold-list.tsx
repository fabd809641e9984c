"use client";
import { useRouter } from "next/navigation";
import { HOLD_WORDS } from "@/components/privacy/erasure-words";
import { release } from "@/components/privacy/requests";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { EmptyState } from "@/components/ui/empty-state";
import { TextLink } from "@/components/ui/link-button";
import { TimeAgo } from "@/components/ui/time-ago";
import type { HoldDto } from "@/domain/privacy/hold-dto";

function Release({ hold }: { hold: HoldDto }) {
  const router = useRouter();
  return (
    <ConfirmDialog
      trigger={<Button size="sm">Release</Button>}
      title="Release this hold?"
      description="Erasure and retention may take it from then on."
      confirmLabel="Release"
      onConfirm={async () => {
        await release(hold.id);
        router.refresh();
      }}
    />
  );
}

/** Legal holds, with the way to end those that still hold. */
export function HoldList({ holds }: { holds: readonly HoldDto[] }) {
  if (holds.length === 0) return <EmptyState title="Nothing is under legal hold" />;
  return (
    <ul className="grid divide-y">
      {holds.map((hold) => (
        <li key={hold.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5 text-sm">
          <span className="min-w-40 flex-1">
            {hold.conversationId === null ? (
              "A person, with all they wrote"
            ) : (
              <TextLink href={`/conversations/${hold.conversationId}`}>A conversation</TextLink>
            )}
            : {HOLD_WORDS[hold.reason] ?? hold.reason}
          </span>
          <span className="text-muted">
            since <TimeAgo at={hold.setAt} /> by {hold.setBy ?? "the command line"}
          </span>
          {hold.releasedAt === null ? (
            <Release hold={hold} />
          ) : (
            <span className="text-muted">
              released <TimeAgo at={hold.releasedAt} />
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
