import { postJson } from "@/components/query/fetch-json";
import { conversationSearchSchema, foundConversationsSchema } from "@/domain/decide/conversation-search";
import { type ContentSearchInput, contentFoundSchema } from "@/domain/decide/search/content-search";

/** Conversations by what their platform calls them, one of their messages, or somebody in them. Throws ApiProblem. */
export function findConversations(externalId: string) {
  const body = conversationSearchSchema.parse({ externalId });
  return postJson("/api/v1/conversations/find", body, foundConversationsSchema);
}

/** One step of looking for words. Throws ApiProblem. */
export function searchStep(input: ContentSearchInput) {
  return postJson("/api/v1/conversations/search", input, contentFoundSchema);
}
