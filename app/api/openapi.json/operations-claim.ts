import { z } from "zod";
import { EXAMPLE_CASE } from "@/app/api/openapi.json/example-case";
import { EXAMPLE_IDS, exampleProblem } from "@/app/api/openapi.json/example-values";
import type { Operation } from "@/app/api/openapi.json/operation";
import { caseDetailSchema } from "@/domain/decide/case-detail";
import { claimTokenSchema } from "@/domain/triage/held-claim";
import { leaseSchema } from "@/domain/triage/lease";

const params = { path: z.object({ caseId: z.uuid() }) };
const named = { caseId: EXAMPLE_IDS.caseId };
const held = { params: named, body: { token: EXAMPLE_IDS.claimToken } };
const lost = exampleProblem(
  "LEASE_LOST",
  "Your claim on this case has ended. Read its state again, or take the next case.",
  { current: { state: "open", holder: null, revision: 1, version: 3 } },
);

/** A call that ends a claim: they differ in name and in what becomes of the case. */
function endOfClaim(verb: "release" | "skip" | "escalate", summary: string): Operation {
  return {
    id: `${verb}Case`,
    method: "post",
    path: `/api/v1/cases/{caseId}/${verb}`,
    tag: "triage",
    summary,
    who: "person",
    right: "case.claim",
    params,
    body: claimTokenSchema,
    answers: { 204: { description: "The claim has ended" } },
    problems: { 404: "There is no such case", 409: "The claim had ended before; `current` says how the case stands" },
    examples: {
      held: { summary: "With the token of your claim", ...held, status: 204 },
      lost: { summary: "With a token that has run out", ...held, status: 409, answer: lost },
    },
  };
}

/** Taking, keeping and giving back a case. */
export const CLAIM_OPERATIONS: readonly Operation[] = [
  {
    id: "claimNextCase",
    method: "post",
    path: "/api/v1/cases/next",
    tag: "triage",
    summary: "Claim the most urgent case that nobody holds",
    who: "person",
    right: "case.claim",
    answers: {
      200: { description: "The case, with your claim token", schema: caseDetailSchema },
      204: { description: "Nothing waits" },
    },
    examples: { next: { summary: "A flagged case", status: 200, answer: EXAMPLE_CASE } },
  },
  {
    id: "claimCase",
    method: "post",
    path: "/api/v1/cases/{caseId}/claim",
    tag: "triage",
    summary: "Claim one case that was picked from the list",
    who: "person",
    right: "case.claim",
    params,
    answers: { 200: { description: "The case, with your claim token", schema: caseDetailSchema } },
    problems: { 404: "There is no such case", 409: "Somebody else has it; `current` names them" },
    examples: {
      open: { summary: "An open case", params: named, status: 200, answer: EXAMPLE_CASE },
      held: {
        summary: "A case that somebody has",
        params: named,
        status: 409,
        answer: exampleProblem("CONFLICT", "This case cannot be taken: Robin has it.", {
          current: { state: "claimed", holder: "Robin" },
        }),
      },
    },
  },
  {
    id: "heartbeat",
    method: "post",
    path: "/api/v1/cases/{caseId}/heartbeat",
    tag: "triage",
    summary: "Say that you are still there",
    description:
      "The lease runs anew. A higher `revision` says that new messages have arrived, another `classificationId` that another reading stands on the case.",
    who: "person",
    right: "case.claim",
    params,
    body: claimTokenSchema,
    answers: { 200: { description: "The renewed lease", schema: leaseSchema } },
    problems: { 404: "There is no such case", 409: "The claim has ended; `current` says how the case stands" },
    examples: {
      held: {
        summary: "With the token of your claim",
        ...held,
        status: 200,
        answer: {
          expiresAt: "2026-11-21T03:07:00.000Z",
          revision: 1,
          version: 2,
          classificationId: EXAMPLE_IDS.classificationId,
        },
      },
      lost: { summary: "With a token that has run out", ...held, status: 409, answer: lost },
    },
  },
  endOfClaim("release", "Give a claimed case back to the queue"),
  endOfClaim("skip", "Leave a claimed case to somebody else"),
  endOfClaim("escalate", "Pass a claimed case to a lead"),
];
