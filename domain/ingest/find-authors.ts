import "server-only";
import type { Db, Tx } from "@/lib/db/client";
import { keyring } from "@/lib/keys/data-keys";

/** How often one person can have been erased and written again; beyond it somebody tries something else. */
const MOST_RETURNS = 100;

export type FoundAuthor = { id: string; dataKeyId: string; isErased: boolean };

/** The name under which somebody writes again after `dataKeyId` was erased: domain/ingest/authors.ts uses it too. */
export function refAfter(dataKeyId: string, ref: string): string {
  return `after:${dataKeyId}:${ref}`;
}

/** The name of somebody whom their source tells apart by an id. */
export function refOfExternalId(externalId: string): string {
  return `name:${externalId}`;
}

/**
 * The rows of one person by the id that their source knows them by, which is looked up by its keyed hash: the first one,
 * and those from after each erasure. Empty where the source has never sent anything of theirs.
 */
export async function findAuthorsOf(client: Db | Tx, sourceId: string, externalId: string): Promise<FoundAuthor[]> {
  const found: FoundAuthor[] = [];
  let ref = refOfExternalId(externalId);
  while (found.length < MOST_RETURNS) {
    const externalHash = keyring().lookupHash("author", sourceId, ref);
    const row = await client.author.findUnique({
      where: { sourceId_externalHash: { sourceId, externalHash } },
      include: { dataKey: { select: { wrapped: true } } },
    });
    if (!row) break;
    found.push({ id: row.id, dataKeyId: row.dataKeyId, isErased: row.dataKey.wrapped === null });
    ref = refAfter(row.dataKeyId, ref);
  }
  return found;
}
