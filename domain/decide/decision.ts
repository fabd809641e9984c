import "server-only";
import type { DecisionDto } from "@/domain/decide/decision-dto";
import { openText } from "@/lib/crypto/seal";
import type { Db, Tx } from "@/lib/db/client";
import type { OpenKey } from "@/lib/keys/data-keys";

/** The decisions on a conversation, newest first, taken-back ones included and marked. */
export async function loadDecisions(
  client: Db | Tx,
  conversationId: string,
  key: OpenKey | null,
): Promise<DecisionDto[]> {
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
    note:
      key && row.noteSealed
        ? openText(key.key, row.noteSealed, { table: "decision", column: "note_sealed", row: row.id })
        : null,
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
