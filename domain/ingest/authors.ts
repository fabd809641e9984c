import "server-only";
import { z } from "zod";
import { refAfter, refOfExternalId } from "@/domain/ingest/find-authors";
import type { NewOrEdited } from "@/domain/ingest/incoming-message";
import { sealText } from "@/lib/crypto/seal";
import type { Tx } from "@/lib/db/client";
import { hexArray } from "@/lib/db/hex-array";
import { newId } from "@/lib/ids/new-id";
import { createDataKeys, keyring, type OpenKey } from "@/lib/keys/data-keys";
import { openDataKeyOrNull } from "@/lib/keys/open-or-null";

export type KnownAuthor = { id: string; key: OpenKey };

/** Somebody who wrote: `ref` tells them apart on their source, `name` is shown. */
export type AuthorRef = { ref: string; name?: string };

/** How a message's author is told apart: by the id the source gives, else by role within this one conversation. */
export function authorRef(message: Pick<NewOrEdited, "author" | "role">, conversationId: string): AuthorRef {
  const { author, role } = message;
  if (author === undefined) return { ref: `conversation:${conversationId}:${role}` };
  return { ref: refOfExternalId(author.id), name: author.name ?? author.id };
}

/** Whose the row is that stands for a message of which only the deletion arrived. */
export function nobody(conversationId: string): AuthorRef {
  return { ref: `conversation:${conversationId}:awaited` };
}

type Wanted = { ref: string; name: string | undefined; hash: Uint8Array<ArrayBuffer>; hex: string };

/**
 * Finds or makes authors, with the data key that seals what they write.
 * @returns by `ref`
 */
export async function findOrCreateAuthors(
  tx: Tx,
  sourceId: string,
  authors: readonly AuthorRef[],
): Promise<Map<string, KnownAuthor>> {
  const byRef = new Map<string, Wanted>();
  for (const { ref, name } of authors) {
    if (byRef.has(ref)) continue;
    const hash = keyring().lookupHash("author", sourceId, ref);
    byRef.set(ref, { ref, name, hash, hex: Buffer.from(hash).toString("hex") });
  }
  // In one order for everybody: two transactions that make the same people in another order would wait in a circle.
  const wanted = [...byRef.values()].sort((one, other) => (one.hex < other.hex ? -1 : 1));
  let rows = await findKnown(tx, sourceId, wanted);
  const missing = wanted.filter(({ hex }) => !rows.has(hex));
  if (missing.length > 0) {
    await createMissing(tx, sourceId, missing);
    rows = new Map([...rows, ...(await findKnown(tx, sourceId, missing))]);
  }
  const known = new Map<string, KnownAuthor>();
  const unusable: { ref: string; instead: AuthorRef }[] = [];
  for (const { ref, hex, name } of wanted) {
    const row = rows.get(hex);
    if (!row) throw new Error("an author was not made");
    const { id, data_key_id: keyId, wrapped, kek_version: kekVersion } = row;
    // A secret that this process lacks is no erasure: going on would make everybody somebody new.
    if (wrapped !== null && !keyring().kekVersions.includes(kekVersion))
      throw new Error(`this process does not know the wrapping key of version ${kekVersion}`);
    const key = openDataKeyOrNull({ id: keyId, wrapped, kekVersion });
    if (key) known.set(ref, { id, key });
    // Erased, or damaged: whoever writes again after that is somebody new to the desk.
    else unusable.push({ ref, instead: { ref: refAfter(keyId, ref), ...(name === undefined ? {} : { name }) } });
  }
  if (unusable.length === 0) return known;
  const others = await findOrCreateAuthors(
    tx,
    sourceId,
    unusable.map(({ instead }) => instead),
  );
  for (const { ref, instead } of unusable) {
    const author = others.get(instead.ref);
    if (author) known.set(ref, author);
  }
  return known;
}

async function createMissing(tx: Tx, sourceId: string, missing: readonly Wanted[]): Promise<void> {
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
  hex: z.string(),
  data_key_id: z.uuid(),
  wrapped: z.instanceof(Uint8Array).nullable(),
  kek_version: z.number().int(),
});

async function findKnown(tx: Tx, sourceId: string, wanted: readonly Wanted[]) {
  const rows = await tx.$queryRaw`
    SELECT author.id, encode(author.external_hash, 'hex') AS hex, author.data_key_id, data_key.wrapped, data_key.kek_version
    FROM author JOIN data_key ON data_key.id = author.data_key_id
    WHERE author.source_id = ${sourceId}::uuid AND author.external_hash IN (
      SELECT decode(hash, 'hex') FROM unnest(${wanted.map(({ hex }) => hex)}::text[]) AS wanted (hash))`;
  return new Map(
    z
      .array(knownSchema)
      .parse(rows)
      .map((row) => [row.hex, row]),
  );
}
