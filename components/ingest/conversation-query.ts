import { queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import { isUnread } from "@/components/ingest/statuses";
import { fetchJson } from "@/components/query/fetch-json";
import { conversationStatusSchema } from "@/domain/ingest/conversation-input";
import { CASE_STATES } from "@/domain/triage/case-state";
import { classificationSchema } from "@/inference/classification-dto";

const READ_AGAIN_MS = 1_000;

/** What the paste page needs of a conversation to say what came of it. */
const standingSchema = z.object({
  id: z.string(),
  status: conversationStatusSchema.nullable(),
  classification: classificationSchema.nullable(),
  cases: z.array(z.object({ id: z.string(), state: z.enum(CASE_STATES) })),
});
export type Standing = z.infer<typeof standingSchema>;

/** Where a conversation stands; asked again every second until it has been read. */
export function standingOptions(conversationId: string) {
  return queryOptions({
    queryKey: ["ingest", "standing", conversationId],
    queryFn: ({ signal }) => fetchJson(`/api/v1/conversations/${conversationId}`, standingSchema, { signal }),
    refetchInterval: ({ state }) => (state.data && isUnread(state.data.status) ? READ_AGAIN_MS : false),
    refetchOnWindowFocus: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
}
