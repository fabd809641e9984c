import { EXAMPLE_IDS, EXAMPLE_SOURCE, exampleProblem } from "@/app/api/openapi.json/example-values";
import type { Operation } from "@/app/api/openapi.json/operation";
import { conversationSearchSchema, foundConversationsSchema } from "@/domain/decide/conversation-search";
import { contentFoundSchema, contentSearchSchema } from "@/domain/decide/search/content-search";

const who = { tag: "ingest", who: "person", method: "post" } as const;

/** Finding conversations: by what their platform calls them, and by words where an admin has turned that on. */
export const SEARCH_OPERATIONS: readonly Operation[] = [
  {
    ...who,
    id: "findConversations",
    right: "conversation.find",
    path: "/api/v1/conversations/find",
    summary: "Find conversations by what their platform calls them, one of their messages, or a person in them",
    description: "People are found by a keyed hash of their id. A POST, so that the id stands in no address.",
    body: conversationSearchSchema,
    answers: { 200: { description: "At most 50, newest first, without content", schema: foundConversationsSchema } },
    examples: {
      nobody: {
        summary: "Nothing is called this",
        body: { externalId: "person-7", sourceId: EXAMPLE_SOURCE.id },
        status: 200,
        answer: { items: [], more: false },
      },
    },
  },
  {
    ...who,
    id: "searchContent",
    right: "content.search",
    path: "/api/v1/conversations/search",
    summary: "Look for words in what people wrote, one step at a time",
    description:
      "Refused unless an admin has turned it on. There is no index: a step opens conversations one after another, newest first, and ends after a second or two. Send `nextCursor` with the same search to look on, until it is null; before that, nothing found means nothing. Answers hold no words. Each step is on the record with a keyed hash of the words.",
    body: contentSearchSchema,
    answers: {
      200: { description: "What this step found, and how far the search has come", schema: contentFoundSchema },
    },
    problems: { 409: "An admin has not turned it on, or has turned it off" },
    examples: {
      found: {
        summary: "One conversation holds them",
        body: { words: "lighthouse", sourceId: EXAMPLE_IDS.sourceId },
        status: 200,
        answer: {
          items: [
            {
              id: EXAMPLE_IDS.conversationId,
              externalId: "chat-1",
              part: 1,
              messageCount: 2,
              receivedAt: "2026-11-21T03:04:05.000Z",
              source: EXAMPLE_SOURCE,
              matches: 1,
              lastAt: "2026-11-21T03:04:00.000Z",
            },
          ],
          looked: 1,
          of: 1,
          unopened: 0,
          nextCursor: null,
        },
      },
      off: {
        summary: "It is turned off",
        body: { words: "lighthouse" },
        status: 409,
        answer: exampleProblem(
          "CONFLICT",
          "Searching what people wrote is turned off. An admin can turn it on under Settings, Search.",
        ),
      },
      otherSearch: {
        summary: "A cursor of another search",
        body: { words: "lighthouse", cursor: "of.another" },
        status: 422,
        answer: exampleProblem("INVALID", "The cursor is not one that this search gave. Begin again without it."),
      },
    },
  },
];
