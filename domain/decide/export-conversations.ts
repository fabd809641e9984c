import "server-only";
import { type Actor, hasRight, requireRight } from "@/domain/access/actor";
import { appendEvent } from "@/domain/audit/append-event";
import { EXPORT_PAGE, type ExportRange, timesIn } from "@/domain/ingest/export-range";
import { listReadBlind } from "@/domain/triage/hidden-answers";
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

type Row = Awaited<ReturnType<typeof page>>[number];

/**
 * Those of a page of which somebody who may decide is not told what became of them: that a conversation that was read clear
 * has a case would say that it was drawn. Those that were not drawn are among them, since what is left would be the others.
 */
async function keptFrom(actor: Actor, rows: readonly Row[]): Promise<(row: Row) => boolean> {
  if (actor.kind !== "user" || !hasRight(actor, "case.decide")) return () => false;
  const blind = await listReadBlind(
    actor,
    rows.map(({ id }) => id),
  );
  return ({ id, status, _count }) => blind.has(id) || (status === "clear" && _count.decisions === 0);
}

/**
 * Conversations received in the range, oldest first: ids, standing and counts, no content and no metadata; null for the
 * standing, cases and decisions that whoever asks must not know of what they may be given to read blind. Each page is
 * written down before it is handed out. @throws FORBIDDEN
 */
export async function* exportConversations(actor: Actor, range: ExportRange) {
  requireRight(actor, "records.export");
  for (let after: { receivedAt: Date; id: string } | null = null; ; ) {
    const rows = await page(range, after);
    if (rows.length === 0) return;
    await appendEvent(db(), { type: "ingest.records.exported", actor, facts: { rows: rows.length } });
    const isKept = await keptFrom(actor, rows);
    for (const row of rows) {
      const kept = isKept(row);
      yield {
        id: row.id,
        sourceId: row.sourceId,
        platform: row.source.platform,
        externalId: row.externalId,
        part: row.part,
        status: kept ? null : row.status,
        revision: row.revision,
        messages: row.messageCount,
        classifications: row._count.classifications,
        cases: kept ? null : row._count.cases,
        decisions: kept ? null : row._count.decisions,
        receivedAt: row.receivedAt.toISOString(),
        changedAt: row.changedAt.toISOString(),
      };
    }
    after = rows.at(-1) ?? null;
  }
}
