"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { AskForReview } from "@/components/ingest/ask-for-review";
import { type Standing, standingOptions } from "@/components/ingest/conversation-query";
import { ReadingSummary } from "@/components/ingest/reading-summary";
import { isUnread } from "@/components/ingest/statuses";
import { problemText } from "@/components/query/fetch-json";
import { ErrorState } from "@/components/ui/error-state";
import { LinkButton } from "@/components/ui/link-button";
import { Panel } from "@/components/ui/panel";
import { SkeletonLines } from "@/components/ui/skeleton";
import { Spinner } from "@/components/ui/spinner";
import { useNow } from "@/components/ui/use-now";

/** A reading that takes longer than this is said to take long. */
const LONG_AFTER_MS = 15_000;

function Actions({ standing }: { standing: Standing }) {
  const live = standing.cases.find((each) => each.state !== "closed" && each.state !== "decided");
  return (
    <div className="flex flex-wrap items-start gap-2 border-t pt-4">
      {live !== undefined && (
        <LinkButton variant="primary" href={`/cases/${live.id}`}>
          Open the case
        </LinkButton>
      )}
      {live === undefined && standing.status === "clear" && <AskForReview conversationId={standing.id} />}
      <LinkButton href={`/conversations/${standing.id}`}>Open the conversation</LinkButton>
    </div>
  );
}

function Waiting({ long }: { long: boolean }) {
  return (
    <div className="grid gap-4">
      <p className="flex items-center gap-2 text-muted">
        <Spinner />
        {long
          ? "This takes longer than usual. It is stored and will be read; you can leave this page."
          : "Stored. The model is reading it."}
      </p>
      <SkeletonLines lines={3} label="Reading" />
    </div>
  );
}

/** What came of a conversation that was just sent, in place, from stored to read. */
export function ResultPanel({ conversationId }: { conversationId: string }) {
  const { data, error, refetch } = useQuery(standingOptions(conversationId));
  // Set once when the panel appears; a later conversation gets a panel of its own by its key.
  const [since] = useState(() => Date.now());
  const now = useNow(1000);
  if (error !== null && data === undefined) {
    return (
      <Panel title="Reading">
        <ErrorState
          title="What came of it could not be fetched"
          whatToDo={`${problemText(error)} The conversation itself is stored.`}
          onRetry={() => void refetch()}
        />
      </Panel>
    );
  }
  const reading = data === undefined || isUnread(data.status);
  return (
    <Panel title="Reading">
      <div aria-live="polite" aria-busy={reading} className="grid min-h-40 content-start gap-4">
        {reading && <Waiting long={now !== null && now - since > LONG_AFTER_MS} />}
        {!reading && data.classification !== null && <ReadingSummary reading={data.classification} />}
        {!reading && data.classification === null && (
          <p className="text-pretty text-muted">
            It has been read. The reading is hidden while a review is open that must not see it.
          </p>
        )}
        {!reading && <Actions standing={data} />}
      </div>
    </Panel>
  );
}
