import { z } from "zod";
import { EXAMPLE_IDS, exampleProblem } from "@/app/api/openapi.json/example-values";
import type { Operation } from "@/app/api/openapi.json/operation";
import { holdInputSchema, holdPageSchema, holdSetSchema } from "@/domain/privacy/hold-dto";
import { holdFilterSchema } from "@/domain/privacy/list-holds";

const who = { tag: "privacy", who: "person", right: "privacy.manage" } as const;
const body = { of: { conversationId: EXAMPLE_IDS.conversationId }, reason: "litigation" } as const;

/** Legal holds. */
export const HOLD_OPERATIONS: readonly Operation[] = [
  {
    ...who,
    id: "listHolds",
    method: "get",
    path: "/api/v1/holds",
    summary: "List legal holds, newest first, with those that were released",
    params: { query: holdFilterSchema },
    answers: { 200: { description: "One page", schema: holdPageSchema } },
    examples: {
      first: {
        summary: "The newest ones",
        status: 200,
        answer: {
          items: [
            {
              id: EXAMPLE_IDS.holdId,
              of: "conversation",
              conversationId: EXAMPLE_IDS.conversationId,
              reason: "litigation",
              setAt: "2026-11-21T03:09:06.000Z",
              setBy: "Ada",
              releasedAt: null,
              releasedBy: null,
            },
          ],
          nextCursor: null,
        },
      },
    },
  },
  {
    ...who,
    id: "setHold",
    method: "post",
    path: "/api/v1/holds",
    summary: "Keep a conversation, or all of a person's, from being erased",
    description: "Neither an erasure nor retention touches what is held. What is held already stays as it is.",
    body: holdInputSchema,
    answers: { 201: { description: "Held", schema: holdSetSchema } },
    problems: { 404: "There is no such conversation, or nobody is known by this", 409: "It was erased already" },
    examples: {
      conversation: { summary: "A conversation", body, status: 201, answer: { ids: [EXAMPLE_IDS.holdId] } },
      nobody: {
        summary: "Nobody is known by this",
        body: { of: { sourceId: EXAMPLE_IDS.sourceId, externalId: "person-7" }, reason: "other" },
        status: 404,
        answer: exampleProblem("NOT_FOUND", "Nobody is known by this."),
      },
    },
  },
  {
    ...who,
    id: "releaseHold",
    method: "delete",
    path: "/api/v1/holds/{holdId}",
    summary: "End a legal hold",
    params: { path: z.object({ holdId: z.uuid() }) },
    answers: { 204: { description: "Ended" } },
    problems: { 404: "There is no such hold" },
    examples: { end: { summary: "End it", params: { holdId: EXAMPLE_IDS.holdId }, status: 204 } },
  },
];
