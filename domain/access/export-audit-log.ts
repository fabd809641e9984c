import "server-only";
import { type Actor, requireRight } from "@/domain/access/actor";
import { appendEvent } from "@/domain/audit/append-event";
import { db } from "@/lib/db/client";

const PAGE = 1_000;

/**
 * The log in the order of writing, each entry with the exact bytes its hash was made from. It ends at the entry that was
 * the newest when it began: its own entries, one for each page handed out, are not chased. Throws FORBIDDEN.
 * @param range times; `to` is exclusive
 */
export async function* exportAuditLog(actor: Actor, range: { from?: string | undefined; to?: string | undefined }) {
  requireRight(actor, "records.export");
  const { _max: newest } = await db().auditEvent.aggregate({ _max: { seq: true } });
  const at = { ...(range.from ? { gte: new Date(range.from) } : {}), ...(range.to ? { lt: new Date(range.to) } : {}) };
  for (let after = 0n; ; ) {
    const where = { at, seq: { gt: after, lte: newest.seq ?? 0n } };
    const rows = await db().auditEvent.findMany({ where, orderBy: { seq: "asc" }, take: PAGE });
    if (rows.length === 0) return;
    await appendEvent(db(), { type: "audit.log.exported", actor, facts: { rows: rows.length } });
    for (const row of rows) {
      yield {
        seq: row.seq.toString(),
        id: row.id,
        at: row.at.toISOString(),
        type: row.type,
        actorKind: row.actorKind,
        actorId: row.actorId,
        conversationId: row.conversationId,
        caseId: row.caseId,
        canonical: row.canonical,
        leafHash: Buffer.from(row.leafHash).toString("hex"),
      };
    }
    after = rows.at(-1)?.seq ?? after;
  }
}
