import "server-only";
import type { SourceFile } from "@/domain/ingest/transcripts/source-file";
import { piecePlace } from "@/domain/ingest/uploads/upload-places";
import { openBytes } from "@/lib/crypto/seal";
import { db } from "@/lib/db/client";
import type { OpenKey } from "@/lib/keys/data-keys";

/** Bytes of a piece; only the last one of a file may be shorter. */
export const PIECE_BYTES = 1024 * 1024;
/** Pieces fetched at once. */
const AT_ONCE = 4;

/**
 * The file of an upload as its pieces in the database hold it.
 * @param onRead is told of every byte count that was read
 */
export function uploadFile(
  upload: { id: string; name: string; bytes: number; key: OpenKey },
  onRead: (bytes: number) => void = () => {},
): SourceFile {
  return {
    name: upload.name,
    size: upload.bytes,
    async *stream(start = 0, end = upload.bytes) {
      const last = Math.min(end, upload.bytes);
      for (let at = start; at < last; ) {
        const from = Math.floor(at / PIECE_BYTES);
        const to = Math.min(from + AT_ONCE, Math.ceil(last / PIECE_BYTES));
        const pieces = await db().uploadPiece.findMany({
          where: { uploadId: upload.id, position: { gte: from, lt: to } },
          orderBy: { position: "asc" },
        });
        if (pieces.length !== to - from) throw new Error("a piece of the upload is gone");
        for (const piece of pieces) {
          const body = openBytes(upload.key.key, piece.bodySealed, piecePlace(upload.id, piece.position));
          const offset = piece.position * PIECE_BYTES;
          const part = body.subarray(Math.max(0, at - offset), Math.min(body.length, last - offset));
          onRead(part.length);
          yield part;
          at = offset + body.length;
        }
      }
    },
  };
}
