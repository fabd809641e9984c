/** An id for a file that is one conversation and has no id for it. */
import { createHash } from "node:crypto";
import type { SourceFile } from "@/domain/ingest/transcripts/source-file";

/** SHA-256 of all bytes, cut to 128 bits, as 22 characters of base64url. Reads the whole file. */
export async function fileId(file: SourceFile): Promise<string> {
  const hash = createHash("sha256");
  for await (const bytes of file.stream()) hash.update(bytes);
  return hash.digest().subarray(0, 16).toString("base64url");
}
