import "server-only";
import { z } from "zod";
import { conversationStatusSchema } from "@/domain/ingest/conversation-input";
import type { Tx } from "@/lib/db/client";

const heldSchema = z.object({
  id: z.uuid(),
  externalId: z.string(),
  revision: z.number().int(),
  status: conversationStatusSchema,
  nextPosition: z.number().int(),
  unreadSince: z.date().nullable(),
});
/** A thread that the source has, locked for the rest of the transaction. */
export type HeldThread = z.infer<typeof heldSchema>;

/**
 * Holds the names of threads for the rest of the transaction, and the rows of those that exist. Always in the same order,
 * so that two that want several of the same wait for one another and never in a circle.
 * @returns the existing ones, by the source's id
 */
export async function holdThreads(tx: Tx, sourceId: string, externalIds: string[]): Promise<Map<string, HeldThread>> {
  if (externalIds.length === 0) return new Map();
  const names = externalIds.map((externalId) => `thread:${sourceId}:${externalId}`);
  await tx.$executeRaw`
    SELECT pg_advisory_xact_lock(hash) FROM (
      SELECT DISTINCT hashtextextended(name, 0) AS hash FROM unnest(${names}::text[]) AS wanted (name) ORDER BY hash
    ) AS ordered`;
  // NO KEY, as in lock-conversation.ts.
  const rows = await tx.$queryRaw`
    SELECT id, external_id AS "externalId", revision, status::text AS status, message_count AS "nextPosition",
      unread_since AS "unreadSince"
    FROM conversation WHERE source_id = ${sourceId}::uuid AND external_id = ANY(${externalIds}::text[])
    ORDER BY id FOR NO KEY UPDATE`;
  return new Map(
    z
      .array(heldSchema)
      .parse(rows)
      .map((row) => [row.externalId, row]),
  );
}
