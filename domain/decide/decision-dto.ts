/** A decision as it leaves the API. Pure: pages read their answers with it. */
import { z } from "zod";
import { CERTAINTIES } from "@/domain/decide/decision-input";
import { IMMINENCES, RISK_SUBJECTS, RISK_TYPES, SEVERITIES } from "@/inference/risk";

export const decisionSchema = z
  .object({
    id: z.uuid(),
    caseId: z.uuid(),
    revision: z.number().int(),
    verdict: z.enum(["risk", "none"]),
    certainty: z.enum(CERTAINTIES),
    action: z.string(),
    note: z.string().nullable().meta({ description: "For people only" }),
    reviewer: z.string().nullable().meta({ description: "Who decided; for people only" }),
    modelVisible: z.boolean(),
    decidedAt: z.iso.datetime(),
    undoableUntil: z.iso.datetime(),
    undoneAt: z.iso.datetime().nullable(),
    supersedesId: z.uuid().nullable().meta({ description: "The decision that this one stands in for" }),
    stands: z.boolean().meta({ description: "false once taken back, or replaced by one that was not" }),
    checks: z
      .boolean()
      .meta({ description: "Made only to be compared with another: it is never the conversation’s own" }),
    waits: z.boolean().meta({ description: "Takes effect only once a second person has looked" }),
    findings: z.array(
      z.object({
        assessment: z.enum(["agree", "corrected", "not_present", "missed"]),
        riskId: z.uuid().nullable(),
        subject: z.enum(RISK_SUBJECTS).nullable(),
        type: z.enum(RISK_TYPES).nullable(),
        severity: z.enum(SEVERITIES).nullable(),
        imminence: z.enum(IMMINENCES).nullable(),
        messageIds: z.array(z.uuid()),
      }),
    ),
  })
  .meta({ id: "Decision" });
export type DecisionDto = z.infer<typeof decisionSchema>;
