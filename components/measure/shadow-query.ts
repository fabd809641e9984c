/** Shadow runs: what is read of them, how often, and what can be done. */
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { fetchJson, postJson } from "@/components/query/fetch-json";
import {
  type ShadowAction,
  type ShadowOrder,
  type ShadowPage,
  type ShadowRunDto,
  shadowPageSchema,
  shadowRunSchema,
} from "@/domain/measure/shadow/shadow-dto";
import { type ShadowDetail, shadowDetailSchema } from "@/domain/measure/shadow/shadow-result-dto";

/** How often a run is looked at, in milliseconds, while it moves, and while somebody else might change it. */
const MOVING_MS = 1_000;
const RESTING_MS = 10_000;
const PATH = "/api/v1/shadow-runs";

/** Shadow runs, newest first. */
export function shadowListOptions() {
  return infiniteQueryOptions({
    queryKey: ["measure", "shadow-runs"],
    queryFn: ({ pageParam, signal }): Promise<ShadowPage> =>
      fetchJson(`${PATH}${pageParam === null ? "" : `?cursor=${pageParam}`}`, shadowPageSchema, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ items }) => items.some((run) => run.state === "running")) ? MOVING_MS : RESTING_MS,
  });
}

/** One shadow run, looked at until it has ended. */
export function shadowOptions(id: string) {
  return queryOptions({
    queryKey: ["measure", "shadow-run", id],
    queryFn: ({ signal }): Promise<ShadowDetail> => fetchJson(`${PATH}/${id}`, shadowDetailSchema, { signal }),
    refetchInterval: ({ state }) => {
      if (state.data?.state === "running") return MOVING_MS;
      return state.data?.state === "paused" ? RESTING_MS : false;
    },
  });
}

/** Orders a run. Throws ApiProblem. */
export function orderShadowRun(order: ShadowOrder): Promise<ShadowRunDto> {
  return postJson(PATH, order, shadowRunSchema);
}

/** Pauses, resumes or cancels a run. Throws ApiProblem. */
export function changeShadowRun(id: string, action: ShadowAction): Promise<ShadowRunDto> {
  return postJson(`${PATH}/${id}/${action}`, {}, shadowRunSchema);
}
