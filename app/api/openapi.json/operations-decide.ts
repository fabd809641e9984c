import { z } from "zod";
import {
  EXAMPLE_CASE,
  EXAMPLE_CLASSIFICATION,
  EXAMPLE_DECISION,
  EXAMPLE_MESSAGE,
} from "@/app/api/openapi.json/example-case";
import { EXAMPLE_IDS, EXAMPLE_SOURCE, exampleProblem } from "@/app/api/openapi.json/example-values";
import type { Operation } from "@/app/api/openapi.json/operation";
import { caseDetailSchema } from "@/domain/decide/case-detail";
import { decisionInputSchema } from "@/domain/decide/decision-input";
import { decisionResultSchema } from "@/domain/decide/decision-result";
import { conversationDetailSchema } from "@/domain/decide/get-conversation";
import { undoInputSchema, undoneDecisionSchema } from "@/domain/decide/undo-decision";

const conversation = {
  id: EXAMPLE_IDS.conversationId,
  externalId: "thread-4711",
  revision: 1,
  status: "flagged",
  receivedAt: "2026-11-21T03:04:06.120Z",
  erasedAt: null,
  emptiedAt: null,
  heldSince: null,
  source: EXAMPLE_SOURCE,
  part: 1,
  parts: 1,
  partBeforeId: null,
  partAfterId: null,
  classification: EXAMPLE_CLASSIFICATION,
  decision: EXAMPLE_DECISION,
  cases: [],
};

const missed = {
  assessment: "missed",
  subject: "self",
  type: "self_neglect",
  severity: "mild",
  imminence: null,
  messageIds: [EXAMPLE_IDS.messageId],
};
const named = { caseId: EXAMPLE_IDS.caseId };
const agreed = {
  token: EXAMPLE_IDS.claimToken,
  revision: 1,
  classificationId: EXAMPLE_IDS.classificationId,
  findings: [{ assessment: "agree", riskId: EXAMPLE_IDS.riskId, messageIds: [EXAMPLE_IDS.messageId] }],
  certainty: "sure",
  action: "person_contacted",
  note: "Called back; a friend is with them.",
  timeSpentMs: 95_000,
};
const saved = {
  id: EXAMPLE_IDS.decisionId,
  caseId: EXAMPLE_IDS.caseId,
  verdict: "risk",
  decidedAt: "2026-11-21T03:06:30.000Z",
  undoableUntil: "2026-11-21T03:06:40.000Z",
  waits: false,
  firstReading: false,
  repeated: false,
};

/** Reading a case or conversation, and deciding. */
export const DECIDE_OPERATIONS: readonly Operation[] = [
  {
    id: "getCase",
    method: "get",
    path: "/api/v1/cases/{caseId}",
    tag: "decide",
    summary: "One case with its messages and, where it may be seen, the model's answer",
    description: "Opening a case is recorded.",
    who: "person",
    right: "case.read",
    params: { path: z.object({ caseId: z.uuid() }) },
    answers: { 200: { description: "The case", schema: caseDetailSchema } },
    problems: { 404: "There is no such case" },
    examples: {
      open: {
        summary: "A case that waits",
        params: named,
        status: 200,
        answer: { ...EXAMPLE_CASE, state: "open", version: 1, claim: null },
      },
    },
  },
  {
    id: "getConversation",
    method: "get",
    path: "/api/v1/conversations/{conversationId}",
    tag: "decide",
    summary: "One conversation: where it stands, its newest reading and decision",
    description:
      "People also get its messages and cases, and their reading is recorded; a key never gets the text back, and a decision only once it can no longer be undone with a key press, without its note and reviewer.",
    who: "person or key",
    right: "conversation.read",
    params: { path: z.object({ conversationId: z.uuid() }) },
    answers: { 200: { description: "The conversation", schema: conversationDetailSchema } },
    problems: { 404: "There is no such conversation, or it is of another source" },
    examples: {
      key: {
        summary: "As an ingest key sees it",
        params: { conversationId: EXAMPLE_IDS.conversationId },
        status: 200,
        answer: { ...conversation, decision: { ...EXAMPLE_DECISION, note: null, reviewer: null } },
      },
      person: {
        summary: "As a signed-in person sees it",
        params: { conversationId: EXAMPLE_IDS.conversationId },
        status: 200,
        answer: {
          ...conversation,
          cases: [{ id: EXAMPLE_IDS.caseId, reason: "flagged", state: "decided", tier: 1 }],
          messages: [EXAMPLE_MESSAGE],
        },
      },
    },
  },
  {
    id: "recordDecision",
    method: "post",
    path: "/api/v1/cases/{caseId}/decision",
    tag: "decide",
    summary: "Record what you concluded, and end your claim",
    description:
      "Each risk of the shown reading is assessed once; risks it missed are added with the messages that show them. No findings at all says that no risk is present. A decision that takes a case out of tier 0 may wait for a second person (`waits`): nothing of it leaves the desk before. Where no answer came, send it again: the same decision in the same claim is saved once.",
    who: "person",
    right: "case.decide",
    params: { path: z.object({ caseId: z.uuid() }) },
    body: decisionInputSchema,
    answers: {
      200: { description: "Was saved before, when the same was sent in this claim", schema: decisionResultSchema },
      201: { description: "Saved", schema: decisionResultSchema },
    },
    problems: {
      404: "There is no such case",
      409: "The claim has ended, new messages have arrived, or the case shows another reading now; `current` says how it stands",
    },
    examples: {
      agree: { summary: "The model is right", params: named, body: agreed, status: 201, answer: saved },
      again: {
        summary: "The same sent again, since no answer came",
        params: named,
        body: {
          token: EXAMPLE_IDS.claimToken,
          revision: 1,
          findings: [{ assessment: "not_present", riskId: EXAMPLE_IDS.riskId }],
        },
        status: 200,
        answer: { ...saved, verdict: "none", repeated: true },
      },
      missed: {
        summary: "The model is wrong, and missed something",
        params: named,
        body: {
          token: EXAMPLE_IDS.claimToken,
          revision: 1,
          findings: [{ assessment: "not_present", riskId: EXAMPLE_IDS.riskId }, missed],
          certainty: "fairly_sure",
        },
        status: 201,
        answer: saved,
      },
      unassessed: {
        summary: "A risk of the reading is left out",
        params: named,
        body: { token: EXAMPLE_IDS.claimToken, revision: 1, findings: [] },
        status: 422,
        answer: exampleProblem("INVALID", `the risk ${EXAMPLE_IDS.riskId} is not assessed`, {
          errors: [{ pointer: "/findings", message: `the risk ${EXAMPLE_IDS.riskId} is not assessed` }],
        }),
      },
      newMessages: {
        summary: "Messages have arrived since it was read",
        params: named,
        body: agreed,
        status: 409,
        answer: exampleProblem("CONFLICT", "New messages have arrived since you read this. Read them, then decide.", {
          current: { state: "claimed", revision: 2, version: 3 },
        }),
      },
      otherReading: {
        summary: "Another reading has replaced the one that was shown",
        params: named,
        body: agreed,
        status: 409,
        answer: exampleProblem("CONFLICT", "A newer reading has replaced the one you saw. Look at it, then decide.", {
          current: { state: "claimed", revision: 1, version: 3 },
        }),
      },
    },
  },
  {
    id: "undoDecision",
    method: "post",
    path: "/api/v1/decisions/{decisionId}/undo",
    tag: "decide",
    summary: "Take a decision back",
    description:
      "By its author within the undo window, or by a lead with a reason. The decision stays on record, and further looks at it are called off. A correction that is taken back leaves the decision before it standing.",
    who: "person",
    right: "case.decide",
    params: { path: z.object({ decisionId: z.uuid() }) },
    body: undoInputSchema,
    answers: { 200: { description: "Taken back", schema: undoneDecisionSchema } },
    problems: { 404: "There is no such decision", 409: "It was taken back or replaced already, or the time is over" },
    examples: {
      author: {
        summary: "By its author, at once",
        params: { decisionId: EXAMPLE_IDS.decisionId },
        body: {},
        status: 200,
        answer: { caseId: EXAMPLE_IDS.caseId, reopened: true },
      },
      twice: {
        summary: "One that was taken back already",
        params: { decisionId: EXAMPLE_IDS.decisionId },
        body: { reason: "Decided on the wrong case" },
        status: 409,
        answer: exampleProblem("CONFLICT", "This decision was taken back or replaced already."),
      },
    },
  },
];
