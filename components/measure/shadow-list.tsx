"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Layers2 } from "lucide-react";
import Link from "next/link";
import { percent } from "@/components/measure/figures";
import { shadowListOptions } from "@/components/measure/shadow-query";
import { choiceOfRun, readerText, shadowDone, shadowLook } from "@/components/measure/shadow-words";
import { problemText } from "@/components/query/fetch-json";
import { Badge } from "@/components/ui/badge";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { LoadMore } from "@/components/ui/load-more";
import { Panel } from "@/components/ui/panel";
import { SkeletonRows } from "@/components/ui/skeleton";
import { TimeAgo } from "@/components/ui/time-ago";
import type { ShadowRunDto } from "@/domain/measure/shadow/shadow-dto";

function RunRow({ run }: { run: ShadowRunDto }) {
  const { label, tone } = shadowLook(run);
  const moves = run.state === "running" || run.state === "paused";
  return (
    <li>
      <Link
        href={`/measure/shadow/${run.id}`}
        className="focus-inset grid gap-x-4 gap-y-1 px-4 py-2.5 hover:bg-hover sm:grid-cols-[minmax(0,1fr)_auto]"
      >
        <span className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1">
          <span className="font-medium text-strong">{readerText(run)}</span>
          <Badge tone={tone}>{label}</Badge>
        </span>
        <span className="tnum text-sm text-strong sm:text-right">
          {moves ? `${percent(shadowDone(run) / run.chosen)} done` : `${run.read.toLocaleString("en")} read`}
        </span>
        <span className="text-muted text-xs">
          <bdi>{choiceOfRun(run)}</bdi>
          {run.model !== null && ` · ${run.model}`}
        </span>
        <span className="text-muted text-xs sm:text-right">
          <TimeAgo at={run.createdAt} />
        </span>
      </Link>
    </li>
  );
}

/** All shadow runs, newest first. */
export function ShadowList({ mayOrder }: { mayOrder: boolean }) {
  const list = useInfiniteQuery(shadowListOptions());
  const runs = (list.data?.pages ?? []).flatMap(({ items }) => items);
  if (list.isPending) return <SkeletonRows rows={4} label="Loading the shadow runs" />;
  if (!list.data) {
    return (
      <ErrorState
        title="The shadow runs could not be read"
        whatToDo={problemText(list.error)}
        onRetry={() => void list.refetch()}
      />
    );
  }
  return (
    <Panel
      flush
      title="Shadow runs"
      footer={list.isError ? `May be out of date. ${problemText(list.error)}` : undefined}
    >
      {runs.length === 0 ? (
        <EmptyState
          icon={<Layers2 />}
          title="Nothing was read again yet"
          description={
            mayOrder
              ? "Have past conversations read by another model or strategy, to see what would have been different."
              : "An admin can have past conversations read by another model or strategy; what would have been different appears here."
          }
        />
      ) : (
        <>
          <ul aria-label="Shadow runs" className="divide-y divide-line">
            {runs.map((run) => (
              <RunRow key={run.id} run={run} />
            ))}
          </ul>
          {list.hasNextPage && (
            <LoadMore
              hasMore
              shown={runs.length}
              noun="shadow runs"
              loading={list.isFetchingNextPage}
              onLoad={() => void list.fetchNextPage()}
            />
          )}
        </>
      )}
    </Panel>
  );
}
