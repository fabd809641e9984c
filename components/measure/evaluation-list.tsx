"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { FlaskConical } from "lucide-react";
import Link from "next/link";
import { evaluationListOptions } from "@/components/measure/evaluation-query";
import { lookOf, nameOf, shareDone } from "@/components/measure/evaluation-words";
import { counted, percent } from "@/components/measure/figures";
import { choiceText } from "@/components/model/strategy-words";
import { problemText } from "@/components/query/fetch-json";
import { Badge } from "@/components/ui/badge";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { LoadMore } from "@/components/ui/load-more";
import { Panel } from "@/components/ui/panel";
import { SkeletonRows } from "@/components/ui/skeleton";
import { TimeAgo } from "@/components/ui/time-ago";
import type { EvaluationRunDto } from "@/domain/measure/evaluations/evaluation-schema";

function headlineOf({ state, strategies, ...run }: EvaluationRunDto): string {
  const figures = strategies[0]?.figures;
  if (state === "running") return `${percent(shareDone({ ...run, state, strategies }))} read`;
  if (!figures) return "no figures";
  const { recall, specificity } = figures;
  const shares = [
    recall === null ? null : `recall ${percent(recall)}`,
    specificity === null ? null : `specificity ${percent(specificity)}`,
  ];
  return shares.filter((each) => each !== null).join(", ") || "nothing could be read";
}

function EvaluationRow({ run }: { run: EvaluationRunDto }) {
  const { label, tone } = lookOf(run);
  return (
    <li>
      <Link
        href={`/measure/evaluate/${run.id}`}
        className="focus-inset grid gap-x-4 gap-y-1 px-4 py-2.5 hover:bg-hover sm:grid-cols-[minmax(0,1fr)_auto]"
      >
        <span className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1">
          <bdi className="wrap-anywhere font-medium text-strong">{nameOf(run)}</bdi>
          <Badge tone={tone}>{label}</Badge>
        </span>
        <span className="tnum text-sm text-strong sm:text-right">{headlineOf(run)}</span>
        <span className="text-muted text-xs">
          {run.strategies.map((each) => choiceText(each)).join(" · ")}
          {run.model !== null && ` · ${run.model}`}
        </span>
        <span className="text-muted text-xs sm:text-right">
          {counted(run.cases, "case")}, <TimeAgo at={run.createdAt} />
        </span>
      </Link>
    </li>
  );
}

/** All evaluations, newest first. */
export function EvaluationList({ mayStart }: { mayStart: boolean }) {
  const list = useInfiniteQuery(evaluationListOptions());
  const runs = (list.data?.pages ?? []).flatMap(({ items }) => items);
  if (list.isPending) return <SkeletonRows rows={4} label="Loading the evaluations" />;
  if (!list.data) {
    return (
      <ErrorState
        title="The evaluations could not be read"
        whatToDo={problemText(list.error)}
        onRetry={() => void list.refetch()}
      />
    );
  }
  return (
    <Panel
      flush
      title="Evaluations"
      footer={list.isError ? `May be out of date. ${problemText(list.error)}` : undefined}
    >
      {runs.length === 0 ? (
        <EmptyState
          icon={<FlaskConical />}
          title="Nothing was measured yet"
          description={
            mayStart
              ? "Upload labelled conversations to learn what the model and a strategy are worth on them."
              : "An admin can measure the model on labelled conversations; the figures appear here."
          }
        />
      ) : (
        <>
          <ul aria-label="Evaluations" className="divide-y divide-line">
            {runs.map((run) => (
              <EvaluationRow key={run.id} run={run} />
            ))}
          </ul>
          {list.hasNextPage && (
            <LoadMore
              hasMore
              shown={runs.length}
              noun="evaluations"
              loading={list.isFetchingNextPage}
              onLoad={() => void list.fetchNextPage()}
            />
          )}
        </>
      )}
    </Panel>
  );
}
