import { queryOptions } from "@tanstack/react-query";
import { fetchJson } from "@/components/query/fetch-json";
import { pollEvery } from "@/components/query/poll-every";
import { alertDeliveriesSchema } from "@/domain/triage/alerts/alert-deliveries-dto";

const DELIVERIES_MS = 5_000;

/** Who was told of an alert, with every try. */
export function alertDeliveriesOptions(alertId: string) {
  return queryOptions({
    queryKey: ["alerts", "one", alertId, "deliveries"],
    queryFn: async ({ signal }) =>
      (await fetchJson(`/api/v1/alerts/${alertId}/deliveries`, alertDeliveriesSchema, { signal })).items,
    refetchInterval: pollEvery(DELIVERIES_MS),
  });
}
