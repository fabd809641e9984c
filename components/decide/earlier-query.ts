import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import { fetchJson } from "@/components/query/fetch-json";
import { earlierPageSchema } from "@/domain/decide/earlier-conversations";
import { messageSchema } from "@/domain/decide/message-dto";

/** The other conversations of the people in a case: without content, so that asking leaves no trace. */
export function earlierOptions(caseId: string) {
  return infiniteQueryOptions({
    queryKey: ["decide", "earlier", caseId],
    queryFn: ({ signal, pageParam }) => {
      const cursor = pageParam === null ? "" : `?${new URLSearchParams({ cursor: pageParam })}`;
      return fetchJson(`/api/v1/cases/${caseId}/earlier${cursor}`, earlierPageSchema, { signal });
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    staleTime: 60_000,
    refetchOnWindowFocus: false,
  });
}

const wordsSchema = z.object({ id: z.uuid(), messages: z.array(messageSchema) });

/** What was said in one of them. Being read is on record, so it is asked for once, and only when somebody opens it. */
export function earlierWordsOptions(conversationId: string) {
  return queryOptions({
    queryKey: ["decide", "earlier-words", conversationId],
    queryFn: ({ signal }) => fetchJson(`/api/v1/conversations/${conversationId}`, wordsSchema, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 30_000,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
}
