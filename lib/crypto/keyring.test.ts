import { createHmac, hkdfSync } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createKeyring, FIRST_KEK_VERSION } from "@/lib/crypto/keyring";
import { openText, SealBroken, sealText } from "@/lib/crypto/seal";

const SECRET = "a secret of more than thirty-two characters";
const ring = createKeyring(SECRET);
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");

describe("a data key", () => {
  it("comes back from its wrapping, in another process with the same secret too", () => {
    const { key, wrapped } = ring.newDataKey("row-1");
    expect(key).toHaveLength(32);
    expect(hex(createKeyring(SECRET).unwrap("row-1", wrapped, FIRST_KEK_VERSION))).toBe(hex(key));
    expect(hex(wrapped)).not.toContain(hex(key));
  });

  it("does not come back under another secret, in another row or with a changed byte", () => {
    const { wrapped } = ring.newDataKey("row-1");
    expect(() => createKeyring(`${SECRET}!`).unwrap("row-1", wrapped, FIRST_KEK_VERSION)).toThrow(SealBroken);
    expect(() => ring.unwrap("row-2", wrapped, FIRST_KEK_VERSION)).toThrow(SealBroken);
    for (let at = 0; at < wrapped.length; at += 1) {
      const changed = new Uint8Array(wrapped);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(() => ring.unwrap("row-1", changed, FIRST_KEK_VERSION)).toThrow(SealBroken);
    }
  });

  it("of an unknown version is an error that says so", () => {
    const { wrapped } = ring.newDataKey("row-1");
    expect(() => ring.unwrap("row-1", wrapped, 2)).toThrow("no wrapping key of version 2");
  });

  it("is wrapped anew under a later version, and opens under both while both secrets are known", () => {
    const later = createKeyring(SECRET, new Map([[2, `${SECRET} of version 2`]]));
    expect(later.kekVersions).toEqual([1, 2]);
    const { key, wrapped } = ring.newDataKey("row-1");
    const again = later.wrap("row-1", later.unwrap("row-1", wrapped, 1), 2);
    expect(hex(later.unwrap("row-1", again, 2))).toBe(hex(key));
    expect(() => later.unwrap("row-1", again, 1)).toThrow(SealBroken);
    expect(() => ring.unwrap("row-1", again, 2)).toThrow("no wrapping key of version 2");
    expect(hex(later.lookupHash("a"))).toBe(hex(ring.lookupHash("a")));
  });

  it("is a new one for each author, and opens nothing of another", () => {
    const keys = Array.from({ length: 200 }, (_, row) => ring.newDataKey(`author-${row}`));
    expect(new Set(keys.map(({ key }) => hex(key))).size).toBe(200);
    expect(new Set(keys.map(({ wrapped }) => hex(wrapped))).size).toBe(200);
    const [one, two] = keys;
    const place = { table: "message", column: "text_sealed", row: "1" };
    const box = sealText(one?.key ?? new Uint8Array(), "words of one", place);
    expect(() => openText(two?.key ?? new Uint8Array(), box, place)).toThrow(SealBroken);
  });
});

/** Every string a JavaScript program can hold, lone surrogates included. */
const anyText = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 4 })
  .map((units) => String.fromCharCode(...units));

describe("the hash that outside ids are looked up by", () => {
  const parts = fc.array(fc.oneof(fc.string({ unit: "binary", maxLength: 8 }), anyText), {
    minLength: 1,
    maxLength: 4,
  });

  it("is HMAC-SHA-256 with a key derived for this use (RFC 5869), over length-prefixed parts", () => {
    const key = new Uint8Array(hkdfSync("sha256", SECRET, "vigil", "lookup/1", 32));
    expect(hex(ring.lookupHash("ab", "ü"))).toBe(createHmac("sha256", key).update("2:ab2:ü").digest("hex"));
  });

  it("differs whenever the parts do, however they would run together", () => {
    fc.assert(
      fc.property(parts, parts, (one, two) => {
        expect(hex(ring.lookupHash(...one)) === hex(ring.lookupHash(...two))).toBe(
          JSON.stringify(one) === JSON.stringify(two),
        );
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    [
      ["ab", "c"],
      ["a", "bc"],
    ],
    [
      ["a", ""],
      ["", "a"],
    ],
    [["a"], ["a", ""]],
    [["1:a"], ["", "a"]],
    [["a1:b"], ["a", "b"]],
    [["\ud800"], ["\udfff"]],
    [["\ud800"], ["\ufffd"]],
  ])("tells %j from %j", (one, two) => {
    expect(hex(ring.lookupHash(...one))).not.toBe(hex(ring.lookupHash(...two)));
  });

  it("differs under another secret", () => {
    expect(hex(ring.lookupHash("a"))).not.toBe(hex(createKeyring(`${SECRET}!`).lookupHash("a")));
  });
});

describe("what ties a database to its secret", () => {
  it("opens under the same secret alone", () => {
    const box = ring.sealCheck();
    expect(createKeyring(SECRET).opensCheck(box)).toBe(true);
    expect(createKeyring(`${SECRET}!`).opensCheck(box)).toBe(false);
    expect(ring.opensCheck(new Uint8Array())).toBe(false);
    expect(ring.opensCheck(ring.newDataKey("1").wrapped)).toBe(false);
  });
});

it("signs cookies with a key of its own, which is not the secret", () => {
  expect(Buffer.from(ring.authSecret, "base64url")).toHaveLength(32);
  expect(ring.authSecret).not.toContain(SECRET);
  expect(ring.authSecret).not.toBe(createKeyring(`${SECRET}!`).authSecret);
});
