import "server-only";
import { z } from "zod";
import { db } from "@/lib/db/client";

/**
 * Ids of the conversations that these people wrote in, newest first: from one to the next by the index over author and
 * conversation, so that the time goes with the length of the list and not with how much they ever wrote. Ids of version 7
 * sort by when they were made.
 * @param authorIds at least one
 * @param cursor the id that the list begins after
 */
export async function listConversationIdsOf(
  authorIds: readonly string[],
  { most, cursor }: { most: number; cursor?: string | undefined },
): Promise<string[]> {
  const rows = await db().$queryRaw`
    WITH RECURSIVE step(id, taken) AS (
      SELECT ${cursor ?? "ffffffff-ffff-ffff-ffff-ffffffffffff"}::uuid, 0
      UNION ALL
      SELECT (
        SELECT next.id FROM unnest(${[...authorIds]}::uuid[]) AS person(id) CROSS JOIN LATERAL (
          SELECT message.conversation_id AS id FROM message
          WHERE message.author_id = person.id AND message.conversation_id < step.id
          ORDER BY message.conversation_id DESC LIMIT 1
        ) next ORDER BY next.id DESC LIMIT 1
      ), step.taken + 1 FROM step WHERE step.id IS NOT NULL AND step.taken < ${most}
    )
    SELECT id FROM step WHERE taken > 0 AND id IS NOT NULL ORDER BY taken`;
  return z
    .array(z.object({ id: z.uuid() }))
    .parse(rows)
    .map(({ id }) => id);
}
