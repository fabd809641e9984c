import "server-only";
import type { DecisionDto } from "@/domain/decide/decision-dto";
import type { Db, Tx } from "@/lib/db/client";
import { databaseNow } from "@/lib/db/database-now";
import type { OpenKey } from "@/lib/keys/data-keys";
import { openTextOrNull } from "@/lib/keys/open-or-null";

/** A decision as an outside system sees it: what was concluded, not by whom or in which words. */
function withoutPeople(decision: DecisionDto): DecisionDto {
  return { ...decision, note: null, reviewer: null };
}

/**
 * The newest decision on a conversation that stands, fit to leave the system: one that its author can still take back
 * with a key press, by the database's clock, is not there yet.
 */
export async function findReleasedDecision(client: Db | Tx, conversationId: string): Promise<DecisionDto | null> {
  const now = await databaseNow(client);
  const decisions = await loadDecisions(client, conversationId, null);
  const released = decisions.find(
    ({ undoneAt, undoableUntil }) => undoneAt === null && Date.parse(undoableUntil) < now.getTime(),
  );
  return released ? withoutPeople(released) : null;
}

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
