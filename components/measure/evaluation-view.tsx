"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { ArrowLeft } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { ComparePanel } from "@/components/measure/evaluation-compare";
import { SeverityPanel, SharesPanel, TypesPanel } from "@/components/measure/evaluation-figures";
import { MissesPanel } from "@/components/measure/evaluation-misses";
import { cancelEvaluation, deleteEvaluation, evaluationOptions } from "@/components/measure/evaluation-query";
import { lookOf, nameOf, shareDone } from "@/components/measure/evaluation-words";
import { counted, percent } from "@/components/measure/figures";
import { choiceText } from "@/components/model/strategy-words";
import { hasCode, problemText } from "@/components/query/fetch-json";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { ErrorState } from "@/components/ui/error-state";
import { LinkButton } from "@/components/ui/link-button";
import { Meter } from "@/components/ui/meter";
import { Page, PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { Segmented } from "@/components/ui/segmented";
import { SkeletonLines } from "@/components/ui/skeleton";
import { TimeAgo } from "@/components/ui/time-ago";
import type { EvaluationRunDto } from "@/domain/measure/evaluations/evaluation-schema";

type Rights = { mayManage: boolean; mayReadTexts: boolean };

function Actions({ run }: { run: EvaluationRunDto }) {
  const client = useQueryClient();
  const router = useRouter();
  const { queryKey } = evaluationOptions(run.id);
  const cancel = useMutation({
    mutationFn: () => cancelEvaluation(run.id),
    onSuccess: (changed) => client.setQueryData(queryKey, changed),
    // It ended by itself meanwhile: show how.
    onError: () => client.invalidateQueries({ queryKey }),
  });
  return (
    <>
      {run.state === "running" && (
        <Button loading={cancel.isPending} onClick={() => cancel.mutate()}>
          Cancel
        </Button>
      )}
      <ConfirmDialog
        trigger={<Button variant="quiet">Delete</Button>}
        tone="danger"
        title="Delete this evaluation?"
        description="Its file, its answers and its figures are gone for good."
        confirmLabel="Delete it"
        onConfirm={async () => {
          await deleteEvaluation(run.id);
          await client.invalidateQueries({ queryKey: ["measure", "evaluations"] });
          router.push("/measure/evaluate");
        }}
      />
    </>
  );
}

function Results({ run, mayReadTexts }: { run: EvaluationRunDto; mayReadTexts: boolean }) {
  const [chosen, setChosen] = useState("0");
  const position = Number(chosen);
  const strategy = run.strategies[position];
  const figures = strategy?.figures;
  return (
    <>
      <ComparePanel run={run} />
      {run.strategies.length > 1 && (
        <Segmented
          legend="Figures of"
          name="strategy"
          value={chosen}
          onValueChange={setChosen}
          options={run.strategies.map((each, place) => ({ value: String(place), label: choiceText(each) }))}
        />
      )}
      {strategy && figures && (
        <>
          <SharesPanel figures={figures} title={choiceText(strategy)} />
          <div className="grid items-start gap-6 lg:grid-cols-2 [&>*]:min-w-0">
            <SeverityPanel severity={figures.severity} />
            <TypesPanel figures={figures} />
          </div>
          {mayReadTexts && <MissesPanel key={position} runId={run.id} position={position} />}
        </>
      )}
    </>
  );
}

function Body({ run, mayManage, mayReadTexts }: { run: EvaluationRunDto } & Rights) {
  const look = lookOf(run);
  const all = run.cases * run.strategies.length;
  const done = run.strategies.reduce((sum, each) => sum + each.done, 0);
  return (
    <Page>
      <PageHeader
        title={<bdi className="wrap-anywhere">{nameOf(run)}</bdi>}
        meta={
          <>
            <Badge tone={look.tone}>{look.label}</Badge>
            <span>
              {counted(run.cases, "case")}
              {run.leftOut > 0 && `, ${run.leftOut} left out since their label allows both`}
            </span>
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
      {run.state === "running" && (
        <Panel>
          <Meter
            label={done === 0 ? "Waiting for a worker and for the model" : `${done} of ${counted(all, "reading")}`}
            value={shareDone(run)}
            valueText={percent(shareDone(run))}
          />
          <p className="mt-3 text-muted text-xs">
            Readings for this wait behind those of real conversations. You can leave this page; it goes on.
          </p>
        </Panel>
      )}
      {run.state === "failed" && (
        <Callout tone="danger" title="It could not be finished">
          {run.failure}
        </Callout>
      )}
      {run.state === "cancelled" && (
        <Callout tone="info" title="It was cancelled">
          {done} of {counted(all, "reading")} were done. Half a measurement has no figures.
        </Callout>
      )}
      {run.state === "finished" && <Results run={run} mayReadTexts={mayReadTexts} />}
    </Page>
  );
}

/** One evaluation: how far it is, and what came of it. */
export function EvaluationView({ runId, ...rights }: { runId: string } & Rights) {
  const run = useQuery(evaluationOptions(runId));
  return (
    <>
      <div className="mx-auto w-full max-w-6xl px-4 pt-4 md:px-8">
        <LinkButton href="/measure/evaluate" variant="quiet" size="sm" icon={<ArrowLeft aria-hidden size={14} />}>
          All evaluations
        </LinkButton>
      </div>
      {run.data ? (
        <Body run={run.data} {...rights} />
      ) : run.isError ? (
        <ErrorState
          title={hasCode(run.error, "NOT_FOUND") ? "There is no such evaluation" : "The evaluation could not be read"}
          whatToDo={problemText(run.error)}
          onRetry={() => void run.refetch()}
        />
      ) : (
        <Page>
          <Panel>
            <SkeletonLines lines={8} label="Loading the evaluation" />
          </Panel>
        </Page>
      )}
    </>
  );
}
