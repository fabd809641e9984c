import "server-only";
import { type AuthorRef, authorRef, findOrCreateAuthors, type KnownAuthor, nobody } from "@/domain/ingest/authors";
import type { StoredMessage } from "@/domain/ingest/known-messages";
import { messageTextPlace, versionTextPlace } from "@/domain/ingest/message-places";
import type { PlannedMessage } from "@/domain/ingest/plan-thread";
import { sealText } from "@/lib/crypto/seal";
import type { Tx } from "@/lib/db/client";
import { newId } from "@/lib/ids/new-id";
import type { OpenKey } from "@/lib/keys/data-keys";

type Planned = PlannedMessage<StoredMessage>;

/** What to write of one thread: new messages from `nextPosition` on, all under `revision`. */
export type ThreadMessages = { id: string; revision: number; nextPosition: number; messages: readonly Planned[] };

type NewRow = {
  id: string;
  thread: ThreadMessages;
  position: number;
  author: KnownAuthor;
  textSealed: Uint8Array;
  message: Planned;
};
type Version = { messageId: string; version: number; text: string; untilRevision: number | null; key: OpenKey };

/**
 * Writes the planned messages of any number of threads of one source, each text sealed with its author's key: new rows
 * in one statement, changed ones each by itself. A message whose author was erased stays as it is.
 */
export async function storeMessages(tx: Tx, sourceId: string, threads: readonly ThreadMessages[]): Promise<void> {
  const authors = await findOrCreateAuthors(tx, sourceId, threads.flatMap(authorsOf));
  const authorOf = (message: Planned, conversationId: string): KnownAuthor => {
    const author = authors.get(refOf(message, conversationId).ref);
    if (!author) throw new Error("a message has no author");
    return author;
  };
  const rows: NewRow[] = [];
  const versions: Version[] = [];
  for (const thread of threads) {
    let position = thread.nextPosition;
    for (const message of thread.messages) {
      if (message.stored !== null) {
        const key = message.origin === null ? message.stored.key : authorOf(message, thread.id).key;
        if (key === null) continue;
        await changeMessage(tx, thread, message, message.stored.id, authorOf);
        versions.push(...versionsOf(message, message.stored.id, thread.revision, key));
        continue;
      }
      const id = newId();
      const author = authorOf(message, thread.id);
      const textSealed = sealText(author.key.key, message.state.text, messageTextPlace(id));
      rows.push({ id, thread, position, author, textSealed, message });
      versions.push(...versionsOf(message, id, thread.revision, author.key));
      position += 1;
    }
  }
  await insertMessages(tx, rows);
  await insertVersions(tx, versions);
}

function refOf(message: Planned, conversationId: string): AuthorRef {
  return message.origin === null ? nobody(conversationId) : authorRef(message.origin, conversationId);
}

function authorsOf(thread: ThreadMessages): AuthorRef[] {
  const written = thread.messages.filter((message) => message.stored === null || message.origin !== null);
  return written.map((message) => refOf(message, thread.id));
}

function versionsOf(
  { stored, newlyEarlier, state }: Planned,
  messageId: string,
  revision: number,
  key: OpenKey,
): Version[] {
  const first = (stored?.lastVersion ?? 0) + 1;
  // Of what arrives at once only the text that stood before was ever read.
  const replaced = stored !== null && stored.known.text !== state.text ? newlyEarlier.indexOf(stored.known.text) : -1;
  return newlyEarlier.map((text, index) => {
    const untilRevision = index === replaced ? revision : null;
    return { messageId, version: first + index, text, untilRevision, key };
  });
}

/** One statement for any number of rows, which travel as one JSON text: Prisma takes far longer over arrays. */
async function insertMessages(tx: Tx, rows: readonly NewRow[]): Promise<void> {
  if (rows.length === 0) return;
  const values = rows.map(({ id, thread, position, author, textSealed, message: { externalId, origin, state } }) => ({
    id,
    conversation_id: thread.id,
    position,
    revision: thread.revision,
    external_id: externalId,
    author_id: author.id,
    role: origin?.role ?? "system",
    text: Buffer.from(textSealed).toString("hex"),
    sent_at: origin?.sentAt ?? null,
    edited_at: state.editedAt,
    deleted_at: state.deletedAt,
    sequence: origin?.sequence?.toString() ?? null,
    is_private_note: origin?.isPrivateNote ?? false,
    is_awaited: state.isAwaited,
  }));
  await tx.$executeRaw`
    INSERT INTO message (id, conversation_id, position, revision, external_id, author_id, role, text_sealed, sent_at,
      edited_at, deleted_at, sequence, is_private_note, is_awaited)
    SELECT id, conversation_id, position, revision, external_id, author_id, role, decode(text, 'hex'), sent_at, edited_at,
      deleted_at, sequence, is_private_note, is_awaited
    FROM json_to_recordset(${JSON.stringify(values)}::json) AS made (id uuid, conversation_id uuid, position int,
      revision int, external_id text, author_id uuid, role message_role, text text, sent_at timestamptz,
      edited_at timestamptz, deleted_at timestamptz, sequence bigint, is_private_note boolean, is_awaited boolean)`;
}

async function insertVersions(tx: Tx, versions: readonly Version[]): Promise<void> {
  if (versions.length === 0) return;
  const data = versions.map(({ messageId, version, text, untilRevision, key }) => {
    const id = newId();
    return { id, messageId, version, untilRevision, textSealed: sealText(key.key, text, versionTextPlace(id)) };
  });
  await tx.messageVersion.createMany({ data });
}

/** Writes the new state of a stored message; where it is the awaited one, also whose it is and when it was sent. */
async function changeMessage(
  tx: Tx,
  thread: ThreadMessages,
  message: Planned,
  id: string,
  authorOf: (message: Planned, conversationId: string) => KnownAuthor,
): Promise<void> {
  const { state, stored, origin } = message;
  const author = origin === null ? null : authorOf(message, thread.id);
  const key = author?.key ?? stored?.key;
  if (!key) return;
  const arrival = origin && {
    authorId: author?.id,
    role: origin.role,
    sentAt: origin.sentAt ?? null,
    sequence: origin.sequence ?? null,
    isPrivateNote: origin.isPrivateNote ?? false,
    isAwaited: false,
    revision: thread.revision,
  };
  await tx.message.update({
    where: { id },
    data: {
      textSealed: sealText(key.key, state.text, messageTextPlace(id)),
      editedAt: state.editedAt,
      deletedAt: state.deletedAt,
      ...(arrival ?? { changedRevision: thread.revision }),
    },
  });
}
