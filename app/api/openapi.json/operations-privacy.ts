import { EXAMPLE_IDS, EXAMPLE_SOURCE, exampleProblem } from "@/app/api/openapi.json/example-values";
import type { Operation } from "@/app/api/openapi.json/operation";
import {
  destroyedSchema,
  erasureInputSchema,
  erasurePageSchema,
  erasurePreviewInputSchema,
  erasurePreviewSchema,
} from "@/domain/privacy/erasure-dto";
import { erasureFilterSchema } from "@/domain/privacy/list-erasures";

const who = { tag: "privacy", who: "person", right: "privacy.manage" } as const;
const somebody = { sourceId: EXAMPLE_SOURCE.id, externalId: "person-7" };
const ofConversation = { conversationId: EXAMPLE_IDS.conversationId };
const done = { id: EXAMPLE_IDS.erasureId, authors: 1, conversations: 1, keys: 2, casesClosed: 1 };
const openCase = { id: EXAMPLE_IDS.caseId, tier: 1, state: "open", reason: "flagged" } as const;
const found = {
  authors: 1,
  conversations: 1,
  shared: 0,
  messages: 1,
  openCases: [openCase],
  unread: [],
  heldConversations: 0,
  waitingCopies: 0,
  refusal: null,
};

/** What is erased, and what must not be. */
export const PRIVACY_OPERATIONS: readonly Operation[] = [
  {
    ...who,
    id: "listErasures",
    method: "get",
    path: "/api/v1/erasures",
    summary: "List past erasures, newest first",
    description: "By ids and counts: nothing says who it was.",
    params: { query: erasureFilterSchema },
    answers: { 200: { description: "One page", schema: erasurePageSchema } },
    examples: {
      first: {
        summary: "The newest ones",
        status: 200,
        answer: {
          items: [
            { ...done, cause: "person", reason: "asked_by_the_person", by: "Ada", at: "2026-11-21T03:09:06.000Z" },
          ],
          nextCursor: null,
        },
      },
    },
  },
  {
    ...who,
    id: "previewErasure",
    method: "post",
    path: "/api/v1/erasures/preview",
    summary: "Look a person up, and see what an erasure would take",
    description:
      "Erases nothing. A POST, so that the id stands in no address. What is open or unread ends with the erasure and has to be named in it.",
    body: erasurePreviewInputSchema,
    answers: { 200: { description: "What there is of the person", schema: erasurePreviewSchema } },
    problems: { 409: "Several people wrote in the conversation" },
    examples: {
      person: { summary: "One with an open case", body: { subject: ofConversation }, status: 200, answer: found },
      unknown: {
        summary: "Nobody",
        body: { subject: somebody },
        status: 200,
        answer: { ...found, authors: 0, conversations: 0, messages: 0, openCases: [], refusal: "unknown" },
      },
    },
  },
  {
    ...who,
    id: "erasePerson",
    method: "post",
    path: "/api/v1/erasures",
    summary: "Erase a person",
    description:
      "Destroys their data key and those of the conversations they took part in. Decisions, outcomes and the audit log stay. It cannot be undone; backups from before hold the content until they are gone.",
    body: erasureInputSchema,
    answers: { 201: { description: "Erased", schema: destroyedSchema } },
    problems: {
      404: "Nobody is known by this",
      409: "A legal hold, a reviewer who is reading, or something open that was not named; `current` is the preview as it stands",
    },
    examples: {
      named: {
        summary: "With the open case named",
        body: { subject: ofConversation, reason: "asked_by_the_person", ends: [EXAMPLE_IDS.caseId] },
        status: 201,
        answer: done,
      },
      unnamed: {
        summary: "Something is open that was not named",
        body: { subject: ofConversation, reason: "asked_by_the_person", ends: [] },
        status: 409,
        answer: exampleProblem(
          "CONFLICT",
          "Something is open or unread that was not named. Look at it, then confirm that it ends too.",
          { current: found },
        ),
      },
      nobody: {
        summary: "Nobody is known by this",
        body: { subject: somebody, reason: "other", ends: [] },
        status: 404,
        answer: exampleProblem("NOT_FOUND", "Nobody is known by this."),
      },
    },
  },
];
