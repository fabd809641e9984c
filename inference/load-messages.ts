import "server-only";
import type { MessageRole } from "@/domain/ingest/message";
import { messageTextPlace, versionTextPlace } from "@/domain/ingest/message-places";
import { inOrder } from "@/domain/ingest/order-messages";
import type { Db, Tx } from "@/lib/db/client";
import { openDataKeyOrNull, openTextOrNull } from "@/lib/keys/open-or-null";

/** A message with its text opened. `text` is null when its author's key was erased, and when it is damaged itself. */
export type OpenMessage = {
  id: string;
  position: number;
  revision: number;
  role: MessageRole;
  author: string | null;
  authorId: string;
  text: string | null;
  /** Something of it should open and does not: its text, an earlier version or its author's key was changed outside. */
  damaged: boolean;
  sentAt: Date | null;
  receivedAt: Date;
  editedAt: Date | null;
  deletedAt: Date | null;
  /** The conversation revision that last edited or deleted it; null while it stands as it came. */
  changedRevision: number | null;
  isPrivateNote: boolean;
  /** What it said before each edit, and its other wordings, oldest first; without those that do not open. */
  earlier: string[];
};

/** All messages of a conversation in their order, opened. One that does not open is marked, and hides no other. */
export async function loadMessages(client: Db | Tx, conversationId: string): Promise<OpenMessage[]> {
  const rows = inOrder(await client.message.findMany({ where: { conversationId } }));
  const authorIds = [...new Set(rows.map((row) => row.authorId))];
  const authors = await client.author.findMany({ where: { id: { in: authorIds } }, include: { dataKey: true } });
  const byId = new Map(
    authors.map((author) => {
      const key = openDataKeyOrNull(author.dataKey);
      const name = openTextOrNull(key, author.nameSealed, { table: "author", column: "name_sealed", row: author.id });
      return [author.id, { key, name, erased: author.dataKey.wrapped === null }];
    }),
  );
  const versions = await client.messageVersion.findMany({
    where: { message: { conversationId } },
    orderBy: { version: "asc" },
  });
  const versionsOf = Map.groupBy(versions, (version) => version.messageId);
  return rows.map(
    ({ textSealed, conversationId: _, externalId: __, sequence: ___, isAwaited: ____, ...row }, position) => {
      const author = byId.get(row.authorId);
      const key = author?.key ?? null;
      const text = openTextOrNull(key, textSealed, messageTextPlace(row.id));
      const versions = (versionsOf.get(row.id) ?? []).map((version) =>
        openTextOrNull(key, version.textSealed, versionTextPlace(version.id)),
      );
      const earlier = versions.filter((words) => words !== null);
      const damaged = author?.erased !== true && (text === null || versions.includes(null));
      return { ...row, position, author: author?.name ?? null, text, damaged, earlier };
    },
  );
}
