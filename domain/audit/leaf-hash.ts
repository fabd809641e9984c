import { createHash } from "node:crypto";

/** Hash of one log entry: SHA-256(0x00 ‖ bytes), the leaf hash of RFC 6962 section 2.1. */
export function leafHash(canonical: string | Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(
    createHash("sha256")
      .update(Buffer.from([0]))
      .update(typeof canonical === "string" ? Buffer.from(canonical, "utf8") : canonical)
      .digest(),
  );
}
