import "server-only";
import { z } from "zod";
import type { MessageInput } from "@/domain/ingest/conversation-input";
import { sealText } from "@/lib/crypto/seal";
import type { Tx } from "@/lib/db/client";
import { hexArray } from "@/lib/db/hex-array";
import { newId } from "@/lib/ids/new-id";
import { createDataKeys, keyring, type OpenKey, openDataKey } from "@/lib/keys/data-keys";

export type KnownAuthor = { id: string; key: OpenKey };

/** How a message's author is told apart: by the name the source gives, else by role within this one conversation. */
export function authorRef(message: Pick<MessageInput, "author" | "role">, conversationId: string): string {
  return message.author === undefined ? `conversation:${conversationId}:${message.role}` : `name:${message.author}`;
}

/**
 * Finds or makes the author of each message, with the data key that seals what they write.
 * @returns by `authorRef`
 */
export async function findOrCreateAuthors(
  tx: Tx,
  sourceId: string,
  conversationId: string,
  messages: readonly MessageInput[],
): Promise<Map<string, KnownAuthor>> {
  const wanted = new Map<string, { name: string | undefined; hash: Uint8Array<ArrayBuffer> }>();
  for (const message of messages) {
    const ref = authorRef(message, conversationId);
    if (!wanted.has(ref))
      wanted.set(ref, { name: message.author, hash: keyring().lookupHash("author", sourceId, ref) });
  }
  await createMissing(tx, sourceId, [...wanted.values()]);
  const rows = await findKnown(
    tx,
    sourceId,
    [...wanted.values()].map((author) => author.hash),
  );
  const byHash = new Map(rows.map((row) => [Buffer.from(row.external_hash).toString("hex"), row]));
  const known = new Map<string, KnownAuthor>();
  for (const [ref, { hash }] of wanted) {
    const row = byHash.get(Buffer.from(hash).toString("hex"));
    const key = row ? openDataKey({ id: row.data_key_id, wrapped: row.wrapped, kekVersion: row.kek_version }) : null;
    if (!row || !key) throw new Error("an author has no key to seal with");
    known.set(ref, { id: row.id, key });
  }
  return known;
}

async function createMissing(
  tx: Tx,
  sourceId: string,
  wanted: { name: string | undefined; hash: Uint8Array<ArrayBuffer> }[],
): Promise<void> {
  const present = await findKnown(
    tx,
    sourceId,
    wanted.map((author) => author.hash),
  );
  const have = new Set(present.map((row) => Buffer.from(row.external_hash).toString("hex")));
  const missing = wanted.filter((author) => !have.has(Buffer.from(author.hash).toString("hex")));
  if (missing.length === 0) return;
  const keys = await createDataKeys(tx, "author", missing.length);
  const rows = missing.flatMap((author, index) => {
    const key = keys[index];
    if (!key) return [];
    const id = newId();
    const place = { table: "author", column: "name_sealed", row: id };
    const name = author.name === undefined ? null : sealText(key.key, author.name, place);
    return [{ id, hash: author.hash, name, keyId: key.id }];
  });
  // Another conversation of the same person may arrive in this moment: whoever comes second uses the first one's row.
  await tx.$executeRaw`
    INSERT INTO author (id, source_id, external_hash, name_sealed, data_key_id)
    SELECT id, ${sourceId}::uuid, decode(hash, 'hex'), decode(name, 'hex'), data_key_id
    FROM unnest(${rows.map((row) => row.id)}::uuid[], ${hexArray(rows.map((row) => row.hash))}::text[],
      ${hexArray(rows.map((row) => row.name))}::text[], ${rows.map((row) => row.keyId)}::uuid[])
      AS made (id, hash, name, data_key_id)
    ON CONFLICT DO NOTHING`;
}

const knownSchema = z.object({
  id: z.uuid(),
  external_hash: z.instanceof(Uint8Array),
  data_key_id: z.uuid(),
  wrapped: z.instanceof(Uint8Array).nullable(),
  kek_version: z.number().int(),
});

async function findKnown(tx: Tx, sourceId: string, hashes: Uint8Array[]) {
  const rows = await tx.$queryRaw`
    SELECT author.id, author.external_hash, author.data_key_id, data_key.wrapped, data_key.kek_version
    FROM author JOIN data_key ON data_key.id = author.data_key_id
    WHERE author.source_id = ${sourceId}::uuid AND author.external_hash IN (
      SELECT decode(hash, 'hex') FROM unnest(${hexArray(hashes)}::text[]) AS wanted (hash))`;
  return z.array(knownSchema).parse(rows);
}
