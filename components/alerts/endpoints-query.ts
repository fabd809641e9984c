import { queryOptions } from "@tanstack/react-query";
import { fetchJson } from "@/components/query/fetch-json";
import { endpointListSchema } from "@/domain/outbox/endpoint-dto";

const ENDPOINTS_MS = 5_000;

/** Where alerts, or the decisions of a source, are sent to. */
export function endpointsOptions(sourceId: string | null) {
  const query = sourceId === null ? "" : `?sourceId=${sourceId}`;
  return queryOptions({
    queryKey: ["outbox", "endpoints", sourceId],
    queryFn: async ({ signal }) =>
      (await fetchJson(`/api/v1/outbox/endpoints${query}`, endpointListSchema, { signal })).items,
    refetchInterval: ENDPOINTS_MS,
  });
}
