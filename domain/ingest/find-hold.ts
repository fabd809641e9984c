import "server-only";
import { z } from "zod";
import type { Db, Tx } from "@/lib/db/client";

/** Since when a legal hold keeps a conversation, by itself or by somebody who wrote in it; null where none does. */
export async function findHoldOn(client: Db | Tx, conversationId: string): Promise<Date | null> {
  const rows = await client.$queryRaw`
    SELECT min(h.set_at) AS since FROM legal_hold h
    WHERE h.released_at IS NULL AND (h.conversation_id = ${conversationId}::uuid OR EXISTS (
      SELECT 1 FROM message m WHERE m.author_id = h.author_id AND m.conversation_id = ${conversationId}::uuid))`;
  return z.array(z.object({ since: z.date().nullable() })).parse(rows)[0]?.since ?? null;
}
