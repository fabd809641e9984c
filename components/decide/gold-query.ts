/** Conversations whose answer is known: what is read of them, and what can be done. */
import { infiniteQueryOptions } from "@tanstack/react-query";
import { fetchJson, postJson } from "@/components/query/fetch-json";
import { type GoldDto, type GoldPage, goldPageSchema, goldSchema } from "@/domain/decide/gold/gold-dto";

const PATH = "/api/v1/gold";

/** All of them, the newest first. */
export function goldListOptions() {
  return infiniteQueryOptions({
    queryKey: ["measure", "gold"],
    queryFn: ({ pageParam, signal }): Promise<GoldPage> =>
      fetchJson(`${PATH}${pageParam === null ? "" : `?cursor=${pageParam}`}`, goldPageSchema, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
}

/** Gives one to nobody any more. */
export function retireGold(id: string): Promise<GoldDto> {
  return postJson(`${PATH}/${id}/retire`, undefined, goldSchema);
}

/** Takes the conversation of a decision in. */
export function addGold(decisionId: string): Promise<GoldDto> {
  return postJson(PATH, { decisionId }, goldSchema);
}
