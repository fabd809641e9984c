import "server-only";
import { type Actor, requireRight } from "@/domain/access/actor";
import { appendEvent } from "@/domain/audit/append-event";
import { holdSources } from "@/domain/ingest/create-source";
import { getSourceRow } from "@/domain/ingest/source-row";
import { db } from "@/lib/db/client";

/**
 * Ends a source: its address answers 410, its keys and secrets end. Conversations, cases and deliveries that came from it
 * stay, and what was accepted before is still read; until all of that was understood the source stays in the list. Its
 * name becomes free.
 * @throws FORBIDDEN, NOT_FOUND
 */
export async function deleteSource(actor: Actor, sourceId: string): Promise<void> {
  requireRight(actor, "source.manage");
  await db().$transaction(async (tx) => {
    await holdSources(tx);
    const row = await getSourceRow(tx, sourceId);
    const at = new Date();
    // Names are unique per platform: the old one is marked, so that a new source may have it.
    const name = `${row.name} (deleted ${at.toISOString()})`;
    await tx.source.update({ where: { id: sourceId }, data: { deletedAt: at, pausedAt: null, name } });
    await tx.sourceSecret.updateMany({ where: { sourceId, retiredAt: null }, data: { retiredAt: at } });
    await tx.ingestKey.updateMany({ where: { sourceId, revokedAt: null }, data: { revokedAt: at } });
    await tx.webhookDelivery.updateMany({ where: { sourceId, state: "held" }, data: { state: "received" } });
    await appendEvent(tx, { type: "ingest.source.deleted", actor, facts: { sourceId } });
  });
}
