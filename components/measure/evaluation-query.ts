/** Evaluations: what is read of them, how often, and what can be done. */
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import { fetchJson, postJson } from "@/components/query/fetch-json";
import {
  type EvaluationMisses,
  type EvaluationPage,
  type EvaluationRunDto,
  evaluationMissesSchema,
  evaluationPageSchema,
  evaluationRunSchema,
} from "@/domain/measure/evaluations/evaluation-schema";

/** How often a run is looked at, in milliseconds, while it moves, and while somebody else might start one. */
const MOVING_MS = 1_000;
const RESTING_MS = 10_000;
const PATH = "/api/v1/evaluations";

/** Evaluations, newest first. */
export function evaluationListOptions() {
  return infiniteQueryOptions({
    queryKey: ["measure", "evaluations"],
    queryFn: ({ pageParam, signal }): Promise<EvaluationPage> =>
      fetchJson(`${PATH}${pageParam === null ? "" : `?cursor=${pageParam}`}`, evaluationPageSchema, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ items }) => items.some((run) => run.state === "running")) ? MOVING_MS : RESTING_MS,
  });
}

/** One evaluation, looked at until it has ended. */
export function evaluationOptions(id: string) {
  return queryOptions({
    queryKey: ["measure", "evaluation", id],
    queryFn: ({ signal }): Promise<EvaluationRunDto> => fetchJson(`${PATH}/${id}`, evaluationRunSchema, { signal }),
    refetchInterval: ({ state }) => (state.data?.state === "running" ? MOVING_MS : false),
  });
}

/** The worst answers of one strategy. Looking is written down, so it is asked for once, and only when wanted. */
export function missesOptions(id: string, position: number) {
  return queryOptions({
    queryKey: ["measure", "evaluation", id, "misses", position],
    queryFn: ({ signal }): Promise<EvaluationMisses> =>
      fetchJson(`${PATH}/${id}/misses?position=${position}`, evaluationMissesSchema, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  });
}

/** What a form says, with the file last, as the API wants it. */
export type NewEvaluation = { strategy: string; compare: readonly string[]; judges: string; voteRule: string };

/** Sends a file of labels. Throws ApiProblem. */
export function startEvaluation(given: NewEvaluation, file: File): Promise<EvaluationRunDto> {
  const form = new FormData();
  form.append("strategy", given.strategy);
  form.append("compare", given.compare.join(","));
  form.append("judges", given.judges);
  form.append("voteRule", given.voteRule);
  form.append("file", file);
  return fetchJson(PATH, evaluationRunSchema, { method: "POST", body: form });
}

/** Stops a run. Throws ApiProblem. */
export function cancelEvaluation(id: string): Promise<EvaluationRunDto> {
  return postJson(`${PATH}/${id}/cancel`, {}, evaluationRunSchema);
}

/** Deletes a run with its file. Throws ApiProblem. */
export async function deleteEvaluation(id: string): Promise<void> {
  await fetchJson(`${PATH}/${id}`, z.null(), { method: "DELETE" });
}
