import "server-only";
import { z } from "zod";
import { db } from "@/lib/db/client";
import { loggableError } from "@/lib/http/loggable-error";
import { log } from "@/lib/log/log";

/** Pieces removed in one statement, each of 1 MiB: 4 GiB at once would outlast any transaction. */
const BATCH = 64;
const idsSchema = z.array(z.object({ id: z.uuid() }));

/**
 * Removes the stored file of an upload that has ended, batch by batch: to be called once its end is durable. A failure is
 * logged and nothing more, since `removeLeftPieces` does the rest.
 */
export async function removePieces(uploadId: string): Promise<void> {
  try {
    await removeAll(uploadId);
  } catch (error) {
    log.warn({ upload: uploadId, error: loggableError(error) }, "the file of an upload is removed later");
  }
}

/** Removes files of ended uploads that are still there, as after a kill in that moment. Returns how many there were. */
export async function removeLeftPieces(): Promise<number> {
  const left = idsSchema.parse(
    await db().$queryRaw`
      SELECT id::text FROM upload WHERE state IN ('finished', 'cancelled', 'failed')
        AND EXISTS (SELECT FROM upload_piece WHERE upload_id = upload.id)`,
  );
  for (const { id } of left) await removeAll(id);
  return left.length;
}

async function removeAll(uploadId: string): Promise<void> {
  for (let removed = BATCH; removed === BATCH; ) {
    removed = await db().$executeRaw`
      DELETE FROM upload_piece WHERE upload_id = ${uploadId}::uuid AND position IN (
        SELECT position FROM upload_piece WHERE upload_id = ${uploadId}::uuid ORDER BY position LIMIT ${BATCH}::int)`;
  }
}
