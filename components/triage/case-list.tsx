"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { ArrowUp } from "lucide-react";
import { parseAsString, useQueryState } from "nuqs";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useShortcuts } from "@/components/keyboard/use-shortcuts";
import { problemText } from "@/components/query/fetch-json";
import { wantsPage } from "@/components/query/many-pages";
import { BulkBar } from "@/components/triage/bulk-bar";
import { type CaseFilters, chosenFilters } from "@/components/triage/case-filters";
import { CaseListRow } from "@/components/triage/case-list-row";
import { CaseListSkeleton } from "@/components/triage/case-list-skeleton";
import { NothingWaits } from "@/components/triage/nothing-waits";
import { caseListOptions, type ListStart } from "@/components/triage/query-options";
import { useMarks } from "@/components/triage/use-marks";
import { useSteadyList } from "@/components/triage/use-steady-list";
import { useWalk } from "@/components/triage/use-walk";
import { useWindowRows } from "@/components/triage/use-window-rows";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { ErrorState } from "@/components/ui/error-state";
import { LoadMore } from "@/components/ui/load-more";

/** From so many rows before an edge the next page is fetched: it is there before one gets there. */
const FETCH_WITHIN = 30;

type CaseListProps = {
  filters: CaseFilters;
  /** Whether it is known that all that came in has been read: only then does an empty list mean that nothing waits. */
  allRead: boolean;
  /** Whether the reader may change many cases at once. */
  mayChange: boolean;
  onClear: () => void;
};

/** The cases in the order of the queue, from its top or from its end. */
export function CaseList(props: CaseListProps) {
  const [start, setStart] = useState<ListStart>("top");
  const [jumped, setJumped] = useState(false);
  const jump = (to: ListStart) => {
    setStart(to);
    setJumped(true);
  };
  return <Cases key={start} {...props} start={start} jumped={jumped} onJump={jump} />;
}

type CasesProps = CaseListProps & {
  start: ListStart;
  /** Somebody asked for this end of the list: its row there is chosen once it is known. */
  jumped: boolean;
  onJump: (to: ListStart) => void;
};

/** Reads itself again every few seconds, or as changes are told, and holds still while one reads. */
function Cases({ filters, allRead, mayChange, onClear, start, jumped, onJump }: CasesProps) {
  const list = useInfiniteQuery(caseListOptions(filters, start));
  const { hasNextPage, hasPreviousPage, isFetchingNextPage, isFetchingPreviousPage } = list;
  const [at, setAt] = useQueryState("at", parseAsString);
  const box = useRef<HTMLDivElement>(null);
  const rows = useRef<HTMLOListElement>(null);
  const newest = useMemo(() => {
    const all = list.data?.pages.flatMap((page) => page.items) ?? [];
    // A case that moved between two pages while they were read would otherwise stand here twice.
    return [...new Map(all.map((row) => [row.id, row])).values()];
  }, [list.data]);
  const more = { above: hasPreviousPage, below: hasNextPage };
  const { shown, heldCount, goneCount, showAll } = useSteadyList(newest, at !== null, more);
  const { virtualizer, items, scrollMargin } = useWindowRows(rows, shown, at);
  const select = useCallback((id: string) => void setAt(id), [setAt]);
  const { goTo, move } = useWalk({ box, shown, at, select, virtualizer });
  const { marks, toggle, markAll, clear } = useMarks();
  const order = useMemo(() => shown.map(({ row }) => row.id), [shown]);
  const mark = useCallback((id: string, range: boolean) => toggle(id, order, range), [toggle, order]);

  const { startIndex, endIndex } = virtualizer.range ?? { startIndex: FETCH_WITHIN, endIndex: 0 };
  const nearEnd = wantsPage(
    { has: hasNextPage, isFetching: isFetchingNextPage, hasFailed: list.isFetchNextPageError },
    endIndex >= shown.length - FETCH_WITHIN,
  );
  const nearStart = wantsPage(
    { has: hasPreviousPage, isFetching: isFetchingPreviousPage, hasFailed: list.isFetchPreviousPageError },
    startIndex < FETCH_WITHIN,
  );
  const { fetchNextPage, fetchPreviousPage } = list;
  // The scroll position is outside of React: pages follow it.
  useEffect(() => {
    if (nearEnd) void fetchNextPage();
  }, [nearEnd, fetchNextPage]);
  useEffect(() => {
    if (nearStart) void fetchPreviousPage();
  }, [nearStart, fetchPreviousPage]);

  const arrived = useRef(!jumped);
  useEffect(() => {
    if (arrived.current || shown.length === 0) return;
    arrived.current = true;
    goTo(start === "end" ? shown.length - 1 : 0);
  });

  function letGo() {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    void setAt(null);
  }

  useShortcuts({
    "move-down": () => move(1),
    "move-up": () => move(-1),
    "list-start": () => (hasPreviousPage ? onJump("top") : goTo(0)),
    "list-end": () => (hasNextPage ? onJump("end") : goTo(shown.length - 1)),
    open: () => at !== null && box.current?.querySelector<HTMLElement>(`[data-case="${at}"] a`)?.click(),
    ...(mayChange && at !== null ? { mark: () => mark(at, false) } : {}),
    "step-back": () => (marks.ids.size > 0 || marks.all !== null ? clear() : letGo()),
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
  const known = !hasNextPage && !hasPreviousPage;
  const filter = chosenFilters(filters);
  return (
    <div ref={box}>
      {list.isError && (
        <Callout tone="danger" live="polite" title="This list is not up to date" className="m-3">
          {problemText(list.error)} It is tried again every few seconds.
        </Callout>
      )}
      <div role="status" className="sticky top-14 z-20 flex h-0 justify-center lg:top-2">
        {changed && (
          <Button
            size="sm"
            variant="primary"
            icon={<ArrowUp aria-hidden size={14} />}
            className="mt-1 shadow-float"
            onClick={() => {
              letGo();
              showAll();
              if (hasPreviousPage) onJump("top");
              window.scrollTo({ top: 0 });
            }}
          >
            {heldCount > 0 ? `${heldCount} new — show` : "The list has changed — show"}
          </Button>
        )}
      </div>
      {shown.length === 0 ? (
        <NothingWaits filtered={Object.keys(filter).length > 0} allRead={allRead} onClear={onClear} />
      ) : (
        <>
          <ol ref={rows} aria-label="Cases" className="relative" style={{ height: virtualizer.getTotalSize() }}>
            {items.map((item) => {
              const each = shown[item.index];
              if (!each) return null;
              return (
                <CaseListRow
                  key={each.row.id}
                  row={each.row}
                  place={{
                    index: item.index,
                    top: item.start - scrollMargin,
                    position: hasPreviousPage ? undefined : item.index + 1,
                    of: known ? shown.length : -1,
                    measure: virtualizer.measureElement,
                  }}
                  gone={each.gone}
                  selected={each.row.id === at}
                  onSelect={select}
                  marked={marks.all !== null || marks.ids.has(each.row.id)}
                  {...(mayChange ? { onMark: mark } : {})}
                />
              );
            })}
          </ol>
          <div className="-mt-px border-t">
            <LoadMore
              hasMore={hasNextPage}
              shown={shown.length}
              noun={shown.length === 1 ? "case" : "cases"}
              loading={isFetchingNextPage}
              onLoad={() => void fetchNextPage()}
              {...(hasPreviousPage ? { endText: "That is the end of the list." } : {})}
            />
          </div>
        </>
      )}
      {mayChange && <BulkBar marks={marks} filter={filter} onMarkAll={() => markAll(filter)} onClear={clear} />}
    </div>
  );
}
