import { createPublicKey, generateKeyPairSync } from "node:crypto";
import { describe, expect, test } from "vitest";
import { formatCheckpoint, parseCheckpoint, readCheckpoint } from "@/domain/audit/checkpoint/checkpoint-text";
import { formatVkey, keyIdOf, parseNote, parseVkey, signersOf, signNote } from "@/domain/audit/checkpoint/signed-note";
import { EMPTY_ROOT } from "@/domain/audit/merkle/tree-hash";

/** The example of C2SP signed-note (shared/facts, B.3). */
const VKEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
const SIGNATURE = "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=";
const TEXT = "This is an example message.\n";
const NOTE = `${TEXT}\n— example.com/foo ${SIGNATURE}\n`;

function pair(name: string) {
  const { privateKey } = generateKeyPairSync("ed25519");
  const publicKey = new Uint8Array(createPublicKey(privateKey).export({ format: "der", type: "spki" }).subarray(-32));
  return { key: { name, publicKey }, privateKey };
}

describe("a signed note", () => {
  test("of the standard is verified by the key of the standard", () => {
    const key = parseVkey(VKEY);
    expect(formatVkey(key)).toBe(VKEY);
    expect(keyIdOf(key).toString("hex")).toBe("530d903a");
    expect(signersOf(parseNote(NOTE), [key])).toEqual([key]);
  });

  test("is worth nothing once a letter, the signature or the name is another", () => {
    const key = parseVkey(VKEY);
    const signature = Buffer.from(SIGNATURE, "base64");
    const spoiled = [
      NOTE.replace("example message", "example massage"),
      NOTE.replace("— example.com/foo", "— example.com/fop"),
      ...[0, 4, 67].map((at) => {
        const copy = Buffer.from(signature);
        copy[at] = (copy[at] ?? 0) ^ 1;
        return NOTE.replace(SIGNATURE, copy.toString("base64"));
      }),
      NOTE.replace(SIGNATURE, signature.subarray(0, 60).toString("base64")),
    ];
    for (const note of spoiled) expect(signersOf(parseNote(note), [key]), note).toEqual([]);
    expect(signersOf(parseNote(NOTE), [])).toEqual([]);
  });

  test("may bear several: those of keys that are not known say nothing, a bad one of a known key spoils it", () => {
    const [old, young, stranger] = [pair("desk"), pair("desk"), pair("witness")];
    const note = parseNote(signNote(TEXT, [stranger, old, young]));
    expect(signersOf(note, [young.key])).toEqual([young.key]);
    expect(signersOf(note, [old.key, young.key])).toEqual([old.key, young.key]);
    const bad = { ...note, text: TEXT.replace("example", "exomple") };
    expect(signersOf(bad, [old.key, young.key])).toEqual([]);
    const mixed = { text: TEXT, signatures: [...note.signatures.slice(1, 2), ...bad.signatures.slice(2)] };
    mixed.signatures[1] = {
      ...mixed.signatures[1],
      signature: Buffer.alloc(64, 7),
    } as (typeof mixed.signatures)[number];
    expect(signersOf(mixed, [old.key, young.key])).toEqual([]);
  });

  test.each([
    ["no line of signatures", TEXT],
    ["no line break at its end", NOTE.slice(0, -1)],
    ["another dash", NOTE.replace("—", "-")],
    ["a control character", NOTE.replace("example message", "example\tmessage")],
    ["a signature that is not base64", NOTE.replace(SIGNATURE, `${SIGNATURE}!`)],
    ["a signature without padding", NOTE.replace(SIGNATURE, SIGNATURE.slice(0, -1))],
    ["a signature without a key id", NOTE.replace(SIGNATURE, "AAAA")],
    ["an empty line among the signatures", `${NOTE}\n`],
    ["a word too many", NOTE.replace(SIGNATURE, `${SIGNATURE} more`)],
    ["broken Unicode", NOTE.replace("example message", "\ud800")],
  ])("is malformed with %s", (_, note) => expect(() => parseNote(note)).toThrow(/note|line|signature/));
});

describe("a verifier key", () => {
  test.each([
    VKEY.replace("530d903a", "530d903b"),
    VKEY.replace("+A", "+B"),
    VKEY.replace("example.com/foo", "example.com/fo o"),
    VKEY.slice(0, -4),
    "example.com/foo",
    "",
  ])("is not %s", (text) => expect(() => parseVkey(text)).toThrow("verifier key"));
});

describe("a checkpoint", () => {
  const checkpoint = { origin: "vigil/one", size: 0, root: EMPTY_ROOT };

  test("says origin, size and root, and is read again", () => {
    const text = formatCheckpoint(checkpoint);
    expect(text).toBe("vigil/one\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n");
    expect(parseCheckpoint(text)).toEqual(checkpoint);
    expect(parseCheckpoint(`${text}an extension\n`)).toEqual(checkpoint);
    const { key, privateKey } = pair("vigil/one");
    const read = readCheckpoint(signNote(text, [{ key, privateKey }]));
    expect(read.checkpoint).toEqual(checkpoint);
    expect(signersOf(read.signed, [key])).toEqual([key]);
  });

  test.each([
    ["no origin", "\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n"],
    ["a size with a zero before it", "one\n01\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n"],
    ["a negative size", "one\n-1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n"],
    ["a size that is no whole number", "one\n1e3\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n"],
    ["a root that is too short", "one\n1\n47DEQpj8HBSa\n"],
    ["no root", "one\n1\n"],
    ["an end without a line break", "one\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="],
    ["an empty extension", "one\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n"],
  ])("is malformed with %s", (_, text) => expect(() => parseCheckpoint(text)).toThrow("checkpoint"));
});
