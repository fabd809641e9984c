import { z } from "zod";
import { EXAMPLE_IDS, EXAMPLE_SOURCE, exampleProblem } from "@/app/api/openapi.json/example-values";
import type { Operation } from "@/app/api/openapi.json/operation";
import {
  bulkInputSchema,
  bulkPreviewInputSchema,
  bulkPreviewSchema,
  bulkResultSchema,
  bulkUndoneSchema,
} from "@/domain/triage/bulk/bulk-dto";
import { BULK_AT_MOST } from "@/domain/triage/bulk/bulk-limit";
import { queueChoicesSchema } from "@/domain/triage/queue-choices";
import {
  changeViewInputSchema,
  savedViewSchema,
  savedViewsSchema,
  saveViewInputSchema,
} from "@/domain/triage/views/saved-view";

const viewPath = { path: z.object({ viewId: z.uuid() }) };
const view = {
  id: EXAMPLE_IDS.viewId,
  name: "German nights",
  filters: { language: "de", assignee: "nobody" },
  shared: false,
  owner: "Rosa Reviewer",
  own: true,
} as const;

const VIEWS: readonly Operation[] = [
  {
    id: "listViews",
    method: "get",
    path: "/api/v1/views",
    tag: "triage",
    summary: "List saved views of the queue",
    description: "The caller's own first, then those that leads share.",
    who: "person",
    right: "case.read",
    answers: { 200: { description: "Views", schema: savedViewsSchema } },
    examples: { all: { summary: "One of one's own", status: 200, answer: { items: [view] } } },
  },
  {
    id: "saveView",
    method: "post",
    path: "/api/v1/views",
    tag: "triage",
    summary: "Keep a filter of the queue under a name",
    description: "Leads may share it with everybody.",
    who: "person",
    right: "case.read",
    body: saveViewInputSchema,
    answers: { 201: { description: "Kept", schema: savedViewSchema } },
    problems: { 409: "The name is taken, or there are too many" },
    examples: {
      german: {
        summary: "What waits in German",
        body: { name: "German nights", filters: { language: "de", assignee: "nobody" } },
        status: 201,
        answer: view,
      },
    },
  },
  {
    id: "changeView",
    method: "patch",
    path: "/api/v1/views/{viewId}",
    tag: "triage",
    summary: "Rename, refilter or share a view",
    who: "person",
    right: "case.read",
    params: viewPath,
    body: changeViewInputSchema,
    answers: { 200: { description: "As it is now", schema: savedViewSchema } },
    problems: { 404: "There is no such view of the caller's", 409: "The name is taken" },
    examples: {
      share: {
        summary: "A lead shares it",
        params: { viewId: EXAMPLE_IDS.viewId },
        body: { shared: true },
        status: 200,
        answer: { ...view, shared: true },
      },
    },
  },
  {
    id: "deleteView",
    method: "delete",
    path: "/api/v1/views/{viewId}",
    tag: "triage",
    summary: "Delete a view",
    who: "person",
    right: "case.read",
    params: viewPath,
    answers: { 204: { description: "Deleted" } },
    problems: { 404: "There is no such view of the caller's" },
    examples: { delete: { summary: "One's own", params: { viewId: EXAMPLE_IDS.viewId }, status: 204 } },
  },
];

const BULK: readonly Operation[] = [
  {
    id: "previewBulk",
    method: "post",
    path: "/api/v1/cases/bulk/preview",
    tag: "triage",
    summary: "What a change of many cases would do",
    description: `Of the cases named, or of all that fit a filter, ${BULK_AT_MOST} at the most. Nothing is changed.`,
    who: "person",
    right: "case.lead",
    body: bulkPreviewInputSchema,
    answers: { 200: { description: "Counts, and what would be left out and why", schema: bulkPreviewSchema } },
    examples: {
      snooze: {
        summary: "Snooze one case for twenty minutes",
        body: { change: { kind: "snooze", minutes: 20 }, ids: [EXAMPLE_IDS.caseId] },
        status: 200,
        answer: { ids: [EXAMPLE_IDS.caseId], byTier: [{ tier: 2, count: 1 }], leftOut: [], more: false },
      },
      filter: {
        summary: "Close what fits a filter: flagged cases are left out",
        body: { change: { kind: "close" }, filter: { tier: 1 } },
        status: 200,
        answer: { ids: [], byTier: [], leftOut: [{ why: "needs_review", count: 2 }], more: false },
      },
      neither: {
        summary: "Neither cases nor a filter",
        body: { change: { kind: "requeue" } },
        status: 422,
        answer: exampleProblem("INVALID", "name either ids or a filter", {
          errors: [{ pointer: "", message: "name either ids or a filter" }],
        }),
      },
    },
  },
  {
    id: "changeCases",
    method: "post",
    path: "/api/v1/cases/bulk",
    tag: "triage",
    summary: "Change many cases at once",
    description:
      "Requeue, escalate, snooze, raise, or close samples and cases opened by hand in which nothing was found. What has moved on since the preview is left as it is.",
    who: "person",
    right: "case.lead",
    body: bulkInputSchema,
    answers: { 200: { description: "Changed", schema: bulkResultSchema } },
    examples: {
      escalate: {
        summary: "Pass a case to the leads",
        body: { change: { kind: "escalate" }, ids: [EXAMPLE_IDS.caseId] },
        status: 200,
        answer: {
          bulkId: EXAMPLE_IDS.bulkId,
          changed: 1,
          byTier: [{ tier: 1, count: 1 }],
          leftOut: [],
          undoableUntil: "2026-11-21T03:14:08.000Z",
        },
      },
    },
  },
  {
    id: "undoBulk",
    method: "post",
    path: "/api/v1/cases/bulk/{bulkId}/undo",
    tag: "triage",
    summary: "Take a change of many cases back",
    description: "For ten minutes, and for those that nothing has happened to since.",
    who: "person",
    right: "case.lead",
    params: { path: z.object({ bulkId: z.uuid() }) },
    answers: { 200: { description: "Taken back", schema: bulkUndoneSchema } },
    problems: { 404: "There is no such change", 409: "It was taken back, or the time is over" },
    examples: {
      undo: {
        summary: "All of them",
        params: { bulkId: EXAMPLE_IDS.bulkId },
        status: 200,
        answer: { restored: 1, moved: 0 },
      },
    },
  },
];

/** Working with the queue: what it can be narrowed down to, views of it, and changes of many cases at once. */
export const QUEUE_OPERATIONS: readonly Operation[] = [
  {
    id: "listQueueChoices",
    method: "get",
    path: "/api/v1/queue/choices",
    tag: "triage",
    summary: "What the queue can be narrowed down to",
    who: "person",
    right: "case.read",
    answers: { 200: { description: "Sources, languages, people", schema: queueChoicesSchema } },
    examples: {
      small: {
        summary: "A small desk",
        status: 200,
        answer: {
          sources: [{ id: EXAMPLE_SOURCE.id, name: EXAMPLE_SOURCE.name }],
          languages: ["de", "en"],
          people: [{ id: EXAMPLE_IDS.userId, name: "Rosa Reviewer" }],
        },
      },
    },
  },
  ...VIEWS,
  ...BULK,
];
