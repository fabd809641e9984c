import { queryOptions } from "@tanstack/react-query";
import { fetchJson, postJson } from "@/components/query/fetch-json";
import { type PolicyInput, policyHistorySchema, policyListSchema } from "@/domain/decide/policies/policy-dto";

/** Every policy, also those that are retired. */
export function policiesOptions() {
  return queryOptions({
    queryKey: ["policies", "all"],
    queryFn: ({ signal }) => fetchJson("/api/v1/policies?which=all", policyListSchema, { signal }),
  });
}

/** One policy with its versions. What somebody writes must not change under their hands: read once. */
export function policyOptions(policyId: string) {
  return queryOptions({
    queryKey: ["policies", policyId],
    queryFn: ({ signal }) => fetchJson(`/api/v1/policies/${policyId}`, policyHistorySchema, { signal }),
    refetchOnWindowFocus: false,
  });
}

/** Saves a policy; a new one where there is no id yet. Throws ApiProblem. */
export function sendPolicy(policyId: string | null, input: PolicyInput) {
  if (policyId === null) return postJson("/api/v1/policies", input, policyHistorySchema);
  return fetchJson(`/api/v1/policies/${policyId}`, policyHistorySchema, {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(input),
  });
}

/** Takes a policy away from beside the cases, or brings it back. Throws ApiProblem. */
export function movePolicy(policyId: string, action: "retire" | "restore") {
  return postJson(`/api/v1/policies/${policyId}/${action}`, {}, policyHistorySchema);
}
