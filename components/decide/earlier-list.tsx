"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { History } from "lucide-react";
import { earlierOptions } from "@/components/decide/earlier-query";
import { actionLabel } from "@/components/decide/labels";
import { problemText } from "@/components/query/fetch-json";
import { Badge } from "@/components/ui/badge";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { LoadMore } from "@/components/ui/load-more";
import { SkeletonRows } from "@/components/ui/skeleton";
import { TimeAgo } from "@/components/ui/time-ago";
import type { EarlierPage } from "@/domain/decide/earlier-conversations";

export type EarlierItem = EarlierPage["items"][number];

const STATUS: Readonly<Record<NonNullable<EarlierItem["status"]>, string>> = {
  received: "not read yet",
  classifying: "being read",
  flagged: "flagged by the model",
  clear: "not flagged",
  unscored: "unscored",
};

/** What is known of one of them, in a line: never whether it was bad where a blind review of it is open. */
export function EarlierFacts({ item }: { item: EarlierItem }) {
  if (item.isHidden || item.status === null) return <span>hidden while a blind review of it is open</span>;
  const { decision, status } = item;
  return (
    <>
      <span>{STATUS[status]}</span>
      <span>
        {decision === null ? (
          "no decision"
        ) : (
          <>
            {decision.verdict === "risk" ? "risk present" : "no risk present"}, {actionLabel(decision.action)},{" "}
            <TimeAgo at={decision.decidedAt} />
          </>
        )}
      </span>
    </>
  );
}

function Row({ item, onOpen }: { item: EarlierItem; onOpen: (item: EarlierItem) => void }) {
  return (
    <li className="relative grid gap-1 border-b px-5 py-3 hover:bg-hover">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <button
          type="button"
          data-earlier={item.id}
          onClick={() => onOpen(item)}
          className="focus-ring rounded-sm font-medium text-accent text-sm after:absolute after:inset-0"
        >
          <TimeAgo at={item.receivedAt} />
          <span className="sr-only">: read this conversation</span>
        </button>
        {item.isLater && <Badge tone="accent">Later than this one</Badge>}
        {item.decision?.verdict === "risk" && <Badge tone="danger">Risk present</Badge>}
      </p>
      <p className="flex flex-wrap gap-x-2.5 text-muted text-xs">
        <span className="tnum">
          {item.messageCount.toLocaleString("en")} {item.messageCount === 1 ? "message" : "messages"}
          {item.part > 1 && `, part ${item.part}`}
        </span>
        <EarlierFacts item={item} />
      </p>
    </li>
  );
}

/** The other conversations of the people in a case, newest first. */
export function EarlierList({ caseId, onOpen }: { caseId: string; onOpen: (item: EarlierItem) => void }) {
  const query = useInfiniteQuery(earlierOptions(caseId));
  if (query.isPending) return <SkeletonRows rows={4} label="Looking for earlier conversations" />;
  if (query.data === undefined) {
    return (
      <ErrorState
        title="Earlier conversations could not be read"
        whatToDo={problemText(query.error)}
        onRetry={() => void query.refetch()}
      />
    );
  }
  const { pages } = query.data;
  const items = pages.flatMap((page) => page.items);
  const [first] = pages;
  if (items.length === 0 && !query.hasNextPage) {
    return (
      <EmptyState
        icon={<History />}
        title="No earlier conversations"
        description={
          first?.people === 0
            ? "Nobody in this conversation speaks as a person."
            : "This source has sent nothing else by the same id. The same person may still have written under another one."
        }
      />
    );
  }
  return (
    <>
      {first !== undefined && first.people > first.peopleSearched && (
        <p className="border-b px-5 py-2 text-muted text-xs">
          Of the {first.peopleSearched} people who wrote most here; there are {first.people.toLocaleString("en")}.
        </p>
      )}
      <ul aria-label="Earlier conversations">
        {items.map((item) => (
          <Row key={item.id} item={item} onOpen={onOpen} />
        ))}
      </ul>
      {query.isFetchNextPageError && (
        <p role="alert" className="px-5 py-2 text-danger text-sm">
          {problemText(query.error)}
        </p>
      )}
      <LoadMore
        hasMore={query.hasNextPage}
        shown={items.length}
        noun={items.length === 1 ? "conversation" : "conversations"}
        loading={query.isFetchingNextPage}
        onLoad={() => void query.fetchNextPage()}
      />
    </>
  );
}
