"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { ArrowUp, CircleCheck, Filter } from "lucide-react";
import { parseAsString, useQueryState } from "nuqs";
import { useCallback, useMemo, useRef } from "react";
import { useShortcuts } from "@/components/keyboard/use-shortcuts";
import { problemText } from "@/components/query/fetch-json";
import { type CaseFilters, chosenFilters } from "@/components/triage/case-filters";
import { CaseListRow } from "@/components/triage/case-list-row";
import { CaseListSkeleton } from "@/components/triage/case-list-skeleton";
import { caseListOptions } from "@/components/triage/query-options";
import { useSteadyList } from "@/components/triage/use-steady-list";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { LoadMore } from "@/components/ui/load-more";

function NothingWaits({ filtered, allRead, onClear }: { filtered: boolean; allRead: boolean; onClear: () => void }) {
  if (filtered) {
    return (
      <EmptyState
        icon={<Filter />}
        title="No case fits these filters"
        description="There may be others that do not."
        actions={<Button onClick={onClear}>Clear filters</Button>}
      />
    );
  }
  if (!allRead) {
    return (
      <EmptyState
        icon={<CircleCheck />}
        title="No case waits"
        description="Conversations that came in are still being read. What needs a person appears here by itself, the most urgent on top."
      />
    );
  }
  return (
    <EmptyState
      icon={<CircleCheck />}
      title="Nothing waits"
      description="Every case has been looked at. The next one appears here by itself within seconds, the most urgent on top. A good moment to look away from the screen."
    />
  );
}

type CaseListProps = {
  filters: CaseFilters;
  /** Whether it is known that all that came in has been read: only then does an empty list mean that nothing waits. */
  allRead: boolean;
  onClear: () => void;
};

/** The cases in the order of the queue. Reads itself again every few seconds, and holds still while one reads. */
export function CaseList({ filters, allRead, onClear }: CaseListProps) {
  const list = useInfiniteQuery(caseListOptions(filters));
  const [at, setAt] = useQueryState("at", parseAsString);
  const box = useRef<HTMLDivElement>(null);
  const newest = useMemo(() => {
    const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
    // A case that moved between two pages while they were read would otherwise stand here twice.
    return [...new Map(rows.map((row) => [row.id, row])).values()];
  }, [list.data]);
  const { shown, heldCount, goneCount, showAll } = useSteadyList(newest, at !== null);
  const select = useCallback((id: string) => void setAt(id), [setAt]);

  function move(step: 1 | -1) {
    const from = shown.findIndex(({ row }) => row.id === at);
    const to = shown[from === -1 ? (step === 1 ? 0 : shown.length - 1) : from + step];
    if (!to) return;
    const link = box.current?.querySelector<HTMLElement>(`[data-case="${to.row.id}"] a`);
    link?.focus({ preventScroll: true });
    link?.closest("li")?.scrollIntoView({ block: "nearest" });
  }

  function letGo() {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    void setAt(null);
  }

  useShortcuts({
    "move-down": () => move(1),
    "move-up": () => move(-1),
    open: () => at !== null && box.current?.querySelector<HTMLElement>(`[data-case="${at}"] a`)?.click(),
    "step-back": letGo,
  });

  if (list.isPending) return <CaseListSkeleton />;
  if (list.data === undefined) {
    return (
      <ErrorState
        title="The queue could not be read"
        whatToDo={`${problemText(list.error)} Cases keep waiting in their order; none is lost.`}
        onRetry={() => void list.refetch()}
      />
    );
  }
  const changed = heldCount + goneCount > 0;
  return (
    <div ref={box}>
      {list.isError && (
        <Callout tone="danger" live="polite" title="This list is not up to date" className="m-3">
          {problemText(list.error)} It is tried again every few seconds.
        </Callout>
      )}
      <div role="status" className="sticky top-14 z-10 flex h-0 justify-center lg:top-2">
        {changed && (
          <Button
            size="sm"
            variant="primary"
            icon={<ArrowUp aria-hidden size={14} />}
            className="mt-1 shadow-float"
            onClick={() => {
              letGo();
              showAll();
              window.scrollTo({ top: 0 });
            }}
          >
            {heldCount > 0 ? `${heldCount} new — show` : "The list has changed — show"}
          </Button>
        )}
      </div>
      {shown.length === 0 ? (
        <NothingWaits filtered={Object.keys(chosenFilters(filters)).length > 0} allRead={allRead} onClear={onClear} />
      ) : (
        <>
          <ol className="divide-y divide-line">
            {shown.map(({ row, gone }) => (
              <CaseListRow key={row.id} row={row} gone={gone} selected={row.id === at} onSelect={select} />
            ))}
          </ol>
          <div className="border-t">
            <LoadMore
              hasMore={list.hasNextPage}
              shown={shown.length}
              noun={shown.length === 1 ? "case" : "cases"}
              loading={list.isFetchingNextPage}
              onLoad={() => void list.fetchNextPage()}
            />
          </div>
        </>
      )}
    </div>
  );
}
