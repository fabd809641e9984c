/** An id for a conversation that is a whole file and has no other. */
import { createHash } from "node:crypto";
import type { SourceFile } from "@/domain/ingest/transcripts/source-file";

/** The same for the same bytes, whatever the file is called: SHA-256 cut to 128 bits. Reads the file once. */
export async function fileId(file: SourceFile): Promise<string> {
  const digest = createHash("sha256");
  for await (const bytes of file.stream()) digest.update(bytes);
  return digest.digest().subarray(0, 16).toString("base64url");
}
