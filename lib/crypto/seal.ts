/**
 * Sealing of content at rest: AES-256-GCM (NIST SP 800-38D) with a random 96-bit nonce.
 *
 * A box is `version (1) | nonce (12) | tag (16) | ciphertext`. The additional data names table, column and row, so a box
 * that is moved to another place does not open. The plaintext starts with one byte that says how the text was encoded:
 * text with lone surrogates has no UTF-8 form, and is kept exactly, as UTF-16.
 */
import { createCipheriv, createDecipheriv, type KeyObject, randomFillSync } from "node:crypto";

const VERSION = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEADER_BYTES = 1 + NONCE_BYTES + TAG_BYTES;
const UTF8 = 0;
const UTF16 = 1;

/** Random bytes are drawn from the system in blocks: asking for each nonce by itself took a tenth of an upload's time. */
const NONCES = 1_024;
const pool = Buffer.alloc(NONCES * NONCE_BYTES);
let drawn = pool.length;

function nextNonce(): Buffer {
  if (drawn === pool.length) {
    randomFillSync(pool);
    drawn = 0;
  }
  // A copy: the block is filled anew while the nonce may still be in use.
  const nonce = Buffer.from(pool.subarray(drawn, drawn + NONCE_BYTES));
  drawn += NONCE_BYTES;
  return nonce;
}

/** Where a box lives. A box opens only with the place it was sealed for. */
export type Place = { table: string; column: string; row: string };

/** Thrown when a box cannot be opened: wrong key, wrong place, or changed bytes. It never carries content. */
export class SealBroken extends Error {
  constructor(place: Place) {
    super(`sealed value of ${place.table}.${place.column} in row ${place.row} does not open`);
    this.name = "SealBroken";
  }
}

function additionalData(place: Place): Buffer {
  return Buffer.from(`vigil|${VERSION}|${place.table}|${place.column}|${place.row}`, "utf8");
}

/**
 * Seals bytes.
 * @param key 32 bytes
 */
export function sealBytes(key: Uint8Array | KeyObject, plain: Uint8Array, place: Place): Uint8Array<ArrayBuffer> {
  const nonce = nextNonce();
  const cipher = createCipheriv("aes-256-gcm", key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(additionalData(place));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return new Uint8Array(Buffer.concat([Buffer.from([VERSION]), nonce, cipher.getAuthTag(), body]));
}

/** Opens what `sealBytes` made. Throws `SealBroken`. */
export function openBytes(key: Uint8Array | KeyObject, box: Uint8Array, place: Place): Buffer {
  const bytes = Buffer.from(box.buffer, box.byteOffset, box.byteLength);
  if (bytes.length < HEADER_BYTES || bytes[0] !== VERSION) throw new SealBroken(place);
  try {
    const nonce = bytes.subarray(1, 1 + NONCE_BYTES);
    const decipher = createDecipheriv("aes-256-gcm", key, nonce, { authTagLength: TAG_BYTES });
    decipher.setAAD(additionalData(place));
    decipher.setAuthTag(bytes.subarray(1 + NONCE_BYTES, HEADER_BYTES));
    return Buffer.concat([decipher.update(bytes.subarray(HEADER_BYTES)), decipher.final()]);
  } catch {
    throw new SealBroken(place);
  }
}

/** Seals text, keeping every code unit, lone surrogates included. */
export function sealText(key: Uint8Array | KeyObject, text: string, place: Place): Uint8Array<ArrayBuffer> {
  const wellFormed = text.isWellFormed();
  const encoded = Buffer.from(text, wellFormed ? "utf8" : "utf16le");
  return sealBytes(key, Buffer.concat([Buffer.from([wellFormed ? UTF8 : UTF16]), encoded]), place);
}

/** Opens what `sealText` made. Throws `SealBroken`. */
export function openText(key: Uint8Array | KeyObject, box: Uint8Array, place: Place): string {
  const plain = openBytes(key, box, place);
  if (plain[0] === UTF8) return plain.toString("utf8", 1);
  if (plain[0] === UTF16) return plain.toString("utf16le", 1);
  throw new SealBroken(place);
}
