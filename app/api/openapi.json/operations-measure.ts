import { EXAMPLE_IDS } from "@/app/api/openapi.json/example-values";
import type { Operation } from "@/app/api/openapi.json/operation";
import { auditFilterSchema, auditPageSchema } from "@/domain/audit/list-events";

/** The record. */
export const MEASURE_OPERATIONS: readonly Operation[] = [
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
