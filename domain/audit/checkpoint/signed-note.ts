/**
 * Signed notes (C2SP signed-note): a text with lines of signatures below it, which existing tools verify. Ed25519 alone
 * (algorithm 0x01). Pure.
 */
import { createHash, createPublicKey, type KeyObject, sign, verify } from "node:crypto";

const ED25519 = 1;
const KEY_BYTES = 32;
const SIGNATURE_BYTES = 64;
const KEY_ID_BYTES = 4;
/** What stands before the 32 bytes of an Ed25519 public key in DER (RFC 8410). */
const SPKI_PREFIX = Buffer.from("302a300506032b6570032100", "hex");
const MOST_SIGNATURES = 100;

/** Who may sign: a name without spaces or plus signs, and a public key of 32 bytes. */
export type NoteKey = { name: string; publicKey: Uint8Array };
export type NoteSignature = { name: string; keyId: Buffer; signature: Buffer };
/** `text` ends with a line break and is what is signed. */
export type SignedNote = { text: string; signatures: NoteSignature[] };

/** What was given is not of the format. The message says what is wrong, in words fit to be shown. */
export class NoteMalformed extends Error {
  override readonly name = "NoteMalformed";
}

function isName(text: string): boolean {
  return /^[^\s+]+$/u.test(text) && text.isWellFormed();
}

/** Bytes of standard base64 with its padding, and of nothing else. */
export function readBase64(text: string): Buffer | null {
  const bytes = Buffer.from(text, "base64");
  return text !== "" && bytes.toString("base64") === text ? bytes : null;
}

/** The first 4 bytes of SHA-256(name ‖ 0x0A ‖ 0x01 ‖ public key). */
export function keyIdOf({ name, publicKey }: NoteKey): Buffer {
  const hash = createHash("sha256")
    .update(`${name}\n`)
    .update(Buffer.from([ED25519]))
    .update(publicKey);
  return hash.digest().subarray(0, KEY_ID_BYTES);
}

/** The key as it is handed to who verifies: `name+id+base64(0x01 ‖ public key)`. */
export function formatVkey(key: NoteKey): string {
  const body = Buffer.concat([Buffer.from([ED25519]), key.publicKey]).toString("base64");
  return `${key.name}+${keyIdOf(key).toString("hex")}+${body}`;
}

/** @throws NoteMalformed */
export function parseVkey(text: string): NoteKey {
  const [name, id, ...rest] = text.trim().split("+");
  const body = readBase64(rest.join("+"));
  if (name === undefined || id === undefined || !isName(name) || body === null || !/^[0-9a-f]{8}$/.test(id))
    throw new NoteMalformed("the verifier key is not of the form name+id+key");
  if (body[0] !== ED25519 || body.length !== 1 + KEY_BYTES)
    throw new NoteMalformed("the verifier key is not an Ed25519 key");
  const key = { name, publicKey: new Uint8Array(body.subarray(1)) };
  if (keyIdOf(key).toString("hex") !== id) throw new NoteMalformed("the id in the verifier key is not that of its key");
  return key;
}

/** A note over `text`, which ends with a line break, with one signature for each key. */
export function signNote(text: string, signers: readonly { key: NoteKey; privateKey: KeyObject }[]): string {
  const lines = signers.map(({ key, privateKey }) => {
    const body = Buffer.concat([keyIdOf(key), sign(null, Buffer.from(text), privateKey)]);
    return `— ${key.name} ${body.toString("base64")}\n`;
  });
  return `${text}\n${lines.join("")}`;
}

function parseSignature(line: string): NoteSignature {
  const [dash, name, encoded, ...rest] = line.split(" ");
  const body = readBase64(encoded ?? "");
  if (dash !== "—" || name === undefined || !isName(name) || rest.length > 0 || body === null)
    throw new NoteMalformed("a line of signatures is not of the form — name signature");
  if (body.length <= KEY_ID_BYTES) throw new NoteMalformed("a signature is too short");
  return { name, keyId: body.subarray(0, KEY_ID_BYTES), signature: body.subarray(KEY_ID_BYTES) };
}

/** Takes a note apart without verifying it. @throws NoteMalformed */
export function parseNote(note: string): SignedNote {
  if (!note.isWellFormed() || [...note].some((sign) => sign < " " && sign !== "\n"))
    throw new NoteMalformed("the note holds characters that no note may hold");
  const at = note.lastIndexOf("\n\n");
  if (at === -1 || !note.endsWith("\n")) throw new NoteMalformed("the note has no lines of signatures");
  const lines = note.slice(at + 2, -1).split("\n");
  if (lines.length > MOST_SIGNATURES) throw new NoteMalformed("the note has too many signatures");
  return { text: note.slice(0, at + 1), signatures: lines.map(parseSignature) };
}

function isFrom(key: NoteKey, { name, keyId }: NoteSignature): boolean {
  return name === key.name && keyIdOf(key).equals(keyId);
}

function isGood(text: string, key: NoteKey, { signature }: NoteSignature): boolean {
  if (signature.length !== SIGNATURE_BYTES) return false;
  const der = Buffer.concat([SPKI_PREFIX, key.publicKey]);
  const publicKey = createPublicKey({ key: der, format: "der", type: "spki" });
  return verify(null, Buffer.from(text), publicKey, signature);
}

/**
 * Which of the known keys have signed. Signatures of keys that are not known say nothing; one of a known key that does
 * not hold makes the whole note worth nothing.
 * @returns the keys whose signature holds; empty where none is, or one of them does not hold
 */
export function signersOf({ text, signatures }: SignedNote, known: readonly NoteKey[]): NoteKey[] {
  const good: NoteKey[] = [];
  for (const signature of signatures) {
    const key = known.find((each) => isFrom(each, signature));
    if (key === undefined || good.includes(key)) continue;
    if (!isGood(text, key, signature)) return [];
    good.push(key);
  }
  return good;
}
