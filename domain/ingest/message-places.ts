/** The places that texts of messages are sealed for. */
import type { Place } from "@/lib/crypto/seal";

/** What a message says. */
export function messageTextPlace(messageId: string): Place {
  return { table: "message", column: "text_sealed", row: messageId };
}

/** What a message said before an edit. */
export function versionTextPlace(versionId: string): Place {
  return { table: "message_version", column: "text_sealed", row: versionId };
}
