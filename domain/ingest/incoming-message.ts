/** A message on its way into a thread, from whichever intake. */
import { createHash } from "node:crypto";
import type { MessageRole } from "@/domain/ingest/message";
import { outsideId } from "@/lib/text/printable";

export type IncomingMessage = NewOrEdited | Deleted;

export type NewOrEdited = {
  /**
   * `new` and `edit` as a platform reports them, which may be out of order. `latest`: what the sender says that it says
   * now, as in the API, where a second text under one id is an edit. `import`: from a file, which may render the text
   * of a known message in another way: kept beside it; only one that says when it was edited is an edit.
   */
  kind: "new" | "edit" | "latest" | "import";
  /** The source's id; a message without one is always a new one. */
  externalId?: string;
  role: MessageRole;
  author?: { id: string; name?: string };
  text: string;
  sentAt?: Date;
  editedAt?: Date;
  /** It was deleted at the source before it came here. */
  deletedAt?: Date;
  sequence?: bigint;
  isPrivateNote?: boolean;
};

export type Deleted = { kind: "delete"; externalId: string; deletedAt?: Date };

/** A thread with what arrived of it. Without an id it is a conversation of its own, complete as it is. */
export type IncomingThread = {
  externalId?: string;
  metadata?: Record<string, unknown>;
  messages: readonly IncomingMessage[];
};

const MAX_ID_LENGTH = 200;
const idSchema = outsideId(MAX_ID_LENGTH);

/** An id of the outside as it is stored: itself, or where it is too long or not printable the SHA-256 of its UTF-16. */
export function storableId(id: string): string {
  if (idSchema.safeParse(id).success) return id;
  return `sha256:${createHash("sha256").update(Buffer.from(id, "utf16le")).digest("hex")}`;
}
