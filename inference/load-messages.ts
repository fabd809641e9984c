import "server-only";
import type { MessageRole } from "@/domain/ingest/message";
import { messageTextPlace } from "@/domain/ingest/store-messages";
import type { Db, Tx } from "@/lib/db/client";
import { openDataKeyOrNull, openTextOrNull } from "@/lib/keys/open-or-null";

/** A message with its text opened. `text` is null when its author's key was erased, and when it is `damaged`. */
export type OpenMessage = {
  id: string;
  position: number;
  revision: number;
  role: MessageRole;
  author: string | null;
  authorId: string;
  text: string | null;
  /** It should open and does not: its text or its author's key was changed outside the desk. */
  damaged: boolean;
  sentAt: Date | null;
  receivedAt: Date;
  editedAt: Date | null;
  deletedAt: Date | null;
};

/** All messages of a conversation in their order, opened. One that does not open is marked, and hides no other. */
export async function loadMessages(client: Db | Tx, conversationId: string): Promise<OpenMessage[]> {
  const rows = await client.message.findMany({ where: { conversationId }, orderBy: { position: "asc" } });
  const authorIds = [...new Set(rows.map((row) => row.authorId))];
  const authors = await client.author.findMany({ where: { id: { in: authorIds } }, include: { dataKey: true } });
  const byId = new Map(
    authors.map((author) => {
      const key = openDataKeyOrNull(author.dataKey);
      const name = openTextOrNull(key, author.nameSealed, { table: "author", column: "name_sealed", row: author.id });
      return [author.id, { key, name, erased: author.dataKey.wrapped === null }];
    }),
  );
  return rows.map(({ id, position, revision, role, authorId, textSealed, sentAt, receivedAt, editedAt, deletedAt }) => {
    const author = byId.get(authorId);
    const text = openTextOrNull(author?.key ?? null, textSealed, messageTextPlace(id));
    const damaged = text === null && author?.erased !== true;
    const said = { author: author?.name ?? null, authorId, text, damaged };
    return { id, position, revision, role, ...said, sentAt, receivedAt, editedAt, deletedAt };
  });
}
