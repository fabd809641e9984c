import "server-only";
import type { Actor } from "@/domain/access/actor";
import { appendEvent } from "@/domain/audit/append-event";
import { removePieces } from "@/domain/ingest/uploads/remove-pieces";
import { db } from "@/lib/db/client";

/**
 * Ends an upload whose file did not arrive completely, and removes what there was of it, which is of no use. One that has
 * ended or arrived meanwhile stays as it is.
 * @param staleBefore ends it only when nothing of it arrived since then
 * @returns whether it was ended here
 */
export async function failReceiving(actor: Actor, id: string, staleBefore?: Date): Promise<boolean> {
  const ended = await db().$transaction(async (tx) => {
    const { count } = await tx.upload.updateMany({
      where: { id, state: "receiving", ...(staleBefore ? { touchedAt: { lt: staleBefore } } : {}) },
      data: {
        state: "failed",
        failure: "The file did not arrive completely. Upload it again.",
        finishedAt: new Date(),
      },
    });
    if (count === 0) return false;
    const facts = { uploadId: id, state: "failed", conversations: 0, messages: 0, rejected: 0 };
    await appendEvent(tx, { type: "ingest.upload.ended", actor, facts });
    return true;
  });
  if (ended) await removePieces(id);
  return ended;
}
