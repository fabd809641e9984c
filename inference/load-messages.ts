import "server-only";
import { z } from "zod";
import type { MessageRole } from "@/domain/ingest/message";
import { messageTextPlace, versionTextPlace } from "@/domain/ingest/message-places";
import { inOrder } from "@/domain/ingest/order-messages";
import type { Db, Tx } from "@/lib/db/client";
import { openDataKeyOrNull, openTextOrNull } from "@/lib/keys/open-or-null";

/** A message with its text opened. `text` is null when it was erased, by itself or with its author, and when it is damaged. */
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
  /** For each of `earlier` the conversation revision in which another text took its place; null for a wording that never stood. */
  earlierUntil: (number | null)[];
};

type Row = Awaited<ReturnType<Db["message"]["findMany"]>>[number];

const authorRows = z.array(
  z.object({
    id: z.uuid(),
    nameSealed: z.instanceof(Uint8Array).nullable(),
    keyId: z.uuid(),
    wrapped: z.instanceof(Uint8Array).nullable(),
    kekVersion: z.number().int(),
  }),
);

/** The authors of these messages, with their keys opened. */
async function loadAuthors(client: Db | Tx, rows: readonly Row[]) {
  const authorIds = [...new Set(rows.map((row) => row.authorId))];
  const authors = authorRows.parse(
    await client.$queryRaw`
      SELECT a.id, a.name_sealed AS "nameSealed", k.id AS "keyId", k.wrapped, k.kek_version AS "kekVersion"
      FROM author a JOIN data_key k ON k.id = a.data_key_id WHERE a.id = ANY (${authorIds}::uuid[])`,
  );
  return new Map(
    authors.map(({ id, nameSealed, keyId, wrapped, kekVersion }) => {
      const key = openDataKeyOrNull({ id: keyId, wrapped, kekVersion });
      const name = openTextOrNull(key, nameSealed, { table: "author", column: "name_sealed", row: id });
      return [id, { key, name, erased: wrapped === null }];
    }),
  );
}

/** All messages of each conversation, in their order, opened. One that does not open is marked, and hides no other. */
export async function loadThreads(
  client: Db | Tx,
  conversationIds: readonly string[],
): Promise<Map<string, OpenMessage[]>> {
  const ids = [...conversationIds];
  const rows = await client.message.findMany({ where: { conversationId: { in: ids } } });
  const [byId, allVersions] = await Promise.all([
    loadAuthors(client, rows),
    client.messageVersion.findMany({
      where: { message: { conversationId: { in: ids } } },
      orderBy: { version: "asc" },
    }),
  ]);
  const versionsOf = Map.groupBy(allVersions, (version) => version.messageId);
  const open = (
    { textSealed, conversationId: _, externalId: __, sequence: ___, isAwaited: ____, ...row }: Row,
    position: number,
  ): OpenMessage => {
    const author = byId.get(row.authorId);
    const key = author?.key ?? null;
    // An empty box holds nothing that could be damaged: what was sealed in it was erased.
    const erased = author?.erased === true || textSealed.length === 0;
    const text = erased ? null : openTextOrNull(key, textSealed, messageTextPlace(row.id));
    const versions = erased ? [] : (versionsOf.get(row.id) ?? []);
    const said = versions.map((version) => openTextOrNull(key, version.textSealed, versionTextPlace(version.id)));
    const opened = versions.flatMap(({ untilRevision }, index) => {
      const words = said[index] ?? null;
      return words === null ? [] : [{ words, untilRevision }];
    });
    const earlier = opened.map(({ words }) => words);
    const earlierUntil = opened.map(({ untilRevision }) => untilRevision);
    const damaged = !erased && (text === null || said.includes(null));
    return { ...row, position, author: author?.name ?? null, text, damaged, earlier, earlierUntil };
  };
  const threads = Map.groupBy(rows, (row) => row.conversationId);
  return new Map(ids.map((id) => [id, inOrder(threads.get(id) ?? []).map(open)]));
}

/** All messages of one conversation; see `loadThreads`. */
export async function loadMessages(client: Db | Tx, conversationId: string): Promise<OpenMessage[]> {
  return (await loadThreads(client, [conversationId])).get(conversationId) ?? [];
}
