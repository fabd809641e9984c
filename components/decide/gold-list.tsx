"use client";
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { Award } from "lucide-react";
import Link from "next/link";
import { goldListOptions, retireGold } from "@/components/decide/gold-query";
import { problemText } from "@/components/query/fetch-json";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { LoadMore } from "@/components/ui/load-more";
import { Panel } from "@/components/ui/panel";
import { SkeletonRows } from "@/components/ui/skeleton";
import { TimeAgo } from "@/components/ui/time-ago";
import type { GoldDto } from "@/domain/decide/gold/gold-dto";

function agreement({ answered, agreed }: GoldDto): string {
  if (answered === 0) return "Not answered yet";
  return `${agreed.toLocaleString("en")} of ${answered.toLocaleString("en")} answers agreed`;
}

function GoldRow({ gold, mayRetire }: { gold: GoldDto; mayRetire: boolean }) {
  const queryClient = useQueryClient();
  const retire = useMutation({
    mutationFn: () => retireGold(gold.id),
    onSettled: () => queryClient.invalidateQueries({ queryKey: goldListOptions().queryKey }),
  });
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 px-4 py-2.5">
      <div className="grid min-w-0 gap-1">
        <p className="flex flex-wrap items-center gap-2">
          <Link href={`/cases/${gold.caseId}`} className="link font-medium text-sm">
            {gold.verdict === "risk" ? "Risk present" : "No risk present"}
          </Link>
          {gold.retiredAt !== null && <Badge>Retired</Badge>}
        </p>
        <p className="text-muted text-xs">
          Revision {gold.revision} · added by {gold.addedBy ?? "somebody"} <TimeAgo at={gold.createdAt} />
        </p>
      </div>
      <div className="flex items-center gap-3">
        <span className="tnum text-sm">{agreement(gold)}</span>
        {mayRetire && gold.retiredAt === null && (
          <ConfirmDialog
            trigger={<Button size="sm">Retire</Button>}
            title="Retire this reference case?"
            description="It is given to nobody any more. What was answered stays on record, and it can be taken in again."
            confirmLabel="Retire"
            onConfirm={async () => {
              await retire.mutateAsync();
            }}
          />
        )}
      </div>
    </li>
  );
}

/** The conversations whose answer is known, and how often the answers agreed; never whose they were. */
export function GoldList({ mayRetire }: { mayRetire: boolean }) {
  const list = useInfiniteQuery(goldListOptions());
  const rows = (list.data?.pages ?? []).flatMap(({ items }) => items);
  if (list.isPending) return <SkeletonRows rows={4} label="Loading the reference cases" />;
  if (list.isError) {
    return (
      <ErrorState
        title="The reference cases could not be read"
        whatToDo={problemText(list.error)}
        onRetry={() => void list.refetch()}
      />
    );
  }
  if (rows.length === 0) {
    return (
      <EmptyState
        icon={<Award />}
        title="No reference cases yet"
        description="Open a decided case whose answer is beyond doubt, and take it in from there."
      />
    );
  }
  return (
    <Panel flush>
      <ul aria-label="Reference cases" className="divide-y divide-line">
        {rows.map((gold) => (
          <GoldRow key={gold.id} gold={gold} mayRetire={mayRetire} />
        ))}
      </ul>
      <LoadMore
        hasMore={list.hasNextPage}
        shown={rows.length}
        noun="reference cases"
        loading={list.isFetchingNextPage}
        onLoad={() => void list.fetchNextPage()}
      />
    </Panel>
  );
}
