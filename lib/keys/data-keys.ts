import "server-only";
import { createSecretKey, type KeyObject } from "node:crypto";
import { createKeyring, FIRST_KEK_VERSION, type Keyring } from "@/lib/crypto/keyring";
import type { DataKeyKind, Tx } from "@/lib/db/client";
import { hexArray } from "@/lib/db/hex-array";
import { loadEnv } from "@/lib/env/env";
import { newId } from "@/lib/ids/new-id";

/** One unwrapped data key, ready to seal and open with: a key object, since making one for each box takes as long as sealing. */
export type OpenKey = { id: string; key: KeyObject };

const holder = globalThis as typeof globalThis & {
  vigilKeyring?: Keyring;
  vigilKekVersion?: { at: number; version: number };
};

/** The keyring of this process's VIGIL_SECRET. */
export function keyring(): Keyring {
  if (!holder.vigilKeyring) {
    const { secret, wrappingSecrets } = loadEnv();
    holder.vigilKeyring = createKeyring(secret, wrappingSecrets);
  }
  return holder.vigilKeyring;
}

/** How long a process goes on with the version it read, in milliseconds: what it wraps by then stays readable. */
const FRESH_MS = 5_000;

/** The version of the wrapping key that new data keys get: the database's word, which `vigil keys rotate` changes. */
async function currentKekVersion(tx: Tx): Promise<number> {
  const now = Date.now();
  if (holder.vigilKekVersion && now - holder.vigilKekVersion.at < FRESH_MS) return holder.vigilKekVersion.version;
  const row = await tx.installation.findUnique({ where: { id: 1 }, select: { kekVersion: true } });
  const version = row?.kekVersion ?? FIRST_KEK_VERSION;
  holder.vigilKekVersion = { at: now, version };
  return version;
}

/** Makes the next new data key ask the database for its version: after this process has changed it. */
export function forgetKekVersion(): void {
  delete holder.vigilKekVersion;
}

/** Makes `count` data keys of one kind and stores them wrapped. */
export async function createDataKeys(tx: Tx, kind: DataKeyKind, count: number): Promise<OpenKey[]> {
  const version = await currentKekVersion(tx);
  const made = Array.from({ length: count }, () => {
    const id = newId();
    return { id, ...keyring().newDataKey(id, version) };
  });
  const ids = made.map(({ id }) => id);
  const wrapped = hexArray(made.map((key) => key.wrapped));
  // Arrays, because a thread of 10,000 authors is 10,000 rows: one statement takes a third of the time of createMany.
  await tx.$executeRaw`
    INSERT INTO data_key (id, kind, wrapped, kek_version)
    SELECT id, ${kind}::data_key_kind, decode(wrapped, 'hex'), ${version}
    FROM unnest(${ids}::uuid[], ${wrapped}::text[]) AS made (id, wrapped)`;
  return made.map(({ id, key }) => ({ id, key: createSecretKey(key) }));
}

/** Makes one data key; see `createDataKeys`. */
export async function createDataKey(tx: Tx, kind: DataKeyKind): Promise<OpenKey> {
  const [made] = await createDataKeys(tx, kind, 1);
  if (!made) throw new Error("a data key was not made");
  return made;
}

type StoredKey = { id: string; wrapped: Uint8Array | null; kekVersion: number };

/** Unwraps a stored data key; null when it was erased, and with it all that was sealed under it. */
export function openDataKey(stored: StoredKey): OpenKey | null {
  if (stored.wrapped === null) return null;
  return { id: stored.id, key: createSecretKey(keyring().unwrap(stored.id, stored.wrapped, stored.kekVersion)) };
}
