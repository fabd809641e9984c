"use client";
import { serverOffsetMs } from "@/components/query/server-clock";
import { type Backlog, backlogOf } from "@/components/triage/backlog";
import { Callout } from "@/components/ui/callout";
import { LinkButton, TextLink } from "@/components/ui/link-button";
import { TimeAgo } from "@/components/ui/time-ago";
import { useNow } from "@/components/ui/use-now";
import type { QueueSummary } from "@/domain/triage/queue-summary";

const CLOCK_STEP_MS = 5_000;

type BacklogNoteProps = {
  summary: QueueSummary;
  /** Whether the reader looks after the desk's sources and model. */
  mayMend: boolean;
};

/** What was taken in and is not read yet: a quiet line while that is young, a warning once somebody should look why. */
export function BacklogNote({ summary, mayMend }: BacklogNoteProps) {
  const now = useNow(CLOCK_STEP_MS);
  const backlog = backlogOf(summary, (now ?? Date.now()) + serverOffsetMs());
  const isLong = backlog?.isLong === true;
  return (
    <>
      {/* Said once: inside the note the wait changes every few seconds. */}
      <p role="status" className="sr-only">
        {isLong ? "Readings are behind." : ""}
      </p>
      {backlog !== null && <Note backlog={backlog} mayMend={mayMend} />}
    </>
  );
}

function Note({ backlog, mayMend }: { backlog: Backlog; mayMend: boolean }) {
  const said = (
    <>
      {backlog.said.join(" ")} The oldest has waited <TimeAgo at={backlog.since} short />.
    </>
  );
  if (!backlog.isLong) {
    return (
      <p className="tnum text-pretty text-muted text-xs" suppressHydrationWarning>
        {said} What needs a person appears below.
      </p>
    );
  }
  return (
    <Callout
      tone="warn"
      title="Readings are behind"
      actions={
        <>
          <LinkButton size="sm" href="/conversations?status=received">
            Show what waits
          </LinkButton>
          {mayMend && (
            <LinkButton size="sm" href="/readyz" prefetch={false} target="_blank">
              State of the model
            </LinkButton>
          )}
        </>
      }
    >
      <p className="tnum text-pretty">
        {said} All of it is stored and will be read, urgent sources first; until then it is not in this queue.{" "}
        {mayMend ? (
          <>
            Look whether the model answers and a worker runs; deliveries are listed with their{" "}
            <TextLink href="/ingest/sources">sources</TextLink>.
          </>
        ) : (
          "If the wait grows, tell an admin."
        )}
      </p>
    </Callout>
  );
}
