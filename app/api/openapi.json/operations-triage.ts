import { z } from "zod";
import {
  EXAMPLE_IDS,
  EXAMPLE_REFLECTION,
  EXAMPLE_RISK,
  EXAMPLE_SOURCE,
  EXAMPLE_TEXT,
  exampleProblem,
} from "@/app/api/openapi.json/example-values";
import type { Operation } from "@/app/api/openapi.json/operation";
import { casePageQuerySchema } from "@/domain/triage/case-filter";
import { casePageSchema } from "@/domain/triage/case-row";
import { classifyResultSchema } from "@/domain/triage/classify-result";
import { classifyInputSchema } from "@/domain/triage/classify-text";
import { openedCaseSchema } from "@/domain/triage/open-manual-case";
import { queueSummarySchema } from "@/domain/triage/queue-summary";

const quietTier = (tier: number) => ({ tier, open: 0, claimed: 0, overdue: 0, oldestOpenedAt: null });

/** Reading without storing, the queue, and cases as they wait in it. */
export const TRIAGE_OPERATIONS: readonly Operation[] = [
  {
    id: "classify",
    method: "post",
    path: "/api/v1/classify",
    tag: "triage",
    summary: "Read a text or conversation and store nothing",
    description:
      "A reading that fails is a 503 with `outcome` “unscored”, never an empty list of risks: do not take it for “no risk”.",
    who: "person or key",
    right: "conversation.classify",
    body: classifyInputSchema,
    answers: { 200: { description: "Read", schema: classifyResultSchema } },
    problems: { 503: "Not read: `outcome` is “unscored” and `reason` says why" },
    examples: {
      text: {
        summary: "One text",
        body: { text: EXAMPLE_TEXT, strategy: "single" },
        status: 200,
        answer: {
          outcome: "risk",
          reflection: EXAMPLE_REFLECTION,
          risks: [{ ...EXAMPLE_RISK, features: [], agreement: null, messages: [0] }],
          flagScore: 0.97,
          engine: "sglang",
          model: "nopenet/nope-edge",
          strategy: "single",
          provisional: false,
          incomplete: false,
          calls: 1,
          latencyMs: 214,
        },
      },
      personConversation: {
        summary: "A conversation, by a signed-in person",
        body: {
          messages: [
            { role: "user", text: "Could you help me with my homework?" },
            { role: "assistant", text: "Of course. What is it about?" },
          ],
        },
        status: 200,
        answer: {
          outcome: "none",
          reflection: "Nothing in this text points to a risk.",
          risks: [],
          flagScore: 0.02,
          engine: "sglang",
          model: "nopenet/nope-edge",
          strategy: "single",
          provisional: false,
          incomplete: false,
          calls: 1,
          latencyMs: 180,
        },
      },
      blank: {
        summary: "Nothing to read",
        body: { text: " " },
        status: 422,
        answer: exampleProblem("INVALID", "there is nothing to read: no visible character at /text", {
          errors: [{ pointer: "/text", message: "there is nothing to read: no visible character" }],
        }),
      },
    },
  },
  {
    id: "summariseQueue",
    method: "get",
    path: "/api/v1/queue",
    tag: "triage",
    summary: "What waits, by tier",
    who: "person",
    right: "case.read",
    answers: { 200: { description: "Counts and ages", schema: queueSummarySchema } },
    examples: {
      night: {
        summary: "Two cases wait, one is with a reviewer",
        status: 200,
        answer: {
          tiers: [
            quietTier(0),
            { tier: 1, open: 2, claimed: 1, overdue: 0, oldestOpenedAt: "2026-11-21T03:04:08.000Z" },
            quietTier(2),
            quietTier(3),
          ],
          escalated: 0,
          unread: 1,
          oldestUnreadAt: "2026-11-21T03:06:00.000Z",
          deliveriesWaiting: 2,
          oldestDeliveryAt: "2026-11-21T03:06:01.480Z",
        },
      },
    },
  },
  {
    id: "listCases",
    method: "get",
    path: "/api/v1/cases",
    tag: "triage",
    summary: "List cases in the order of the queue",
    who: "person",
    right: "case.read",
    params: { query: casePageQuerySchema },
    answers: { 200: { description: "One page", schema: casePageSchema } },
    examples: {
      tierOne: {
        summary: "Those of tier 1 about suicide risk",
        params: { tier: "1", type: "suicide" },
        status: 200,
        answer: {
          items: [
            {
              id: EXAMPLE_IDS.caseId,
              conversationId: EXAMPLE_IDS.conversationId,
              reason: "flagged",
              state: "open",
              tier: 1,
              queueTier: 1,
              dueAt: "2026-11-21T03:09:08.000Z",
              openedAt: "2026-11-21T03:04:08.000Z",
              revision: 1,
              holder: null,
              snoozedUntil: null,
              language: "en",
              source: EXAMPLE_SOURCE,
              outcome: "risk",
              unscoredReason: null,
              reflection: EXAMPLE_REFLECTION,
              provisional: false,
              risks: [EXAMPLE_RISK],
            },
          ],
          prevCursor: null,
          nextCursor: null,
        },
      },
      badTier: {
        summary: "A tier that there is not",
        params: { tier: "7" },
        status: 422,
        answer: exampleProblem("INVALID", "Too big: expected number to be <=3 at /tier", {
          errors: [{ pointer: "/tier", message: "Too big: expected number to be <=3" }],
        }),
      },
    },
  },
  {
    id: "openCase",
    method: "post",
    path: "/api/v1/conversations/{conversationId}/case",
    tag: "triage",
    summary: "Open a case on a conversation by hand",
    description: "The way to record what the model missed. A case that waits already is given as it is.",
    who: "person",
    right: "case.open",
    params: { path: z.object({ conversationId: z.uuid() }) },
    answers: { 201: { description: "Open", schema: openedCaseSchema } },
    problems: { 404: "There is no such conversation", 409: "The conversation has not been read yet" },
    examples: {
      open: {
        summary: "On a conversation the model found clear",
        params: { conversationId: EXAMPLE_IDS.conversationId },
        status: 201,
        answer: { caseId: EXAMPLE_IDS.caseId },
      },
    },
  },
];
