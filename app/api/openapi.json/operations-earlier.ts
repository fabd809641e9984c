import { z } from "zod";
import { EXAMPLE_IDS } from "@/app/api/openapi.json/example-values";
import type { Operation } from "@/app/api/openapi.json/operation";
import { earlierPageSchema, earlierQuerySchema } from "@/domain/decide/earlier-conversations";

/** The other conversations of the people in a case. */
export const EARLIER_OPERATIONS: readonly Operation[] = [
  {
    id: "listEarlier",
    method: "get",
    path: "/api/v1/cases/{caseId}/earlier",
    tag: "decide",
    summary: "The other conversations of the people in a case, newest first",
    description:
      "The same people by the ids that the source gives them. No content: read one with GET /api/v1/conversations/{conversationId}, which is recorded. A page may hold fewer than the most; it is the last when `nextCursor` is null.",
    who: "person",
    right: "case.read",
    params: { path: z.object({ caseId: z.uuid() }), query: earlierQuerySchema },
    answers: { 200: { description: "One page", schema: earlierPageSchema } },
    problems: { 404: "There is no such case" },
    examples: {
      again: {
        summary: "Somebody who wrote once before",
        params: { caseId: EXAMPLE_IDS.caseId },
        status: 200,
        answer: {
          people: 1,
          peopleSearched: 1,
          items: [
            {
              id: "019a1e00-0b7e-7c21-9d5e-3f6a8b2c4d01",
              externalId: "thread-4702",
              part: 1,
              receivedAt: "2026-11-18T22:40:06.120Z",
              messageCount: 14,
              isLater: false,
              isHidden: false,
              status: "flagged",
              decision: { verdict: "risk", action: "resources_shared", decidedAt: "2026-11-18T22:51:30.000Z" },
            },
          ],
          nextCursor: null,
        },
      },
    },
  },
];
