import "server-only";
import type { KnownMessage } from "@/domain/ingest/merge-messages";
import { messageTextPlace, versionTextPlace } from "@/domain/ingest/message-places";
import type { Tx } from "@/lib/db/client";
import type { OpenKey, openDataKey } from "@/lib/keys/data-keys";
import { openDataKeyOrNull, openTextOrNull } from "@/lib/keys/open-or-null";

/** A stored message, opened as far as its author's key allows. */
export type StoredMessage = {
  id: string;
  known: KnownMessage;
  isPrivateNote: boolean;
  /** The number of its latest earlier version, whether that opens or not; 0 when there is none. */
  lastVersion: number;
  /** Null when it does not open, erased or damaged: the message is left as it is. */
  key: OpenKey | null;
};

/**
 * The messages of some conversations that have one of these ids.
 * @returns by conversation, then by the source's id
 */
export async function findKnownMessages(
  tx: Tx,
  conversationIds: string[],
  externalIds: string[],
): Promise<Map<string, Map<string, StoredMessage>>> {
  const byConversation = new Map<string, Map<string, StoredMessage>>();
  if (conversationIds.length === 0 || externalIds.length === 0) return byConversation;
  const rows = await tx.message.findMany({
    where: { conversationId: { in: conversationIds }, externalId: { in: externalIds } },
    include: { author: { include: { dataKey: true } }, versions: { orderBy: { version: "asc" } } },
  });
  for (const row of rows) {
    const opened = open(row);
    const messages = byConversation.get(row.conversationId) ?? new Map<string, StoredMessage>();
    byConversation.set(row.conversationId, messages);
    if (row.externalId !== null) messages.set(row.externalId, opened);
  }
  return byConversation;
}

type Row = Awaited<ReturnType<Tx["message"]["findMany"]>>[number] & {
  author: { dataKey: Parameters<typeof openDataKey>[0] };
  versions: { id: string; version: number; textSealed: Uint8Array }[];
};

function open(row: Row): StoredMessage {
  const { id, isPrivateNote, editedAt, deletedAt, isAwaited } = row;
  const key = row.textSealed.length === 0 ? null : openDataKeyOrNull(row.author.dataKey);
  const text = openTextOrNull(key, row.textSealed, messageTextPlace(id));
  const earlier = row.versions.flatMap(
    (version) => openTextOrNull(key, version.textSealed, versionTextPlace(version.id)) ?? [],
  );
  const known = { text: text ?? "", editedAt, deletedAt, isAwaited, earlier };
  const lastVersion = row.versions.at(-1)?.version ?? 0;
  return { id, isPrivateNote, lastVersion, key: text === null ? null : key, known };
}
