import "server-only";
import { appendEvent } from "@/domain/audit/append-event";
import { formatVkey, parseVkey } from "@/domain/audit/checkpoint/signed-note";
import { type Signer, signerOf } from "@/domain/audit/checkpoint/signing-key";
import type { Tx } from "@/lib/db/client";
import { newId } from "@/lib/ids/new-id";
import { keyring } from "@/lib/keys/data-keys";

const SEALER = { kind: "system", process: "sealer" } as const;

/** Makes the key of the next version and says so in the log. The caller holds the sealer's lock. */
export async function makeKey(tx: Tx, name: string, version: number): Promise<Signer> {
  const signer = signerOf(keyring(), name, version);
  await tx.auditKey.create({ data: { version, vkey: formatVkey(signer.key) } });
  await appendEvent(tx, { type: "audit.key.made", actor: SEALER, facts: { version } });
  return signer;
}

/**
 * The keys that sign now, the newest first: after a change the one before it signs too, so that whoever knows only that
 * one can go on verifying until the next change. The first call makes the first key and the name of the log. Where the
 * newest key is not one of this secret, which has been changed, the next version is made.
 */
export async function currentSigners(tx: Tx): Promise<[Signer, ...Signer[]]> {
  const rows = await tx.auditKey.findMany({ orderBy: { version: "desc" }, take: 2 });
  const [newest] = rows;
  const name = newest ? parseVkey(newest.vkey).name : `vigil/${newId()}`;
  const own = rows.flatMap(({ version, vkey }) => {
    const signer = signerOf(keyring(), name, version);
    return formatVkey(signer.key) === vkey ? [{ version, signer }] : [];
  });
  const signers = own.map(({ signer }) => signer);
  if (newest && own[0]?.version === newest.version) return signers as [Signer, ...Signer[]];
  return [await makeKey(tx, name, (newest?.version ?? 0) + 1), ...signers];
}
