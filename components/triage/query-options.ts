import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { fetchJson } from "@/components/query/fetch-json";
import { pollEvery } from "@/components/query/live";
import { type CaseFilters, chosenFilters } from "@/components/triage/case-filters";
import { type CasePage, casePageSchema } from "@/domain/triage/case-row";
import { queueSummarySchema } from "@/domain/triage/queue-summary";

/** How often the queue is read again while the page is visible, in milliseconds. */
const REFRESH_MS = 3000;
/** Somebody who has loaded this many pages is browsing, not waiting: all of them are read again, but less often. */
const MANY_PAGES = 2;
const SLOW_REFRESH_MS = 15_000;

/** What waits, in numbers. */
export function queueSummaryOptions() {
  return queryOptions({
    queryKey: ["triage", "summary"],
    queryFn: ({ signal }) => fetchJson("/api/v1/queue", queueSummarySchema, { signal }),
    // Asked in the browser alone: the server, which fills this in first, has no stream to poll beside.
    refetchInterval: () => pollEvery(REFRESH_MS)(),
  });
}

/** The cases in the order of the queue, page by page. */
export function caseListOptions(filters: CaseFilters) {
  const chosen = chosenFilters(filters);
  return infiniteQueryOptions({
    queryKey: ["triage", "cases", chosen],
    queryFn: ({ pageParam, signal }): Promise<CasePage> => {
      const query = new URLSearchParams(Object.entries(chosen).map(([name, value]) => [name, String(value)]));
      if (pageParam !== null) query.set("cursor", pageParam);
      return fetchJson(`/api/v1/cases?${query}`, casePageSchema, { signal });
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: ({ state }) =>
      pollEvery((state.data?.pages.length ?? 0) > MANY_PAGES ? SLOW_REFRESH_MS : REFRESH_MS)(),
  });
}
