import { queryOptions } from "@tanstack/react-query";
import { fetchJson } from "@/components/query/fetch-json";
import { modelReportSchema } from "@/domain/measure/model-report";

/** How often the page reads it again while it is visible, in milliseconds. */
const POLL_MS = 3_000;

/** What reads conversations and how it is doing. */
export function modelReportOptions() {
  return queryOptions({
    queryKey: ["model", "report"],
    queryFn: ({ signal }) => fetchJson("/api/v1/model", modelReportSchema, { signal }),
    refetchInterval: POLL_MS,
  });
}
