import "server-only";
import { type Actor, requireRight } from "@/domain/access/actor";
import { appendEvent } from "@/domain/audit/append-event";
import { EXPORT_PAGE, type ExportRange, timesIn } from "@/domain/ingest/export-range";
import { db, type Prisma } from "@/lib/db/client";
import { databaseNow } from "@/lib/db/database-now";

/** The further looks that hold a decision back at a moment: unanswered, or answered so that it can still be taken back. */
const waitsAt = (moment: Date) =>
  ({
    binding: true,
    withdrawnAt: null,
    OR: [{ answerId: null }, { answer: { undoableUntil: { gte: moment } } }],
  }) satisfies Prisma.ReviewSlotWhereInput;

async function page(range: ExportRange, releasedAt: Date, after: { decidedAt: Date; id: string } | null) {
  return db().decision.findMany({
    where: {
      AND: [
        {
          decidedAt: timesIn(range),
          undoableUntil: { lt: releasedAt },
          slotsFirst: { none: waitsAt(releasedAt) },
        },
        after
          ? { OR: [{ decidedAt: { gt: after.decidedAt } }, { decidedAt: after.decidedAt, id: { gt: after.id } }] }
          : {},
      ],
    },
    orderBy: [{ decidedAt: "asc" }, { id: "asc" }],
    take: EXPORT_PAGE,
    include: {
      classification: true,
      undo: true,
      case: { select: { reason: true, tier: true } },
      slotAnswered: true,
      findings: { orderBy: { position: "asc" } },
    },
  });
}

/**
 * Decisions made in the range, oldest first, taken-back ones included and marked: what was concluded about which reading,
 * without notes or any other content; of a further look also whether it agrees with what it was compared with. One that
 * its author can still take back, or that waits for a second person, is left out: nothing of it leaves the desk before.
 * Each page is written down before it is handed out. Throws FORBIDDEN.
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
        caseReason: row.case.reason,
        caseTier: row.case.tier,
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
        policyVersionIds: row.policyVersionIds,
        comparedWithId: row.slotAnswered?.firstDecisionId ?? null,
        agreed: row.slotAnswered?.agreed ?? null,
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
