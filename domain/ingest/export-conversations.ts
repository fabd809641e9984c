import "server-only";
import { type Actor, requireRight } from "@/domain/access/actor";
import { appendEvent } from "@/domain/audit/append-event";
import { EXPORT_PAGE, type ExportRange, timesIn } from "@/domain/ingest/export-range";
import { db } from "@/lib/db/client";

async function page(range: ExportRange, after: { receivedAt: Date; id: string } | null) {
  return db().conversation.findMany({
    where: {
      AND: [
        { receivedAt: timesIn(range) },
        after
          ? { OR: [{ receivedAt: { gt: after.receivedAt } }, { receivedAt: after.receivedAt, id: { gt: after.id } }] }
          : {},
      ],
    },
    orderBy: [{ receivedAt: "asc" }, { id: "asc" }],
    take: EXPORT_PAGE,
    include: { source: true, _count: { select: { classifications: true, cases: true, decisions: true } } },
  });
}

/**
 * Conversations received in the range, oldest first: ids, standing and counts, no content and no metadata. Each page is
 * written down before it is handed out. Throws FORBIDDEN.
 */
export async function* exportConversations(actor: Actor, range: ExportRange) {
  requireRight(actor, "records.export");
  for (let after: { receivedAt: Date; id: string } | null = null; ; ) {
    const rows = await page(range, after);
    if (rows.length === 0) return;
    await appendEvent(db(), { type: "ingest.records.exported", actor, facts: { rows: rows.length } });
    for (const row of rows) {
      yield {
        id: row.id,
        sourceId: row.sourceId,
        platform: row.source.platform,
        externalId: row.externalId,
        part: row.part,
        status: row.status,
        revision: row.revision,
        messages: row.messageCount,
        classifications: row._count.classifications,
        cases: row._count.cases,
        decisions: row._count.decisions,
        receivedAt: row.receivedAt.toISOString(),
        changedAt: row.changedAt.toISOString(),
      };
    }
    after = rows.at(-1) ?? null;
  }
}
