import "server-only";
import { z } from "zod";
import { conversationStatusSchema } from "@/domain/ingest/conversation-input";
import type { Tx } from "@/lib/db/client";

const nameSchema = z.object({ id: z.uuid(), externalId: z.string() });

/**
 * Holds the names of threads for the rest of the transaction, so that nobody else adds to them. Always in the same order,
 * so that two that want several of the same wait for one another and never in a circle.
 * @returns by the source's id the conversations of those that exist, first part to last
 */
export async function holdThreads(tx: Tx, sourceId: string, externalIds: string[]): Promise<Map<string, string[]>> {
  const held = new Map<string, string[]>();
  if (externalIds.length === 0) return held;
  const names = externalIds.map((externalId) => `thread:${sourceId}:${externalId}`);
  await tx.$executeRaw`
    SELECT pg_advisory_xact_lock(hash) FROM (
      SELECT DISTINCT hashtextextended(name, 0) AS hash FROM unnest(${names}::text[]) AS wanted (name) ORDER BY hash
    ) AS ordered`;
  const rows = await tx.$queryRaw`
    SELECT id, external_id AS "externalId" FROM conversation
    WHERE source_id = ${sourceId}::uuid AND external_id = ANY(${externalIds}::text[]) ORDER BY part`;
  for (const { id, externalId } of z.array(nameSchema).parse(rows)) {
    const parts = held.get(externalId);
    if (parts) parts.push(id);
    else held.set(externalId, [id]);
  }
  return held;
}

const heldSchema = z.object({
  id: z.uuid(),
  part: z.number().int(),
  revision: z.number().int(),
  status: conversationStatusSchema,
  messageCount: z.number().int(),
  unreadSince: z.date().nullable(),
});
/** One part of a thread, its row locked for the rest of the transaction. */
export type HeldPart = z.infer<typeof heldSchema>;

/**
 * Holds the rows of conversations whose threads are held, in the order of their ids, against readings and decisions.
 * @returns by id
 */
export async function holdParts(tx: Tx, ids: string[]): Promise<Map<string, HeldPart>> {
  if (ids.length === 0) return new Map();
  // NO KEY, as in lock-conversation.ts.
  const rows = await tx.$queryRaw`
    SELECT id, part, revision, status::text AS status, message_count AS "messageCount", unread_since AS "unreadSince"
    FROM conversation WHERE id = ANY(${ids}::uuid[]) ORDER BY id FOR NO KEY UPDATE`;
  const held = z.array(heldSchema).parse(rows);
  return new Map(held.map((row) => [row.id, row]));
}
