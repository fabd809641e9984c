import "server-only";
import { z } from "zod";
import type { Tx } from "@/lib/db/client";
import { newId } from "@/lib/ids/new-id";

const keyRows = z.array(z.object({ kind: z.enum(["author", "conversation"]), id: z.uuid(), data_key_id: z.uuid() }));
type ErasedRow = {
  kind: "author" | "conversation" | "shared_conversation" | "evaluation";
  id: string;
  dataKeyId: string;
};

/** What loses its content: all words of these people, and all words in conversations that are not shared. */
export type Doomed = { authorIds: readonly string[]; conversations: readonly { id: string; shared: boolean }[] };

/**
 * Empties the boxes of messages and of their earlier versions, and forgets the platform's ids of them: what was under a
 * key that is destroyed could not be read any more, but it need not go on into further backups either.
 */
export async function emptyMessages(tx: Tx, { authorIds, conversations }: Doomed): Promise<void> {
  const whole = conversations.filter(({ shared }) => !shared).map(({ id }) => id);
  const ids = conversations.map(({ id }) => id);
  await tx.$executeRaw`
    UPDATE message_version v SET text_sealed = ''::bytea FROM message m
    WHERE m.id = v.message_id AND v.text_sealed <> ''::bytea AND m.conversation_id = ANY (${ids}::uuid[])
      AND (m.author_id = ANY (${[...authorIds]}::uuid[]) OR m.conversation_id = ANY (${whole}::uuid[]))`;
  await tx.$executeRaw`
    UPDATE message m SET text_sealed = ''::bytea, external_id = NULL
    WHERE m.conversation_id = ANY (${ids}::uuid[])
      AND (m.author_id = ANY (${[...authorIds]}::uuid[]) OR m.conversation_id = ANY (${whole}::uuid[]))`;
}

/** The people of these conversations of whom no word is left anywhere: their keys protect nothing, and can go too. */
async function listSilenced(tx: Tx, conversationIds: readonly string[]): Promise<string[]> {
  const rows = await tx.$queryRaw`
    SELECT a.id FROM author a WHERE a.id IN (
        SELECT m.author_id FROM message m WHERE m.conversation_id = ANY (${[...conversationIds]}::uuid[]))
      AND NOT EXISTS (SELECT 1 FROM message m WHERE m.author_id = a.id AND m.text_sealed <> ''::bytea)`;
  return z
    .array(z.object({ id: z.uuid() }))
    .parse(rows)
    .map(({ id }) => id);
}

/**
 * Holds every data key that may go with these, in the order of their ids, as a rotation of the wrapping key takes them: two
 * that took them in different orders would wait in a circle. Before the first of them is touched.
 */
export async function holdKeys(tx: Tx, { authorIds, conversations }: Doomed): Promise<void> {
  const ids = conversations.map(({ id }) => id);
  await tx.$queryRaw`
    SELECT k.id FROM data_key k WHERE k.wrapped IS NOT NULL AND k.id IN (
      SELECT data_key_id FROM conversation WHERE id = ANY (${ids}::uuid[])
      UNION SELECT data_key_id FROM author WHERE id = ANY (${[...authorIds]}::uuid[])
      UNION SELECT a.data_key_id FROM author a JOIN message m ON m.author_id = a.id
        WHERE m.conversation_id = ANY (${ids}::uuid[])
      UNION SELECT data_key_id FROM evaluation_run)
    ORDER BY k.id FOR NO KEY UPDATE`;
}

/**
 * Destroys the data keys of the people and the conversations, and with them names, metadata, reflections, raw outputs,
 * notes and reasons. Their words were emptied before. The thread's own id goes too: whatever comes for that thread begins another conversation.
 * @returns the rows whose key is gone by this, in no order
 */
export async function destroyKeys(tx: Tx, doomed: Doomed): Promise<ErasedRow[]> {
  const ids = doomed.conversations.map(({ id }) => id);
  const authorIds = [...new Set([...doomed.authorIds, ...(await listSilenced(tx, ids))])];
  const rows = keyRows.parse(
    await tx.$queryRaw`
      WITH owner AS (
        SELECT 'author' AS kind, id, data_key_id FROM author WHERE id = ANY (${authorIds}::uuid[])
        UNION ALL SELECT 'conversation', id, data_key_id FROM conversation WHERE id = ANY (${ids}::uuid[])
      ), gone AS (
        UPDATE data_key k SET wrapped = NULL, erased_at = now() FROM owner WHERE k.id = owner.data_key_id AND k.wrapped IS NOT NULL
        RETURNING k.id)
      SELECT owner.kind, owner.id, owner.data_key_id FROM owner JOIN gone ON gone.id = owner.data_key_id`,
  );
  await tx.$executeRaw`UPDATE author SET name_sealed = NULL WHERE id = ANY (${authorIds}::uuid[])`;
  await tx.$executeRaw`
    UPDATE conversation c SET metadata_sealed = NULL, external_id = NULL, erased_at = coalesce(erased_at, now()),
      emptied_at = CASE WHEN EXISTS (
        SELECT 1 FROM message m WHERE m.conversation_id = c.id AND m.text_sealed <> ''::bytea) THEN NULL
        ELSE coalesce(emptied_at, now()) END,
      unread_since = NULL, reading_job_id = NULL, read_again_at = NULL,
      status = CASE WHEN status IN ('received', 'classifying') THEN 'unscored' ELSE status END
    WHERE id = ANY (${ids}::uuid[])`;
  const shared = new Set(doomed.conversations.flatMap(({ id, shared }) => (shared ? [id] : [])));
  return rows.map(({ kind, id, data_key_id: dataKeyId }) => ({
    kind: shared.has(id) ? "shared_conversation" : kind,
    id,
    dataKeyId,
  }));
}

/** What an erasure was for, as it is kept. */
export type ErasureRecord = {
  cause: "person" | "retention" | "replay";
  reason: string | null;
  byId: string | null;
  conversations: number;
  casesClosed: number;
};

/** Writes down what was erased, so that it can be erased again after an older backup was restored. @returns its id */
export async function recordErasure(tx: Tx, record: ErasureRecord, rows: readonly ErasedRow[]): Promise<string> {
  const id = newId();
  const authors = rows.filter(({ kind }) => kind === "author").length;
  await tx.erasure.create({ data: { id, ...record, authors, keys: rows.length } });
  await tx.$executeRaw`
    INSERT INTO erased_item (erasure_id, kind, item_id, data_key_id)
    SELECT ${id}::uuid, kind::erased_kind, item, key
    FROM unnest(${rows.map(({ kind }) => kind)}::text[], ${rows.map((row) => row.id)}::uuid[],
      ${rows.map(({ dataKeyId }) => dataKeyId)}::uuid[]) AS gone (kind, item, key)`;
  return id;
}
