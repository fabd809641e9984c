/** The keys that sign checkpoints of this desk, made from the secret of the installation. Pure. */
import { createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";
import type { NoteKey } from "@/domain/audit/checkpoint/signed-note";
import type { Keyring } from "@/lib/crypto/keyring";

/** What stands before the 32 bytes of an Ed25519 private key in DER (RFC 8410). */
const PKCS8_PREFIX = Buffer.from("302e020100300506032b657004220420", "hex");

export type Signer = { key: NoteKey; privateKey: KeyObject };

/**
 * The key of one version for the log of this name. The same secret gives the same keys, so every process can sign, no key
 * lies anywhere, and a backup of the database holds none.
 */
export function signerOf(keyring: Pick<Keyring, "checkpointSeed">, name: string, version: number): Signer {
  const der = Buffer.concat([PKCS8_PREFIX, keyring.checkpointSeed(version)]);
  const privateKey = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
  const spki = createPublicKey(privateKey).export({ format: "der", type: "spki" });
  return { key: { name, publicKey: new Uint8Array(spki.subarray(-32)) }, privateKey };
}
