import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { fetchJson } from "@/components/query/fetch-json";
import { hasManyPages } from "@/components/query/many-pages";
import { pollEvery } from "@/components/query/poll-every";
import { type CaseFilters, chosenFilters, filterQuery } from "@/components/triage/case-filters";
import { type CasePage, casePageSchema } from "@/domain/triage/case-row";
import { queueChoicesSchema } from "@/domain/triage/queue-choices";
import { queueSummarySchema } from "@/domain/triage/queue-summary";
import { savedViewsSchema } from "@/domain/triage/views/saved-view";

/** How often the queue is read again while the page is visible, in milliseconds. */
const REFRESH_MS = 3000;
/** A list of many pages is read again less often. */
const SLOW_REFRESH_MS = 15_000;
/** Pages of 50 that are kept: however far one scrolls, the memory that a list takes stays the same. */
const PAGES_KEPT = 20;
export const ROWS_KEPT = PAGES_KEPT * 50;
const CHOICES_FRESH_MS = 60_000;
/** The stream tells of cases, not of what waits for a reading: whether anything does is asked this often beside it. */
const BACKLOG_MS = 6_000;

/** What waits, in numbers. */
export function queueSummaryOptions() {
  return queryOptions({
    queryKey: ["triage", "summary"],
    queryFn: ({ signal }) => fetchJson("/api/v1/queue", queueSummarySchema, { signal }),
    refetchInterval: ({ state }) => {
      const { unread = 0, deliveriesWaiting = 0 } = state.data ?? {};
      return unread + deliveriesWaiting > 0 ? REFRESH_MS : Math.min(pollEvery(REFRESH_MS)(), BACKLOG_MS);
    },
  });
}

/** Where a page begins: after or before a place, or at the end; nothing for the top. */
export type PagePlace = { cursor?: string; before?: string; from?: "end" };

/** Which end of the queue the list begins at. */
export type ListStart = "top" | "end";

/** The cases in the order of the queue, page by page, in both directions. */
export function caseListOptions(filters: CaseFilters, start: ListStart = "top") {
  const chosen = chosenFilters(filters);
  return infiniteQueryOptions({
    queryKey: ["triage", "cases", chosen, start],
    queryFn: ({ pageParam, signal }): Promise<CasePage> => {
      const query = [filterQuery(chosen), new URLSearchParams(pageParam).toString()].filter((part) => part !== "");
      return fetchJson(`/api/v1/cases?${query.join("&")}`, casePageSchema, { signal });
    },
    initialPageParam: (start === "end" ? { from: "end" } : {}) as PagePlace,
    getNextPageParam: ({ nextCursor }): PagePlace | null => (nextCursor === null ? null : { cursor: nextCursor }),
    getPreviousPageParam: ({ prevCursor }): PagePlace | null => (prevCursor === null ? null : { before: prevCursor }),
    maxPages: PAGES_KEPT,
    refetchInterval: ({ state }) => pollEvery(hasManyPages(state.data) ? SLOW_REFRESH_MS : REFRESH_MS)(),
  });
}

/** What the filters can be set to. */
export function queueChoicesOptions() {
  return queryOptions({
    queryKey: ["queue-choices"],
    queryFn: ({ signal }) => fetchJson("/api/v1/queue/choices", queueChoicesSchema, { signal }),
    staleTime: CHOICES_FRESH_MS,
  });
}

/** The views a person can switch to. */
export function viewsOptions() {
  return queryOptions({
    queryKey: ["views"],
    queryFn: ({ signal }) => fetchJson("/api/v1/views", savedViewsSchema, { signal }),
    staleTime: CHOICES_FRESH_MS,
  });
}
