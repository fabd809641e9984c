import { infiniteQueryOptions, queryOptions, skipToken } from "@tanstack/react-query";
import { fetchJson } from "@/components/query/fetch-json";
import { type DeliveryPage, type DeliveryState, deliveryPageSchema } from "@/domain/ingest/delivery-dto";
import { sourceListSchema, sourceSchema } from "@/domain/ingest/source-dto";

/** How often what is on the page is read again while it is visible, in milliseconds. */
const LIST_MS = 5_000;
const SOURCE_MS = 2_000;
/** A source with this many conversations takes a moment to count: it is asked less often. */
const MANY_CONVERSATIONS = 50_000;
const MANY_PAGES = 2;
const SLOW_MS = 15_000;
/** How long a secret that is shown once stays with this browser tab, at the most. */
const SHOWN_ONCE_MS = 30 * 60_000;

/** All sources and how they are doing. */
export function sourceListOptions() {
  return queryOptions({
    queryKey: ["sources", "list"],
    queryFn: async ({ signal }) => (await fetchJson("/api/v1/sources", sourceListSchema, { signal })).items,
    refetchInterval: LIST_MS,
  });
}

/** One source and how it is doing. */
export function sourceOptions(sourceId: string) {
  return queryOptions({
    queryKey: ["sources", "one", sourceId],
    queryFn: ({ signal }) => fetchJson(`/api/v1/sources/${sourceId}`, sourceSchema, { signal }),
    refetchInterval: ({ state }) => ((state.data?.conversations ?? 0) > MANY_CONVERSATIONS ? SLOW_MS : SOURCE_MS),
  });
}

/** The deliveries of a source, newest first, page by page. */
export function deliveriesOptions(sourceId: string, state: DeliveryState | null) {
  return infiniteQueryOptions({
    queryKey: ["sources", "one", sourceId, "deliveries", state],
    queryFn: ({ pageParam, signal }): Promise<DeliveryPage> => {
      const query = new URLSearchParams();
      if (state !== null) query.set("state", state);
      if (pageParam !== null) query.set("cursor", pageParam);
      return fetchJson(`/api/v1/sources/${sourceId}/deliveries?${query}`, deliveryPageSchema, { signal });
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    refetchInterval: (query) => ((query.state.data?.pages.length ?? 0) > MANY_PAGES ? SLOW_MS : SOURCE_MS),
  });
}

export type ShownOnce = { secret: string; url: string | null };

/**
 * The secret that came with a new source; null once its reader has kept it. Held in this tab's memory alone, never fetched:
 * a reload forgets it.
 */
export function shownOnceOptions(sourceId: string) {
  return queryOptions<ShownOnce | null>({
    queryKey: ["sources", "shown once", sourceId],
    queryFn: skipToken,
    gcTime: SHOWN_ONCE_MS,
    staleTime: Number.POSITIVE_INFINITY,
  });
}
