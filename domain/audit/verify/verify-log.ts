import "server-only";
import { formatVkey, type NoteKey, NoteMalformed, parseVkey } from "@/domain/audit/checkpoint/signed-note";
import { signerOf } from "@/domain/audit/checkpoint/signing-key";
import { readLog } from "@/domain/audit/read-log";
import { checkLog, type LogCheck } from "@/domain/audit/verify/check-log";
import { db } from "@/lib/db/client";
import { keyring } from "@/lib/keys/data-keys";

/** A stored key; null where it is none: somebody put it there, and it is not believed. */
function parseStored(vkey: string): NoteKey | null {
  try {
    return parseVkey(vkey);
  } catch (error) {
    if (error instanceof NoteMalformed) return null;
    throw error;
  }
}

/** The keys in the database that this installation's secret makes: others may have been put there. */
async function ownKeys(): Promise<NoteKey[]> {
  const rows = await db().auditKey.findMany({ orderBy: { version: "asc" } });
  return rows.flatMap(({ version, vkey }) => {
    const key = parseStored(vkey);
    if (key === null) return [];
    return formatVkey(signerOf(keyring(), key.name, version).key) === vkey ? [key] : [];
  });
}

/**
 * Checks the log of this desk: each entry against its hash and its columns, the chain of each case, every root and every
 * signature. Stops at the first bad one.
 * @param outside checkpoints that were kept elsewhere, and the keys to believe instead of those of this installation
 * @throws NoteMalformed when one of these is none
 */
export async function verifyLog(
  outside: { checkpoints?: readonly string[]; keys?: readonly NoteKey[] } = {},
): Promise<LogCheck> {
  const keys = outside.keys && outside.keys.length > 0 ? outside.keys : await ownKeys();
  return checkLog(readLog(), { keys, outside: outside.checkpoints ?? [] });
}
