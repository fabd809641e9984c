import "server-only";
import { z } from "zod";
import { ACTIONS, CERTAINTIES } from "@/domain/decide/decision-input";
import { IMMINENCES, RISK_SUBJECTS, RISK_TYPES, SEVERITIES } from "@/inference/risk";
import { openText } from "@/lib/crypto/seal";
import type { Db, Tx } from "@/lib/db/client";
import type { OpenKey } from "@/lib/keys/data-keys";

export const decisionSchema = z
  .object({
    id: z.uuid(),
    caseId: z.uuid(),
    revision: z.number().int(),
    verdict: z.enum(["risk", "none"]),
    certainty: z.enum(CERTAINTIES),
    action: z.enum(ACTIONS).or(z.string()),
    note: z.string().nullable(),
    reviewer: z.string(),
    modelVisible: z.boolean(),
    decidedAt: z.iso.datetime(),
    undoableUntil: z.iso.datetime(),
    undoneAt: z.iso.datetime().nullable(),
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

/** The decisions on a conversation, newest first, taken-back ones included and marked. */
export async function loadDecisions(client: Db | Tx, conversationId: string, key: OpenKey | null): Promise<DecisionDto[]> {
  const rows = await client.decision.findMany({
    where: { conversationId },
    orderBy: { decidedAt: "desc" },
    include: { reviewer: true, undo: true, findings: { orderBy: { position: "asc" }, include: { evidence: true } } },
  });
  return rows.map((row) => ({
    id: row.id,
    caseId: row.caseId,
    revision: row.revision,
    verdict: row.verdict,
    certainty: row.certainty,
    action: row.action,
    note: key && row.noteSealed ? openText(key.key, row.noteSealed, { table: "decision", column: "note_sealed", row: row.id }) : null,
    reviewer: row.reviewer.name,
    modelVisible: row.modelVisible,
    decidedAt: row.decidedAt.toISOString(),
    undoableUntil: row.undoableUntil.toISOString(),
    undoneAt: row.undo?.undoneAt.toISOString() ?? null,
    findings: row.findings.map(({ assessment, riskId, subject, type, severity, imminence, evidence }) => ({
      assessment,
      riskId,
      subject,
      type,
      severity,
      imminence,
      messageIds: evidence.map((item) => item.messageId),
    })),
  }));
}
