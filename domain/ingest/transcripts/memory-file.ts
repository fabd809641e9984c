/** A file whose bytes are at hand, such as pasted text. */
import type { SourceFile } from "@/domain/ingest/transcripts/source-file";

/** @param pieceBytes how many bytes a piece of the stream has at most */
export function memoryFile(name: string, content: string | Uint8Array, pieceBytes = 65_536): SourceFile {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  return {
    name,
    size: bytes.length,
    async *stream(start = 0, end = bytes.length) {
      const last = Math.min(end, bytes.length);
      for (let at = start; at < last; at += pieceBytes) yield bytes.subarray(at, Math.min(at + pieceBytes, last));
    },
  };
}
