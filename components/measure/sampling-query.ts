import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import { fetchJson } from "@/components/query/fetch-json";
import { type PlanInput, revealedFrameSchema, samplingPlanSchema } from "@/domain/measure/sampling/sampling-dto";

const frameIdSchema = z.object({ id: z.uuid() });

const send = (body?: unknown) => ({
  method: "POST",
  headers: { "content-type": "application/json" },
  ...(body === undefined ? {} : { body: JSON.stringify(body) }),
});

/** What rates would cost and buy. The last plan stays while the next one is being made. */
export function planOptions(input: Partial<PlanInput>) {
  return queryOptions({
    queryKey: ["sampling-plan", input],
    queryFn: ({ signal }) => fetchJson("/api/v1/measure/plan", samplingPlanSchema, { ...send(input), signal }),
    placeholderData: keepPreviousData,
    refetchOnWindowFocus: false,
    staleTime: 60_000,
  });
}

/** Ends the frame that is drawn from, and begins another one. Throws ApiProblem. */
export function beginFrame(): Promise<unknown> {
  return fetchJson("/api/v1/measure/frames", frameIdSchema, send());
}

/** The secret of a frame that has ended. Throws ApiProblem. */
export function revealFrame(frameId: string) {
  return fetchJson(`/api/v1/measure/frames/${frameId}/reveal`, revealedFrameSchema, send());
}
