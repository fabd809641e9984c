import { EXAMPLE_IDS, exampleProblem } from "@/app/api/openapi.json/example-values";
import type { Operation } from "@/app/api/openapi.json/operation";
import { logReviewSchema, signedOffSchema, signOffSchema } from "@/domain/audit/review-dto";

const who = { tag: "audit", who: "person", right: "audit.read" } as const;
const stretch = { from: 0, to: 1 };

/** Looking over the log. */
export const REVIEW_OPERATIONS: readonly Operation[] = [
  {
    ...who,
    id: "getLogReview",
    method: "get",
    path: "/api/v1/audit/review",
    summary: "What nobody has looked over in the log so far, by what matters",
    description: "From the end of the last sign-off to the newest sealed entry. Everyday entries are not listed.",
    answers: { 200: { description: "The stretch, its entries by group, and past sign-offs", schema: logReviewSchema } },
    examples: {
      first: {
        summary: "Before the first sign-off",
        status: 200,
        answer: {
          ...stretch,
          since: "2026-11-20T09:00:00.000Z",
          lastReviewAt: null,
          groups: [
            {
              group: "people",
              kinds: [
                {
                  type: "access.user.created",
                  events: 1,
                  people: 1,
                  own: 0,
                  firstAt: "2026-11-20T09:00:00.000Z",
                  lastAt: "2026-11-20T09:00:00.000Z",
                },
              ],
            },
          ],
          reviews: [],
        },
      },
    },
  },
  {
    ...who,
    id: "signOffLog",
    method: "post",
    path: "/api/v1/audit/review",
    summary: "Sign off that somebody looked over a stretch of the log",
    body: signOffSchema,
    answers: { 201: { description: "Signed off, for good", schema: signedOffSchema } },
    problems: { 409: "Somebody signed off meanwhile, or the log is not sealed that far" },
    examples: {
      first: {
        summary: "Nothing unusual",
        body: { ...stretch, verdict: "nothing_unusual" },
        status: 201,
        answer: { id: EXAMPLE_IDS.eventId, to: 1 },
      },
      meanwhile: {
        summary: "From where nobody is",
        body: { from: 1_000_000, to: 1_000_001, verdict: "nothing_unusual" },
        status: 409,
        answer: exampleProblem("CONFLICT", "Somebody has signed off meanwhile. Look at what is left."),
      },
    },
  },
];
