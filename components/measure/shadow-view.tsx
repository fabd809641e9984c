"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { ArrowLeft } from "lucide-react";
import { counted, percent } from "@/components/measure/figures";
import { changeShadowRun, shadowOptions } from "@/components/measure/shadow-query";
import { ShadowResult } from "@/components/measure/shadow-result";
import {
  choiceOfRun,
  drawInWords,
  missingInShadow,
  readerText,
  shadowCasesPath,
  shadowDone,
  shadowLook,
} from "@/components/measure/shadow-words";
import { hasCode, problemText } from "@/components/query/fetch-json";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { ErrorState } from "@/components/ui/error-state";
import { LinkButton, TextLink } from "@/components/ui/link-button";
import { Meter } from "@/components/ui/meter";
import { Page, PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { SkeletonLines } from "@/components/ui/skeleton";
import { TimeAgo } from "@/components/ui/time-ago";
import { SHADOW_ACTION_NAMES, SHADOW_ACTIONS, type ShadowAction } from "@/domain/measure/shadow/shadow-dto";
import type { ShadowDetail } from "@/domain/measure/shadow/shadow-result-dto";

const ACTION_LABELS: Readonly<Record<ShadowAction, string>> = { pause: "Pause", resume: "Resume", cancel: "Cancel" };

function Actions({ run }: { run: ShadowDetail }) {
  const client = useQueryClient();
  const { queryKey } = shadowOptions(run.id);
  const change = useMutation({
    mutationFn: (action: ShadowAction) => changeShadowRun(run.id, action),
    // Also where it ended by itself meanwhile: show how.
    onSettled: () => client.invalidateQueries({ queryKey }),
  });
  const possible = SHADOW_ACTION_NAMES.filter((action) =>
    (SHADOW_ACTIONS[action].from as readonly string[]).includes(run.state),
  );
  return possible.map((action) => (
    <Button
      key={action}
      loading={change.isPending && change.variables === action}
      disabled={change.isPending}
      onClick={() => change.mutate(action)}
    >
      {ACTION_LABELS[action]}
    </Button>
  ));
}

function ProgressPanel({ run }: { run: ShadowDetail }) {
  const done = shadowDone(run);
  const share = done / run.chosen;
  return (
    <Panel>
      <Meter
        label={
          done === 0 ? "Waiting for a worker and for the model" : `${done} of ${counted(run.chosen, "conversation")}`
        }
        value={share}
        valueText={percent(share)}
      />
      <p className="mt-3 text-muted text-xs">
        {run.state === "paused"
          ? "It rests until somebody resumes it. What was read is kept."
          : "It reads only while no live conversation waits for the model. You can leave this page; it goes on."}
      </p>
    </Panel>
  );
}

/** What is not in it, and how it was drawn: under every figure of the page. */
function GroundsPanel({ run }: { run: ShadowDetail }) {
  const missing = missingInShadow(run);
  return (
    <Panel title="What it rests on">
      <ul className="grid max-w-prose gap-1.5 text-pretty text-sm">
        <li>{drawInWords(run)}</li>
        {missing.map(({ key, text, leftOut }) => (
          <li key={key}>
            {text}
            {leftOut !== undefined && (
              <>
                {" "}
                <TextLink href={shadowCasesPath(run.id, { leftOut })}>Which</TextLink>
              </>
            )}
          </li>
        ))}
        <li>
          Both readings saw the same words: those that stood when the standing reading was made. Decisions are those
          that stand now.
        </li>
      </ul>
    </Panel>
  );
}

function Body({ run, mayManage }: { run: ShadowDetail; mayManage: boolean }) {
  const look = shadowLook(run);
  return (
    <Page>
      <PageHeader
        title={readerText(run)}
        meta={
          <>
            <Badge tone={look.tone}>{look.label}</Badge>
            <bdi>{choiceOfRun(run)}</bdi>
            {run.model !== null && <span>read by {run.model}</span>}
            <span>
              <TimeAgo at={run.createdAt} />
              {run.createdBy !== null && ` by ${run.createdBy}`}
            </span>
          </>
        }
        actions={mayManage && <Actions run={run} />}
      />
      <p role="status" className="sr-only">
        {look.label}
      </p>
      {(run.state === "running" || run.state === "paused") && <ProgressPanel run={run} />}
      {run.state === "failed" && (
        <Callout tone="danger" title="It could not be finished">
          {run.failure}
        </Callout>
      )}
      {run.state === "cancelled" && (
        <Callout tone="info" title="It was cancelled">
          {run.read} of {counted(run.chosen, "conversation")} were read. Part of a comparison has no figures.
        </Callout>
      )}
      {run.result !== null && <ShadowResult run={run} result={run.result} />}
      <GroundsPanel run={run} />
    </Page>
  );
}

/** One shadow run: how far it is, and what came of it. */
export function ShadowView({ runId, mayManage }: { runId: string; mayManage: boolean }) {
  const run = useQuery(shadowOptions(runId));
  return (
    <>
      <div className="mx-auto w-full max-w-6xl px-4 pt-4 md:px-8">
        <LinkButton href="/measure/shadow" variant="quiet" size="sm" icon={<ArrowLeft aria-hidden size={14} />}>
          All shadow runs
        </LinkButton>
      </div>
      {run.data ? (
        <Body run={run.data} mayManage={mayManage} />
      ) : run.isError ? (
        <ErrorState
          title={hasCode(run.error, "NOT_FOUND") ? "There is no such shadow run" : "The shadow run could not be read"}
          whatToDo={problemText(run.error)}
          onRetry={() => void run.refetch()}
        />
      ) : (
        <Page>
          <Panel>
            <SkeletonLines lines={8} label="Loading the shadow run" />
          </Panel>
        </Page>
      )}
    </>
  );
}
