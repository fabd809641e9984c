import { queryOptions } from "@tanstack/react-query";
import { fetchJson } from "@/components/query/fetch-json";
import { modelReportSchema } from "@/domain/measure/model-report";
import { offlineRulesSchema, ruleVersionSchema } from "@/inference/offline-rules-dto";

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

/** The offline rules of the house. Read once: what somebody writes must not change under their hands. */
export function offlineRulesOptions() {
  return queryOptions({
    queryKey: ["model", "rules"],
    queryFn: ({ signal }) => fetchJson("/api/v1/model/rules", offlineRulesSchema, { signal }),
    refetchOnWindowFocus: false,
  });
}

/** One saved version, which never changes. */
export function ruleVersionOptions(version: number) {
  return queryOptions({
    queryKey: ["model", "rules", version],
    queryFn: ({ signal }) => fetchJson(`/api/v1/model/rules/${version}`, ruleVersionSchema, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}
