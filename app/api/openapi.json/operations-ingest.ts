import { z } from "zod";
import { EXAMPLE_IDS, EXAMPLE_SOURCE, EXAMPLE_TEXT, exampleProblem } from "@/app/api/openapi.json/example-values";
import type { Operation } from "@/app/api/openapi.json/operation";
import { conversationFilterSchema, conversationPageSchema } from "@/domain/decide/list-conversations";
import { acceptedSchema, conversationInputSchema } from "@/domain/ingest/conversation-input";

const idempotencyKey = z.string().optional().meta({
  description:
    "1 to 200 visible ASCII characters, for ingest keys: the same one with the same body is answered as before and stores nothing",
});

const thread = {
  externalId: "thread-4711",
  messages: [
    { role: "user", author: "u-18", text: EXAMPLE_TEXT, sentAt: "2026-11-21T03:04:05Z", externalId: "m-1" },
    { role: "agent", author: "a-2", text: "Thank you for telling me. I am here with you.", externalId: "m-2" },
  ],
  metadata: { channel: "night-chat" },
};

/** Conversations on their way in. */
export const INGEST_OPERATIONS: readonly Operation[] = [
  {
    id: "submitConversation",
    method: "post",
    path: "/api/v1/conversations",
    tag: "ingest",
    summary: "Send in a conversation, or further messages of one",
    description:
      "Answered once the conversation is durable; it is read a moment later. Messages sent with an `externalId` that the source knows are appended; once a conversation would hold more than 10,000 they begin the next part of the thread, whose `id` and `revision` are answered from then on.",
    who: "person or key",
    right: "conversation.submit",
    params: { header: z.object({ "idempotency-key": idempotencyKey }) },
    body: conversationInputSchema,
    answers: { 202: { description: "Accepted, durable", schema: acceptedSchema } },
    problems: {
      404: "There is no such source",
      409: "The Idempotency-Key was used for another body",
      503: "The database is away; nothing was stored",
    },
    examples: {
      thread: {
        summary: "A thread that may grow",
        params: { "idempotency-key": "delivery-1" },
        body: thread,
        status: 202,
        answer: { id: EXAMPLE_IDS.conversationId, revision: 1, status: "received" },
      },
      otherBody: {
        summary: "A used Idempotency-Key with another body",
        params: { "idempotency-key": "delivery-1" },
        body: { messages: [{ role: "user", text: "Good evening" }] },
        status: 409,
        answer: exampleProblem(
          "IDEMPOTENCY_MISMATCH",
          "Send the same body again, or use a new Idempotency-Key for a new request.",
        ),
      },
      empty: {
        summary: "Nothing to read",
        body: { messages: [] },
        status: 422,
        answer: exampleProblem("INVALID", "must hold at least one message at /messages", {
          errors: [{ pointer: "/messages", message: "must hold at least one message" }],
        }),
      },
    },
  },
  {
    id: "listConversations",
    method: "get",
    path: "/api/v1/conversations",
    tag: "ingest",
    summary: "List conversations, newest first, without their content",
    who: "person",
    right: "conversation.read",
    params: { query: conversationFilterSchema },
    answers: { 200: { description: "One page", schema: conversationPageSchema } },
    examples: {
      flagged: {
        summary: "Those the model flagged",
        params: { status: "flagged" },
        status: 200,
        answer: {
          items: [
            {
              id: EXAMPLE_IDS.conversationId,
              externalId: "thread-4711",
              part: 1,
              status: "flagged",
              revision: 1,
              messageCount: 2,
              receivedAt: "2026-11-21T03:04:06.120Z",
              source: EXAMPLE_SOURCE,
            },
          ],
          nextCursor: null,
        },
      },
    },
  },
];
