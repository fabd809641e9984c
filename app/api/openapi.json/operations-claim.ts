import { z } from "zod";
import { EXAMPLE_CASE } from "@/app/api/openapi.json/example-case";
import { EXAMPLE_IDS, exampleProblem } from "@/app/api/openapi.json/example-values";
import type { Operation } from "@/app/api/openapi.json/operation";
import { caseDetailSchema } from "@/domain/decide/case-detail";
import { skipSchema } from "@/domain/triage/end-claim";
import { claimTokenSchema } from "@/domain/triage/held-claim";
import { leaseSchema } from "@/domain/triage/lease";
import { presenceSchema } from "@/domain/triage/presence/presence-dto";
import { snoozedSchema, snoozeSchema } from "@/domain/triage/snooze-case";
import { nextInputSchema } from "@/domain/triage/wellbeing/next-input";

const params = { path: z.object({ caseId: z.uuid() }) };
const named = { caseId: EXAMPLE_IDS.caseId };
const held = { params: named, body: { token: EXAMPLE_IDS.claimToken } };
const lost = exampleProblem(
  "LEASE_LOST",
  "Your claim on this case has ended. Read its state again, or take the next case.",
  { current: { state: "open", holder: null, revision: 1, version: 3, end: "released" } },
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
    description:
      "Cases that you skipped a moment ago, that are set aside, that look again at a decision of yours, or that hold a type of risk you opted out of are left out. After emergencies lighter ones come for a while, unless nobody else is there.",
    who: "person",
    right: "case.claim",
    body: nextInputSchema,
    answers: {
      200: { description: "The case, with your claim token", schema: caseDetailSchema },
      204: { description: "Nothing waits" },
    },
    problems: { 409: "A limit keeps you from being given one; `current` says which, and until when" },
    examples: {
      next: { summary: "A flagged case", body: {}, status: 200, answer: EXAMPLE_CASE },
      onBreak: {
        summary: "While you are on a break",
        body: {},
        status: 409,
        answer: exampleProblem("CONFLICT", "You are on a break. Come back when you are ready.", {
          current: { limit: "break", until: null, mayTakeUrgent: false },
        }),
      },
    },
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
  {
    ...endOfClaim("skip", "Leave a claimed case to somebody else"),
    description:
      "“Next” does not give it to you for a quarter of an hour. A reason may be said, and is never asked for.",
    body: skipSchema,
    examples: {
      held: {
        summary: "With a reason",
        params: named,
        body: { ...held.body, reason: "too_close_to_home" },
        status: 204,
      },
      lost: { summary: "With a token that has run out", ...held, status: 409, answer: lost },
    },
  },
  endOfClaim("escalate", "Pass a claimed case to a lead"),
  {
    id: "snoozeCase",
    method: "post",
    path: "/api/v1/cases/{caseId}/snooze",
    tag: "triage",
    summary: "Set a claimed case aside for everybody",
    description:
      "Never past its due time and never in tier 0. It stays in the list, from which anybody may take it; a raise or new messages end it.",
    who: "person",
    right: "case.claim",
    params,
    body: snoozeSchema,
    answers: { 200: { description: "Until when nobody is given it", schema: snoozedSchema } },
    problems: { 404: "There is no such case", 409: "The claim had ended before, or the case cannot wait" },
    examples: {
      held: {
        summary: "For three minutes",
        params: named,
        body: { ...held.body, minutes: 3 },
        status: 200,
        answer: { snoozedUntil: "2026-11-21T03:09:08.000Z" },
      },
      lost: {
        summary: "With a token that has run out",
        params: named,
        body: { ...held.body, minutes: 3 },
        status: 409,
        answer: lost,
      },
    },
  },
  {
    id: "requeueCase",
    method: "post",
    path: "/api/v1/cases/{caseId}/requeue",
    tag: "triage",
    summary: "Put a case back into everybody’s queue",
    description: "One that somebody holds, that was passed to the leads, or that was set aside. A claim on it ends.",
    who: "person",
    right: "case.lead",
    params,
    answers: { 204: { description: "It waits for everybody" } },
    problems: { 404: "There is no such case", 409: "It waits already, or is decided" },
    examples: {
      held: { summary: "A case that somebody has", params: named, status: 204 },
      waits: {
        summary: "A case that waits already",
        params: named,
        status: 409,
        answer: exampleProblem("CONFLICT", "This case waits in the queue already."),
      },
    },
  },
  {
    id: "takeOverCase",
    method: "post",
    path: "/api/v1/cases/{caseId}/take-over",
    tag: "triage",
    summary: "Take a case out of somebody’s hands into yours",
    who: "person",
    right: "case.lead",
    params,
    answers: { 200: { description: "The case, with your claim token", schema: caseDetailSchema } },
    problems: { 404: "There is no such case", 409: "Nobody else has it" },
    examples: {
      held: { summary: "A case that somebody has", params: named, status: 200, answer: EXAMPLE_CASE },
      open: {
        summary: "A case that nobody has",
        params: named,
        status: 409,
        answer: exampleProblem("CONFLICT", "This case is open.", { current: { state: "open" } }),
      },
    },
  },
  {
    id: "notePresence",
    method: "post",
    path: "/api/v1/cases/{caseId}/presence",
    tag: "triage",
    summary: "Say that you look at a case, and hear who else does",
    description: "A visible page says so every 20 seconds; who has not for a minute is gone.",
    who: "person",
    right: "case.claim",
    params,
    answers: { 200: { description: "Who else looks at it now", schema: presenceSchema } },
    problems: { 404: "There is no such case" },
    examples: {
      two: { summary: "With somebody else", params: named, status: 200, answer: { others: [{ name: "Robin" }] } },
    },
  },
];
