import "server-only";
import type { MessageRole } from "@/domain/ingest/message";
import { messageTextPlace } from "@/domain/ingest/store-messages";
import { openText } from "@/lib/crypto/seal";
import type { Db, Tx } from "@/lib/db/client";
import { openDataKey } from "@/lib/keys/data-keys";

/** A message with its text opened. `text` is null when its author's key was erased. */
export type OpenMessage = {
  id: string;
  position: number;
  revision: number;
  role: MessageRole;
  author: string | null;
  authorId: string;
  text: string | null;
  sentAt: Date | null;
  receivedAt: Date;
  editedAt: Date | null;
  deletedAt: Date | null;
};

/** All messages of a conversation in their order, opened. */
export async function loadMessages(client: Db | Tx, conversationId: string): Promise<OpenMessage[]> {
  const rows = await client.message.findMany({ where: { conversationId }, orderBy: { position: "asc" } });
  const authorIds = [...new Set(rows.map((row) => row.authorId))];
  const authors = await client.author.findMany({ where: { id: { in: authorIds } }, include: { dataKey: true } });
  const byId = new Map(
    authors.map((author) => {
      const key = openDataKey(author.dataKey);
      const place = { table: "author", column: "name_sealed", row: author.id };
      return [author.id, { key, name: key && author.nameSealed ? openText(key.key, author.nameSealed, place) : null }];
    }),
  );
  return rows.map(({ textSealed, conversationId: _, externalId: __, ...row }) => {
    const author = byId.get(row.authorId);
    const text = author?.key ? openText(author.key.key, textSealed, messageTextPlace(row.id)) : null;
    return { ...row, author: author?.name ?? null, text };
  });
}
