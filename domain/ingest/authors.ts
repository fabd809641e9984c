import "server-only";
import type { MessageInput } from "@/domain/ingest/conversation-input";
import { sealText } from "@/lib/crypto/seal";
import type { Tx } from "@/lib/db/client";
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
    if (!wanted.has(ref)) wanted.set(ref, { name: message.author, hash: keyring().lookupHash("author", sourceId, ref) });
  }
  await createMissing(tx, sourceId, [...wanted.values()]);
  const rows = await tx.author.findMany({
    where: { sourceId, externalHash: { in: [...wanted.values()].map((author) => author.hash) } },
    include: { dataKey: true },
  });
  const byHash = new Map(rows.map((row) => [Buffer.from(row.externalHash).toString("hex"), row]));
  const known = new Map<string, KnownAuthor>();
  for (const [ref, { hash }] of wanted) {
    const row = byHash.get(Buffer.from(hash).toString("hex"));
    const key = row ? openDataKey(row.dataKey) : null;
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
  const present = await tx.author.findMany({
    where: { sourceId, externalHash: { in: wanted.map((author) => author.hash) } },
    select: { externalHash: true },
  });
  const have = new Set(present.map((row) => Buffer.from(row.externalHash).toString("hex")));
  const missing = wanted.filter((author) => !have.has(Buffer.from(author.hash).toString("hex")));
  if (missing.length === 0) return;
  const keys = await createDataKeys(tx, "author", missing.length);
  const rows = missing.flatMap((author, index) => {
    const key = keys[index];
    if (!key) return [];
    const id = newId();
    const place = { table: "author", column: "name_sealed", row: id };
    const nameSealed = author.name === undefined ? null : sealText(key.key, author.name, place);
    return [{ id, sourceId, externalHash: author.hash, nameSealed, dataKeyId: key.id }];
  });
  // Another conversation of the same person may arrive in this moment: whoever comes second uses the first one's row.
  await tx.author.createMany({ data: rows, skipDuplicates: true });
}
