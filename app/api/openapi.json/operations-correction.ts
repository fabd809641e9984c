import { z } from "zod";
import { EXAMPLE_IDS, exampleProblem } from "@/app/api/openapi.json/example-values";
import type { Operation } from "@/app/api/openapi.json/operation";
import { correctionInputSchema } from "@/domain/decide/decision-input";
import { decisionResultSchema } from "@/domain/decide/decision-result";
import { goldInputSchema, goldPageSchema, goldQuerySchema, goldSchema } from "@/domain/decide/gold/gold-dto";
import { templateListSchema } from "@/domain/decide/template-dto";

const correction = {
  revision: 1,
  classificationId: EXAMPLE_IDS.classificationId,
  findings: [{ assessment: "agree", riskId: EXAMPLE_IDS.riskId, messageIds: [EXAMPLE_IDS.messageId] }],
  certainty: "sure",
  action: "person_contacted",
  note: "I had taken it for a figure of speech.",
};
const gold = {
  id: EXAMPLE_IDS.goldId,
  conversationId: EXAMPLE_IDS.conversationId,
  caseId: EXAMPLE_IDS.caseId,
  decisionId: EXAMPLE_IDS.decisionId,
  revision: 1,
  verdict: "risk",
  addedBy: "Lena",
  createdAt: "2026-11-21T09:00:00.000Z",
  retiredAt: null,
  answered: 0,
  agreed: 0,
};
const named = { decisionId: EXAMPLE_IDS.decisionId };

/** Correcting a decision, and keeping conversations whose answer is known. */
export const CORRECTION_OPERATIONS: readonly Operation[] = [
  {
    id: "correctDecision",
    method: "post",
    path: "/api/v1/decisions/{decisionId}/correction",
    tag: "decide",
    summary: "Correct a decision by a new one that takes its place",
    description:
      "By its author, or by a lead, while it stands and no newer case about the conversation waits. The corrected decision stays on record. Answers of second reviews and reference cases are kept as they were given.",
    who: "person",
    right: "case.decide",
    params: { path: z.object({ decisionId: z.uuid() }) },
    body: correctionInputSchema,
    answers: { 201: { description: "Saved", schema: decisionResultSchema } },
    problems: {
      404: "There is no such decision",
      409: "Another decision stands, a newer case waits, a third person settles it, or there are new messages; `current` says how it stands",
    },
    examples: {
      present: {
        summary: "A risk is present after all",
        params: named,
        body: correction,
        status: 201,
        answer: {
          id: EXAMPLE_IDS.eventId,
          caseId: EXAMPLE_IDS.caseId,
          verdict: "risk",
          decidedAt: "2026-11-21T03:16:30.000Z",
          undoableUntil: "2026-11-21T03:16:40.000Z",
          waits: false,
          firstReading: false,
          repeated: false,
        },
      },
      replaced: {
        summary: "Somebody has corrected it meanwhile",
        params: named,
        body: correction,
        status: 409,
        answer: exampleProblem("CONFLICT", "Another decision stands by now. Look at it first.", {
          current: { state: "decided", revision: 1, version: 4 },
        }),
      },
    },
  },
  {
    id: "listTemplates",
    method: "get",
    path: "/api/v1/templates",
    tag: "decide",
    summary: "Beginnings of notes",
    description: "As admins keep them, in their order.",
    who: "person",
    right: "case.decide",
    answers: { 200: { description: "All of them", schema: templateListSchema } },
    examples: {
      all: {
        summary: "One",
        status: 200,
        answer: { items: [{ id: "called_back", title: "Called back", text: "Called back at … and spoke with …" }] },
      },
    },
  },
  {
    id: "listGold",
    method: "get",
    path: "/api/v1/gold",
    tag: "decide",
    summary: "The conversations whose right answer is known",
    description: "Newest first, with how often the answers agreed; never whose they were.",
    who: "person",
    right: "measure.read",
    params: { query: goldQuerySchema },
    answers: { 200: { description: "One page", schema: goldPageSchema } },
    examples: {
      first: { summary: "The first page", status: 200, answer: { items: [gold], nextCursor: null } },
    },
  },
  {
    id: "addGold",
    method: "post",
    path: "/api/v1/gold",
    tag: "decide",
    summary: "Take a decided conversation among those whose answer is known",
    description: "It is mixed into reviewers' work unseen; what they answer touches nothing of the conversation.",
    who: "person",
    right: "case.lead",
    body: goldInputSchema,
    answers: { 201: { description: "Taken in", schema: goldSchema } },
    problems: {
      404: "There is no such decision",
      409: "It does not stand, is not settled yet, or the conversation is among them already",
    },
    examples: {
      add: { summary: "One that was settled", body: named, status: 201, answer: gold },
      unsettled: {
        summary: "One that can still be undone",
        body: named,
        status: 409,
        answer: exampleProblem(
          "CONFLICT",
          "This decision is not settled yet: it can be undone, or somebody else looks at it.",
        ),
      },
    },
  },
  {
    id: "retireGold",
    method: "post",
    path: "/api/v1/gold/{goldId}/retire",
    tag: "decide",
    summary: "Give a conversation whose answer is known to nobody any more",
    who: "person",
    right: "case.lead",
    params: { path: z.object({ goldId: z.uuid() }) },
    answers: { 200: { description: "Retired", schema: goldSchema } },
    problems: { 404: "There is no such reference case", 409: "It is retired already" },
    examples: {
      retire: {
        summary: "Retire it",
        params: { goldId: EXAMPLE_IDS.goldId },
        status: 200,
        answer: { ...gold, retiredAt: "2026-11-21T10:00:00.000Z" },
      },
    },
  },
];
