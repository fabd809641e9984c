import { createCipheriv } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openBytes, openText, SealBroken, sealBytes, sealText } from "@/lib/crypto/seal";

const KEY = new Uint8Array(32).fill(7);
const PLACE = { table: "message", column: "text_sealed", row: "01900000-0000-7000-8000-000000000001" };
/** Every string a JavaScript program can hold, lone surrogates and U+0000 included. */
const anyText = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 60 })
  .map((units) => String.fromCharCode(...units));

describe("the cipher that is used", () => {
  // NIST "The Galois/Counter Mode of Operation (GCM)", test cases 13 and 14: key and nonce are zero.
  it.each([
    ["", "", "530f8afbc74536b9a963b4f1c4cb738b"],
    ["00000000000000000000000000000000", "cea7403d4d606b6e074ec5d3baf39d18", "d0d1c8a799996bf0265b98b5d48ab919"],
  ])("gives NIST's answer for the plaintext “%s”", (plain, ciphertext, tag) => {
    const cipher = createCipheriv("aes-256-gcm", new Uint8Array(32), new Uint8Array(12), { authTagLength: 16 });
    expect(Buffer.concat([cipher.update(Buffer.from(plain, "hex")), cipher.final()]).toString("hex")).toBe(ciphertext);
    expect(cipher.getAuthTag().toString("hex")).toBe(tag);
  });

  it("is AES-256-GCM over the stated layout: version, nonce, tag, ciphertext, and the place as additional data", () => {
    const plain = Buffer.from("some words");
    const box = Buffer.from(sealBytes(KEY, plain, PLACE));
    const cipher = createCipheriv("aes-256-gcm", KEY, box.subarray(1, 13), { authTagLength: 16 });
    cipher.setAAD(Buffer.from(`vigil|1|${PLACE.table}|${PLACE.column}|${PLACE.row}`));
    const ciphertext = Buffer.concat([cipher.update(plain), cipher.final()]);
    expect(box.toString("hex")).toBe(
      Buffer.concat([Buffer.from([1]), box.subarray(1, 13), cipher.getAuthTag(), ciphertext]).toString("hex"),
    );
  });
});

describe("a sealed text", () => {
  it("opens to the same text, to the last code unit", () => {
    fc.assert(
      fc.property(fc.oneof(anyText, fc.string({ unit: "binary" })), (text) => {
        expect(openText(KEY, sealText(KEY, text, PLACE), PLACE)).toBe(text);
      }),
      { numRuns: 300 },
    );
  });

  it.each(["", "\ud800", "a\udc00b", "\udc00\ud800", "\u0000", "\ufeffa", "👨‍👩‍👧", "\ufffe\uffff"])(
    "opens to %j",
    (text) => {
      expect(openText(KEY, sealText(KEY, text, PLACE), PLACE)).toBe(text);
    },
  );

  it("looks different each time, and shows nothing of the text", () => {
    const boxes = Array.from({ length: 100 }, () => Buffer.from(sealText(KEY, "the same words", PLACE)));
    expect(new Set(boxes.map((box) => box.subarray(1, 13).toString("hex"))).size).toBe(100);
    for (const box of boxes) expect(box.includes("same")).toBe(false);
  });

  it.each([
    ["row", { row: "01900000-0000-7000-8000-000000000002" }],
    ["column", { column: "note_sealed" }],
    ["table", { table: "decision" }],
  ])("does not open in another %s", (_, other) => {
    const box = sealText(KEY, "some words", PLACE);
    expect(() => openText(KEY, box, { ...PLACE, ...other })).toThrow(SealBroken);
  });

  it("does not open with any one bit changed", () => {
    const box = sealText(KEY, "some words", PLACE);
    for (let bit = 0; bit < box.length * 8; bit += 1) {
      const changed = new Uint8Array(box);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(() => openText(KEY, changed, PLACE)).toThrow(SealBroken);
    }
  });

  it("does not open cut short or with bytes added", () => {
    const box = sealText(KEY, "some words", PLACE);
    for (let length = 0; length < box.length; length += 1)
      expect(() => openText(KEY, box.slice(0, length), PLACE)).toThrow(SealBroken);
    expect(() => openText(KEY, new Uint8Array([...box, 0]), PLACE)).toThrow(SealBroken);
  });

  it("does not open with another key", () => {
    const box = sealText(KEY, "some words", PLACE);
    expect(() => openText(new Uint8Array(32).fill(8), box, PLACE)).toThrow(SealBroken);
  });

  it("says where it was, and none of what it held", () => {
    const box = sealText(KEY, "some words", PLACE);
    const opening = () => openText(new Uint8Array(32), box, PLACE);
    expect(opening).toThrow(`sealed value of message.text_sealed in row ${PLACE.row} does not open`);
    expect(opening).not.toThrow(/some words/);
  });

  it("opens out of the middle of a larger buffer, as database drivers give it", () => {
    const box = sealText(KEY, "some words", PLACE);
    const larger = Buffer.concat([Buffer.alloc(5, 1), box, Buffer.alloc(5, 1)]);
    expect(openText(KEY, larger.subarray(5, 5 + box.length), PLACE)).toBe("some words");
  });
});

it("keeps bytes of every value", () => {
  const bytes = Uint8Array.from({ length: 256 }, (_, value) => value);
  expect([...openBytes(KEY, sealBytes(KEY, bytes, PLACE), PLACE)]).toEqual([...bytes]);
});
