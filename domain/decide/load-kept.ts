import "server-only";
import type { Kept } from "@/domain/decide/kept";
import { findHoldOn } from "@/domain/ingest/find-hold";
import type { Db, Tx } from "@/lib/db/client";

/** Whether a conversation was erased, and whether a legal hold keeps it. */
export async function loadKept(client: Db | Tx, conversation: { id: string; erasedAt: Date | null }): Promise<Kept> {
  const hold = await findHoldOn(client, conversation.id);
  return { erasedAt: conversation.erasedAt?.toISOString() ?? null, heldSince: hold?.toISOString() ?? null };
}
