import { z } from "zod";
import { EXAMPLE_IDS, exampleProblem } from "@/app/api/openapi.json/example-values";
import type { Operation } from "@/app/api/openapi.json/operation";
import { alertDeliveriesSchema } from "@/domain/triage/alerts/alert-deliveries-dto";
import { alertPageSchema, alertSchema } from "@/domain/triage/alerts/alert-dto";
import { alertFilterSchema } from "@/domain/triage/alerts/list-alerts";

const own = { alertId: EXAMPLE_IDS.alertId };
const path = z.object({ alertId: z.uuid() });
const gone = { 404: "There is no such alert" };

const open = {
  id: EXAMPLE_IDS.alertId,
  kind: "tier_breach",
  says: "A case in tier 1 waits past its time",
  caseId: EXAMPLE_IDS.caseId,
  tier: 1,
  openedAt: "2026-11-21T03:09:05.400Z",
  acknowledgedAt: null,
  acknowledgedBy: null,
  resolvedAt: null,
  step: 1,
  nextStepAt: "2026-11-21T03:14:05.400Z",
  messages: { waiting: 0, delivered: 1, failed: 0 },
};

/** What somebody has to be told of, and who answers. */
export const ALERT_OPERATIONS: readonly Operation[] = [
  {
    id: "listAlerts",
    method: "get",
    path: "/api/v1/alerts",
    tag: "alerts",
    summary: "List alerts, newest first",
    who: "person",
    right: "alert.read",
    params: { query: alertFilterSchema },
    answers: { 200: { description: "A page of them, without any content", schema: alertPageSchema } },
    examples: {
      open: {
        summary: "Those whose cause is still there",
        params: { state: "open" },
        status: 200,
        answer: { items: [open], next: null, unanswered: 1 },
      },
    },
  },
  {
    id: "listAlertDeliveries",
    method: "get",
    path: "/api/v1/alerts/{alertId}/deliveries",
    tag: "alerts",
    summary: "See who was told of an alert, with every try",
    who: "person",
    right: "alert.read",
    params: { path },
    answers: { 200: { description: "Its messages, oldest first", schema: alertDeliveriesSchema } },
    problems: gone,
    examples: {
      told: {
        summary: "One that nobody was told of outside the desk",
        params: own,
        status: 200,
        answer: { items: [] },
      },
    },
  },
  {
    id: "acknowledgeAlert",
    method: "post",
    path: "/api/v1/alerts/{alertId}/acknowledge",
    tag: "alerts",
    summary: "Answer an alert: nobody further in the chain is told",
    who: "person",
    right: "alert.acknowledge",
    params: { path },
    answers: { 200: { description: "The alert, answered by you", schema: alertSchema } },
    problems: { ...gone, 409: "Somebody else has answered it, or its cause is gone; `current` says which" },
    examples: {
      answer: {
        summary: "The first to answer",
        params: own,
        status: 200,
        answer: { ...open, acknowledgedAt: "2026-11-21T03:10:00.000Z", acknowledgedBy: "Rut Lind", nextStepAt: null },
      },
      settled: {
        summary: "Its cause is gone",
        params: own,
        status: 409,
        answer: exampleProblem("CONFLICT", "The cause of this alert is gone: nothing is left to do.", {
          current: { state: "resolved" },
        }),
      },
    },
  },
];
