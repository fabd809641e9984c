import "server-only";
import { type Actor, requireUser } from "@/domain/access/actor";
import { appendEvents } from "@/domain/audit/append-event";
import type { BulkUndone } from "@/domain/triage/bulk/bulk-dto";
import { type LoadedBulkCase, loadBulkCases } from "@/domain/triage/bulk/load-bulk-cases";
import { canRestore, type UndoRecord, undoRecordsSchema } from "@/domain/triage/bulk/undo-record";
import { listConversationsWithLiveCase } from "@/domain/triage/case-rows";
import { db, type Tx } from "@/lib/db/client";
import { AppError } from "@/lib/errors/app-error";
import { isId } from "@/lib/ids/new-id";

async function restore(tx: Tx, records: readonly UndoRecord[]): Promise<void> {
  const rows = records.map(({ id, before }) => ({ id, ...before }));
  await tx.$executeRaw`
    UPDATE "case" SET state = asked.state::case_state, tier = asked.tier, queue_tier = asked."queueTier",
      due_at = asked."dueAt", rank_lead_seconds = asked."rankLeadSeconds", snoozed_until = asked."snoozedUntil",
      closed_at = NULL, version = "case".version + 1
    FROM json_to_recordset(${JSON.stringify(rows)}::json) AS asked (id uuid, state text, tier int, "queueTier" int,
      "dueAt" timestamptz, "rankLeadSeconds" float8, "snoozedUntil" timestamptz)
    WHERE "case".id = asked.id`;
}

/**
 * Holds the conversations of closed cases, so that no reading opens a case there until these are back. As everywhere,
 * before the cases.
 */
async function lockConversations(tx: Tx, caseIds: readonly string[]): Promise<void> {
  await tx.$queryRaw`
    SELECT id FROM conversation WHERE id IN (SELECT conversation_id FROM "case" WHERE id = ANY (${[...caseIds]}::uuid[]))
    ORDER BY id FOR NO KEY UPDATE`;
}

/** Those of the closed cases whose conversation has another one by now, which comes in their place. */
async function listReplaced(tx: Tx, cases: readonly LoadedBulkCase[]): Promise<Set<string>> {
  const closed = cases.filter(({ state, reason }) => state === "closed" && reason !== "sample");
  const replaced = new Set(
    await listConversationsWithLiveCase(
      tx,
      closed.map(({ conversationId }) => conversationId),
    ),
  );
  return new Set(closed.filter(({ conversationId }) => replaced.has(conversationId)).map(({ id }) => id));
}

/**
 * Takes back a change of many cases, for those that nothing has happened to since; the others stay as they are. Anybody
 * who may make such a change may take one back. Throws FORBIDDEN, NOT_FOUND, CONFLICT once the time is over or it was done.
 */
export async function undoBulk(actor: Actor, bulkId: string): Promise<BulkUndone> {
  const lead = requireUser(actor, "case.lead");
  return db().$transaction(async (tx) => {
    const found = isId(bulkId)
      ? await tx.$queryRaw<{ id: string }[]>`SELECT id FROM bulk_action WHERE id = ${bulkId}::uuid FOR UPDATE`
      : [];
    if (found.length === 0) throw new AppError("NOT_FOUND", "There is no such change.");
    const bulk = await tx.bulkAction.findUniqueOrThrow({ where: { id: bulkId } });
    const records = undoRecordsSchema.parse(bulk.cases);
    const ids = records.map(({ id }) => id);
    if (bulk.kind === "close") await lockConversations(tx, ids);
    const { cases, now } = await loadBulkCases(tx, lead, ids, true);
    if (bulk.undoneAt) throw new AppError("CONFLICT", "This change was taken back already.");
    if (bulk.undoableUntil <= now) throw new AppError("CONFLICT", "This change can no longer be taken back.");
    const byId = new Map(cases.map((each) => [each.id, each]));
    const replaced = await listReplaced(tx, cases);
    const restorable = records.filter((record) => {
      const current = byId.get(record.id);
      return current !== undefined && !replaced.has(record.id) && canRestore(record, current);
    });
    await restore(tx, restorable);
    await tx.bulkAction.update({ where: { id: bulkId }, data: { undoneAt: now } });
    const facts = { bulkId, cases: restorable.length };
    await appendEvents(tx, [
      { type: "triage.cases.change_undone", actor: lead, facts },
      ...restorable.map(({ id, before: { state, tier } }) => ({
        type: "triage.case.restored" as const,
        actor: lead,
        caseId: id,
        conversationId: byId.get(id)?.conversationId,
        facts: { bulkId, state, tier },
      })),
    ]);
    return { restored: restorable.length, moved: records.length - restorable.length };
  });
}
