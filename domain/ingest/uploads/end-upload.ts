import "server-only";
import type { Actor } from "@/domain/access/actor";
import { appendEvent } from "@/domain/audit/append-event";
import { removePieces } from "@/domain/ingest/uploads/remove-pieces";
import { db } from "@/lib/db/client";

type End = { state: "finished" } | { state: "failed"; failure: string };

/** Ends an upload that this lease holds, and removes the stored file: its messages are on the desk, or it is of no use. */
export async function endUpload(actor: Actor, id: string, leaseToken: string, end: End): Promise<void> {
  const hasEnded = await db().$transaction(async (tx) => {
    const ended = await tx.upload.updateMany({
      where: { id, leaseToken, state: { in: ["scanning", "running"] } },
      data: { ...end, finishedAt: new Date(), leaseToken: null, leaseUntil: null },
    });
    if (ended.count === 0) return false;
    const { state, conversations, messages, rejected } = await tx.upload.findUniqueOrThrow({ where: { id } });
    const facts = { uploadId: id, state, conversations, messages, rejected };
    await appendEvent(tx, { type: "ingest.upload.ended", actor, facts });
    return true;
  });
  if (hasEnded) await removePieces(id);
}
