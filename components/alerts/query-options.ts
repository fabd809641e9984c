import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { fetchJson } from "@/components/query/fetch-json";
import { pollEvery } from "@/components/query/poll-every";
import { type AlertPage, alertPageSchema } from "@/domain/triage/alerts/alert-dto";

/** How often alerts are read again where nothing tells of changes, in milliseconds. */
const ALERTS_MS = 5_000;
const NEWEST = 20;

export type AlertView = "open" | "all";

/** The newest alerts that nobody has answered, and how many there are. */
export function unansweredOptions() {
  return queryOptions({
    queryKey: ["alerts", "unanswered"],
    queryFn: ({ signal }) => fetchJson(`/api/v1/alerts?state=unanswered&limit=${NEWEST}`, alertPageSchema, { signal }),
    refetchInterval: pollEvery(ALERTS_MS),
    // Notifications and the sound are for somebody who looks elsewhere: it is asked while the page is hidden too.
    refetchIntervalInBackground: true,
  });
}

/** Alerts, newest first, page by page: those whose cause is there, or all there ever were. */
export function alertListOptions(view: AlertView) {
  return infiniteQueryOptions({
    queryKey: ["alerts", "list", view],
    queryFn: ({ pageParam, signal }): Promise<AlertPage> => {
      const query = new URLSearchParams(view === "open" ? { state: "open" } : {});
      if (pageParam !== null) query.set("cursor", pageParam);
      return fetchJson(`/api/v1/alerts?${query}`, alertPageSchema, { signal });
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    refetchInterval: pollEvery(ALERTS_MS),
  });
}
