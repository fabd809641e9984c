import "server-only";
import { type Actor, requireRight } from "@/domain/access/actor";
import { appendEvent } from "@/domain/audit/append-event";
import { EXPORT_PAGE, type ExportRange, timesIn } from "@/domain/ingest/export-range";
import { db } from "@/lib/db/client";
import { databaseNow } from "@/lib/db/database-now";

async function page(range: ExportRange, releasedAt: Date, after: { decidedAt: Date; id: string } | null) {
  return db().decision.findMany({
    where: {
      AND: [
        { decidedAt: timesIn(range), undoableUntil: { lt: releasedAt } },
        after
          ? { OR: [{ decidedAt: { gt: after.decidedAt } }, { decidedAt: after.decidedAt, id: { gt: after.id } }] }
          : {},
      ],
    },
    orderBy: [{ decidedAt: "asc" }, { id: "asc" }],
    take: EXPORT_PAGE,
    include: { classification: true, undo: true, findings: { orderBy: { position: "asc" } } },
  });
}

/**
 * Decisions made in the range, oldest first, taken-back ones included and marked: what was concluded about which reading,
 * without notes or any other content. One that its author can still take back is left out: nothing of it leaves the desk
 * before. Each page is written down before it is handed out. Throws FORBIDDEN.
 */
export async function* exportDecisions(actor: Actor, range: ExportRange) {
  requireRight(actor, "records.export");
  const releasedAt = await databaseNow(db());
  for (let after: { decidedAt: Date; id: string } | null = null; ; ) {
    const rows = await page(range, releasedAt, after);
    if (rows.length === 0) return;
    await appendEvent(db(), { type: "decide.records.exported", actor, facts: { rows: rows.length } });
    for (const row of rows) {
      yield {
        id: row.id,
        caseId: row.caseId,
        conversationId: row.conversationId,
        revision: row.revision,
        classificationId: row.classificationId,
        engine: row.classification?.engine ?? null,
        model: row.classification?.model ?? null,
        strategy: row.classification?.strategy ?? null,
        outcome: row.classification?.outcome ?? null,
        verdict: row.verdict,
        certainty: row.certainty,
        action: row.action,
        reviewerId: row.reviewerId,
        modelVisible: row.modelVisible,
        timeSpentMs: row.timeSpentMs,
        decidedAt: row.decidedAt.toISOString(),
        undoneAt: row.undo?.undoneAt.toISOString() ?? null,
        supersedesId: row.supersedesId,
        findings: row.findings.map(({ assessment, riskId, subject, type, severity, imminence }) => ({
          assessment,
          riskId,
          subject,
          type,
          severity,
          imminence,
        })),
      };
    }
    after = rows.at(-1) ?? null;
  }
}
