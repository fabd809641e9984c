import "server-only";
import { Prisma } from "@/lib/db/client";

/**
 * Whether there is anything left to open in a conversation `c`, in SQL: it was not erased, or it was erased for one of
 * several people, and somebody else's words still stand in it.
 */
export const HOLDS_CONTENT = Prisma.sql`(c.erased_at IS NULL OR (
  c.id IN (SELECT item_id FROM erased_item WHERE kind = 'shared_conversation')
  AND EXISTS (SELECT 1 FROM message w WHERE w.conversation_id = c.id AND w.text_sealed <> ''::bytea)))`;
