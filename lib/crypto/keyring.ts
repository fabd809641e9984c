/**
 * The keys that come from VIGIL_SECRET. Each use has a key of its own, derived with HKDF-SHA-256 (RFC 5869), so that
 * none of them says anything about another.
 */
import { createHmac, createSecretKey, hkdfSync, type KeyObject, randomBytes } from "node:crypto";
import { openBytes, sealBytes } from "@/lib/crypto/seal";

/** The version of the wrapping key that new data keys are wrapped with. */
export const CURRENT_KEK_VERSION = 1;

export type Keyring = {
  /** Wraps a new random data key for the row `id` of data_key, under the current version. */
  newDataKey(id: string): { key: Uint8Array; wrapped: Uint8Array<ArrayBuffer> };
  /** Unwraps a data key. Throws `SealBroken` when it was wrapped under another VIGIL_SECRET. */
  unwrap(id: string, wrapped: Uint8Array, kekVersion: number): Uint8Array;
  /** Keyed hash for looking up outside ids without storing them: HMAC-SHA-256 over the parts. */
  lookupHash(...parts: string[]): Uint8Array<ArrayBuffer>;
  /** Seals the text that ties a database to its secret. */
  sealCheck(): Uint8Array<ArrayBuffer>;
  /** Whether `box` was made by `sealCheck` under the same secret. */
  opensCheck(box: Uint8Array): boolean;
  /** The key of one kind of draw, for `chanceOf`: who does not hold the secret can neither foresee nor steer it. */
  drawKey(purpose: string): KeyObject;
  /** The 32 bytes that the key of this version, which signs checkpoints of the log, is made from. */
  checkpointSeed(version: number): Uint8Array;
  /** The secret that signs session cookies. */
  authSecret: string;
};

const CHECK_PLACE = { table: "installation", column: "secret_check", row: "1" };
const CHECK_TEXT = Buffer.from("vigil");

function derive(secret: string, purpose: string): KeyObject {
  return createSecretKey(Buffer.from(hkdfSync("sha256", secret, "vigil", purpose, 32)));
}

function wrapPlace(id: string, kekVersion: number) {
  return { table: "data_key", column: `wrapped.${kekVersion}`, row: id };
}

/** Makes the keyring of one VIGIL_SECRET (at least 32 characters; checked by lib/env). */
export function createKeyring(secret: string): Keyring {
  const keks = new Map([[CURRENT_KEK_VERSION, derive(secret, `kek/${CURRENT_KEK_VERSION}`)]]);
  const lookup = derive(secret, "lookup/1");
  const kek = (version: number): KeyObject => {
    const key = keks.get(version);
    if (!key) throw new Error(`no wrapping key of version ${version} can be made from this VIGIL_SECRET`);
    return key;
  };
  return {
    newDataKey(id) {
      const key = new Uint8Array(randomBytes(32));
      const wrapped = sealBytes(kek(CURRENT_KEK_VERSION), key, wrapPlace(id, CURRENT_KEK_VERSION));
      return { key, wrapped };
    },
    unwrap: (id, wrapped, kekVersion) => new Uint8Array(openBytes(kek(kekVersion), wrapped, wrapPlace(id, kekVersion))),
    lookupHash(...parts) {
      const mac = createHmac("sha256", lookup);
      for (const part of parts) {
        // UTF-8 has no form for lone surrogates: read as UTF-8 they would all be the same.
        const bytes = Buffer.from(part, part.isWellFormed() ? "utf8" : "utf16le");
        mac.update(`${bytes.length}${part.isWellFormed() ? "" : "w"}:`).update(bytes);
      }
      return new Uint8Array(mac.digest());
    },
    sealCheck: () => sealBytes(kek(CURRENT_KEK_VERSION), CHECK_TEXT, CHECK_PLACE),
    opensCheck(box) {
      try {
        return openBytes(kek(CURRENT_KEK_VERSION), box, CHECK_PLACE).equals(CHECK_TEXT);
      } catch {
        return false;
      }
    },
    drawKey: (purpose) => derive(secret, `draw/${purpose}/1`),
    checkpointSeed: (version) => new Uint8Array(derive(secret, `checkpoint/${version}`).export()),
    authSecret: derive(secret, "auth/1").export().toString("base64url"),
  };
}
