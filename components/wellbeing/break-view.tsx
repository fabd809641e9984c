"use client";
import { useQuery } from "@tanstack/react-query";
import { Coffee } from "lucide-react";
import { problemText } from "@/components/query/fetch-json";
import { serverOffsetMs } from "@/components/query/server-clock";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { LinkButton } from "@/components/ui/link-button";
import { Page, PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { SkeletonLines } from "@/components/ui/skeleton";
import { useNow } from "@/components/ui/use-now";
import { Contacts } from "@/components/wellbeing/contacts";
import { wellbeingOptions } from "@/components/wellbeing/query-options";
import { useEndBreak, useTakeBreak } from "@/components/wellbeing/use-break";

function minutesSince(at: string, now: number | null): number {
  return now === null ? 0 : Math.max(0, Math.floor((now + serverOffsetMs() - Date.parse(at)) / 60_000));
}

/** A break: nothing of the work in sight, whom to turn to, and the way back when one is ready. */
export function BreakView() {
  const { data, isError, error, refetch } = useQuery(wellbeingOptions());
  const end = useEndBreak();
  const begin = useTakeBreak();
  const now = useNow();
  if (isError) {
    return (
      <ErrorState title="Your break could not be read" whatToDo={problemText(error)} onRetry={() => void refetch()} />
    );
  }
  if (!data) {
    return (
      <Page width="narrow">
        <SkeletonLines lines={4} label="Reading how you stand" />
      </Page>
    );
  }
  const { onBreakSince, breakMinutes, contacts } = data;
  const minutes = onBreakSince === null ? 0 : minutesSince(onBreakSince, now);
  return (
    <Page width="narrow">
      <PageHeader
        title={onBreakSince === null ? "You are not on a break" : "You are on a break"}
        description={
          onBreakSince === null
            ? "Take one whenever you want to. What you hold goes back to the queue meanwhile."
            : "No case is given to you, and nothing you did is waiting for you. The others have the queue."
        }
      />
      <Panel title={onBreakSince === null ? undefined : "Away from the screen"}>
        {onBreakSince !== null && (
          <p className="mb-4 max-w-prose text-sm">
            {minutes === 0 ? "It has just begun." : minutes === 1 ? "One minute so far." : `${minutes} minutes so far.`}{" "}
            {minutes < breakMinutes
              ? `${breakMinutes} minutes do most people good: stand up, look far away, drink something.`
              : "Stay as long as you need."}
          </p>
        )}
        <div className="flex flex-wrap gap-2">
          {onBreakSince === null ? (
            <>
              <Button
                variant="primary"
                icon={<Coffee aria-hidden size={14} />}
                loading={begin.isPending}
                onClick={() => begin.mutate()}
              >
                Take a break
              </Button>
              <LinkButton href="/triage">Back to triage</LinkButton>
            </>
          ) : (
            <Button variant="primary" loading={end.isPending} onClick={() => end.mutate()}>
              I am back
            </Button>
          )}
        </div>
      </Panel>
      <Panel title="Somebody to talk to" description="Outside this desk, and nobody here is told.">
        <Contacts contacts={contacts} />
      </Panel>
    </Page>
  );
}
