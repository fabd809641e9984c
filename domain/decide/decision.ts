import "server-only";
import type { DecisionDto } from "@/domain/decide/decision-dto";
import type { Db, Tx } from "@/lib/db/client";
import type { OpenKey } from "@/lib/keys/data-keys";
import { openTextOrNull } from "@/lib/keys/open-or-null";

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
    note: openTextOrNull(key, row.noteSealed, { table: "decision", column: "note_sealed", row: row.id }),
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
