import "server-only";
import { authorRef, findOrCreateAuthors } from "@/domain/ingest/authors";
import type { MessageInput } from "@/domain/ingest/conversation-input";
import { openText, sealText } from "@/lib/crypto/seal";
import type { Tx } from "@/lib/db/client";
import { hexArray } from "@/lib/db/hex-array";
import { newId } from "@/lib/ids/new-id";
import { openDataKey } from "@/lib/keys/data-keys";

export type Thread = { id: string; sourceId: string; revision: number; nextPosition: number };

/** The place a message's text is sealed for. */
export function messageTextPlace(messageId: string) {
  return { table: "message", column: "text_sealed", row: messageId };
}

/** Splits the incoming messages into new ones and those whose id the thread has already; repetitions within one request count once. */
async function partition(tx: Tx, conversationId: string, messages: readonly MessageInput[]) {
  const ids = [...new Set(messages.flatMap((message) => message.externalId ?? []))];
  const stored = await tx.message.findMany({
    where: { conversationId, externalId: { in: ids } },
    include: { author: { include: { dataKey: true } } },
  });
  const known = new Map(stored.map((row) => [row.externalId, row]));
  const fresh: MessageInput[] = [];
  const seen = new Set<string>();
  const repeated: { row: (typeof stored)[number]; text: string }[] = [];
  for (const message of messages) {
    const row = message.externalId === undefined ? undefined : known.get(message.externalId);
    if (row) repeated.push({ row, text: message.text });
    else if (message.externalId === undefined || !seen.has(message.externalId)) fresh.push(message);
    if (message.externalId !== undefined) seen.add(message.externalId);
  }
  return { fresh, repeated };
}

/**
 * Stores the new messages of a thread under `thread.revision`, each text sealed with its author's key. A message whose id
 * the thread has already changes nothing when its text is the same; with another text it is an edit, and what it said
 * before is kept.
 * @returns how many were added and how many edited
 */
export async function storeMessages(
  tx: Tx,
  thread: Thread,
  messages: readonly MessageInput[],
): Promise<{ added: number; edited: number }> {
  const { fresh, repeated } = await partition(tx, thread.id, messages);
  const authors = await findOrCreateAuthors(tx, thread.sourceId, thread.id, fresh);
  const rows = fresh.map((message, index) => {
    const author = authors.get(authorRef(message, thread.id));
    if (!author) throw new Error("a message has no author");
    const id = newId();
    const textSealed = sealText(author.key.key, message.text, messageTextPlace(id));
    return { id, position: thread.nextPosition + index, authorId: author.id, textSealed, message };
  });
  await insertMessages(tx, thread, rows);
  let edited = 0;
  for (const { row, text } of repeated) {
    const key = openDataKey(row.author.dataKey);
    const before = key && openText(key.key, row.textSealed, messageTextPlace(row.id));
    if (!key || before === null || before === text) continue;
    await recordEdit(tx, row.id, key.key, before, text);
    edited += 1;
  }
  return { added: rows.length, edited };
}

type NewMessage = { id: string; position: number; authorId: string; textSealed: Uint8Array; message: MessageInput };

/** One statement for any number of messages. */
async function insertMessages(tx: Tx, thread: Thread, rows: NewMessage[]): Promise<void> {
  const sentAt = rows.map(({ message }) =>
    message.sentAt === undefined ? null : new Date(message.sentAt).toISOString(),
  );
  await tx.$executeRaw`
    INSERT INTO message (id, conversation_id, position, revision, external_id, author_id, role, text_sealed, sent_at)
    SELECT id, ${thread.id}::uuid, position, ${thread.revision}, external_id, author_id, role::message_role, decode(text, 'hex'), sent_at::timestamptz
    FROM unnest(${rows.map((row) => row.id)}::uuid[], ${rows.map((row) => row.position)}::int[],
      ${rows.map(({ message }) => message.externalId ?? null)}::text[], ${rows.map((row) => row.authorId)}::uuid[],
      ${rows.map(({ message }) => message.role)}::text[], ${hexArray(rows.map((row) => row.textSealed))}::text[], ${sentAt}::text[])
      AS made (id, position, external_id, author_id, role, text, sent_at)`;
}

async function recordEdit(tx: Tx, messageId: string, key: Uint8Array, before: string, after: string): Promise<void> {
  const id = newId();
  const version = (await tx.messageVersion.count({ where: { messageId } })) + 1;
  const place = { table: "message_version", column: "text_sealed", row: id };
  await tx.messageVersion.create({ data: { id, messageId, version, textSealed: sealText(key, before, place) } });
  const textSealed = sealText(key, after, messageTextPlace(messageId));
  await tx.message.update({ where: { id: messageId }, data: { textSealed, editedAt: new Date() } });
}
