import "server-only";
import type { Kept } from "@/domain/decide/kept";
import { findHoldOn } from "@/domain/ingest/find-hold";
import type { Db, Tx } from "@/lib/db/client";

/** Whether a conversation was erased, whether words of somebody are left in it, and whether a legal hold keeps it. */
export async function loadKept(
  client: Db | Tx,
  conversation: { id: string; erasedAt: Date | null; emptiedAt: Date | null },
): Promise<Kept> {
  const hold = await findHoldOn(client, conversation.id);
  const at = (time: Date | null) => time?.toISOString() ?? null;
  return { erasedAt: at(conversation.erasedAt), emptiedAt: at(conversation.emptiedAt), heldSince: at(hold) };
}
