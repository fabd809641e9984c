/**
 * The keys that come from VIGIL_SECRET. Each use has a key of its own, derived with HKDF-SHA-256 (RFC 5869), so that
 * none of them says anything about another.
 */
import { createHmac, createSecretKey, hkdfSync, type KeyObject, randomBytes } from "node:crypto";
import { openBytes, sealBytes } from "@/lib/crypto/seal";

/** The version of the wrapping key that is made from VIGIL_SECRET itself; later ones have secrets of their own. */
export const FIRST_KEK_VERSION = 1;

export type Keyring = {
  /** Wraps a new random data key for the row `id` of data_key, under this version of the wrapping key. */
  newDataKey(id: string, kekVersion?: number): { key: Uint8Array; wrapped: Uint8Array<ArrayBuffer> };
  /** Wraps a data key that is known, under this version of the wrapping key. */
  wrap(id: string, key: Uint8Array, kekVersion: number): Uint8Array<ArrayBuffer>;
  /** The versions whose secrets this process knows, lowest first. */
  kekVersions: readonly number[];
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

/**
 * Makes the keyring of one VIGIL_SECRET (at least 32 characters; checked by lib/env).
 * @param wrapping secrets of further versions of the wrapping key, by version
 */
export function createKeyring(secret: string, wrapping: ReadonlyMap<number, string> = new Map()): Keyring {
  const keks = new Map([
    [FIRST_KEK_VERSION, derive(secret, `kek/${FIRST_KEK_VERSION}`)],
    ...[...wrapping].map(([version, each]) => [version, derive(each, `kek/${version}`)] as const),
  ]);
  const lookup = derive(secret, "lookup/1");
  const kek = (version: number): KeyObject => {
    const key = keks.get(version);
    if (!key)
      throw new Error(
        `no wrapping key of version ${version} is known here: its secret is not in VIGIL_WRAPPING_SECRETS`,
      );
    return key;
  };
  const wrap: Keyring["wrap"] = (id, key, version) => sealBytes(kek(version), key, wrapPlace(id, version));
  return {
    newDataKey(id, kekVersion = FIRST_KEK_VERSION) {
      const key = new Uint8Array(randomBytes(32));
      return { key, wrapped: wrap(id, key, kekVersion) };
    },
    wrap,
    kekVersions: [...keks.keys()].sort((one, other) => one - other),
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
    sealCheck: () => sealBytes(kek(FIRST_KEK_VERSION), CHECK_TEXT, CHECK_PLACE),
    opensCheck(box) {
      try {
        return openBytes(kek(FIRST_KEK_VERSION), box, CHECK_PLACE).equals(CHECK_TEXT);
      } catch {
        return false;
      }
    },
    drawKey: (purpose) => derive(secret, `draw/${purpose}/1`),
    checkpointSeed: (version) => new Uint8Array(derive(secret, `checkpoint/${version}`).export()),
    authSecret: derive(secret, "auth/1").export().toString("base64url"),
  };
}
