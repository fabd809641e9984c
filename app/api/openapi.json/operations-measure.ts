import { EXAMPLE_IDS } from "@/app/api/openapi.json/example-values";
import type { Operation } from "@/app/api/openapi.json/operation";
import { auditFilterSchema, auditPageSchema } from "@/domain/audit/list-events";
import { measureReportSchema } from "@/domain/measure/get-measure-report";
import { measureFilterSchema } from "@/domain/measure/outcome-queries";
import { RISK_TYPES } from "@/inference/risk";

const precision = { value: 0.8, low: 0.4902, high: 0.9433, n: 10 };
const byType = RISK_TYPES.map((type) =>
  type === "suicide"
    ? { type, tp: 8, fp: 2, fn: 0, tn: 3, precision }
    : { type, tp: 0, fp: 0, fn: 0, tn: 13, precision: null },
);

/** The figures and the record. */
export const MEASURE_OPERATIONS: readonly Operation[] = [
  {
    id: "getMeasureReport",
    method: "get",
    path: "/api/v1/measure",
    tag: "measure",
    summary: "What decisions say about the model, with intervals and with what is not known",
    who: "person",
    right: "measure.read",
    params: { query: measureFilterSchema },
    answers: { 200: { description: "The figures", schema: measureReportSchema } },
    examples: {
      november: {
        summary: "Decisions of one month",
        params: { from: "2026-11-01", to: "2026-12-01", strategy: "single" },
        status: 200,
        answer: {
          decided: 13,
          conversations: { tp: 8, fp: 2, fn: 0, tn: 3 },
          unscored: { risk: 0, none: 0 },
          byType,
          precision,
          recall: null,
          unknown: ["Recall is not known. 40 unflagged conversations were never looked at by a person."],
          corrections: { agree: 8, notPresent: 2, missed: 0, subject: 0, type: 0, severity: 0, imminence: 0 },
          coverage: {
            flagged: { conversations: 10, decided: 10 },
            clear: { conversations: 43, decided: 3 },
            unscored: { conversations: 0, decided: 0 },
            waiting: 0,
          },
          modelShown: 13,
          provisional: 0,
        },
      },
    },
  },
  {
    id: "listAuditEvents",
    method: "get",
    path: "/api/v1/audit/events",
    tag: "audit",
    summary: "Read the append-only log, newest first",
    description: "Beginning to read it is an event too.",
    who: "person",
    right: "audit.read",
    params: { query: auditFilterSchema },
    answers: { 200: { description: "One page", schema: auditPageSchema } },
    examples: {
      claims: {
        summary: "Who claimed cases",
        params: { type: "triage.case.claimed" },
        status: 200,
        answer: {
          items: [
            {
              id: EXAMPLE_IDS.eventId,
              seq: "1204",
              at: "2026-11-21T03:04:45.000Z",
              type: "triage.case.claimed",
              actor: { kind: "user", id: EXAMPLE_IDS.userId, name: "Robin" },
              conversationId: EXAMPLE_IDS.conversationId,
              caseId: EXAMPLE_IDS.caseId,
              facts: { claimId: "019a1f3c-5b7e-7c21-9d5e-3f6a8b2c4d11" },
              leafHash: "4bf5122f344554c53bde2ebb8cd2b7e3d1600ad631c385a5d7cce23c7785459a",
              leafIndex: 1198,
            },
          ],
          nextCursor: "1204",
        },
      },
    },
  },
];
