/** What every scheme must accept and refuse: each kind by itself, and each scheme that a platform in all.ts names. */
import { describe, expect, test } from "vitest";
import { PLATFORMS } from "@/domain/ingest/platforms/all";
import { readBody } from "@/domain/ingest/platforms/read-body";
import type { ReceivedRequest, Scheme, SignedTime } from "@/domain/ingest/platforms/scheme";
import { makeSecret, type SignedRequest, signRequest } from "@/domain/ingest/platforms/testing/sign-request";
import { verifySignature } from "@/domain/ingest/platforms/verify-signature";

const now = new Date("2026-05-04T10:11:12Z");
const url = "https://desk.example/api/webhooks/any/src_1?tag=a%20b";
const FORM = "application/x-www-form-urlencoded";
const json = JSON.stringify({ id: "evt_1", text: "Grüße aus Łódź 🙂", author: "Ada Nowhere" });
const form = new URLSearchParams([
  ["Body", "Grüße aus Łódź 🙂"],
  ["From", "+15550100"],
  ["Empty", ""],
]).toString();

const time = (unit: SignedTime["unit"]): SignedTime => ({ header: "x-time", unit, toleranceSeconds: 300 });
const hmac = { kind: "hmac", algorithm: "sha256", encoding: "hex", header: "x-sign", template: "{body}" } as const;
const KINDS: [string, Scheme][] = [
  [
    "hex with a prefix and a time in seconds",
    { ...hmac, prefix: "v0=", template: "v0:{timestamp}:{body}", time: time("s"), key: "utf8" },
  ],
  ["bare hex and a time in milliseconds", { ...hmac, template: "[{timestamp};{body}]", time: time("ms"), key: "utf8" }],
  [
    "base64 and an ISO time",
    { ...hmac, encoding: "base64", template: "{timestamp}{body}", time: time("iso"), key: "utf8" },
  ],
  ["SHA-1 without a time", { ...hmac, algorithm: "sha1", prefix: "sha1=", key: "utf8" }],
  [
    "a list with ids",
    {
      ...hmac,
      encoding: "base64",
      prefix: "v1,",
      separator: " ",
      template: "{id}.{timestamp}.{body}",
      idHeader: "x-id",
      time: time("s"),
      key: "whsec",
    },
  ],
  [
    "Ed25519 in hex",
    { kind: "ed25519", encoding: "hex", header: "x-sign", template: "{timestamp}{body}", time: time("s"), key: "hex" },
  ],
  [
    "Ed25519 in a list",
    {
      kind: "ed25519",
      encoding: "base64",
      header: "x-sign",
      prefix: "v1a,",
      separator: " ",
      template: "{id}.{timestamp}.{body}",
      idHeader: "x-id",
      time: time("s"),
      key: "whpk",
    },
  ],
  ["RSA", { kind: "rsa", header: "x-sign" }],
  ["Twilio", { kind: "twilio", header: "x-sign" }],
  ["a token in a header", { kind: "token", at: { header: "x-token" } }],
  ["a bearer token", { kind: "token", at: "bearer" }],
  ["a token in the body", { kind: "token", at: { field: "token" } }],
  ["a token in the address", { kind: "token", at: { query: "token" } }],
];

const ofPlatforms = PLATFORMS.flatMap(({ name, schemes }) =>
  schemes.map((scheme, index): [string, Scheme] => [`${name}, scheme ${index + 1}: ${scheme.kind}`, scheme]),
);
const SCHEMES = [...KINDS, ...ofPlatforms].flatMap(([name, scheme]) => [
  { name: `${name}, JSON`, scheme, body: json, contentType: "application/json" },
  ...(scheme.kind === "twilio" || scheme.kind === "token"
    ? [{ name: `${name}, form`, scheme, body: form, contentType: FORM }]
    : []),
]);
type Row = (typeof SCHEMES)[number];

type Change = { headers?: (headers: Headers) => void; body?: (text: string) => string; url?: (url: URL) => void };

function received(signed: SignedRequest, change: Change = {}): ReceivedRequest {
  const headers = new Headers(signed.headers);
  change.headers?.(headers);
  const address = new URL(signed.url);
  change.url?.(address);
  const text = Buffer.from(signed.body).toString();
  return { method: "POST", url: address, headers, body: Buffer.from(change.body?.(text) ?? text) };
}

function verdict(row: Row, request: ReceivedRequest, secrets: string[], at = now) {
  const body = readBody(request.body, request.headers.get("content-type"));
  const result = verifySignature([row.scheme], request, body, secrets, at);
  return result.ok ? "ok" : result.reason;
}

/** Signs a row's request with a new secret, and tries it after a change. */
function outcome(row: Row, change: Change, options: { signedAt?: Date; secrets?: (stored: string) => string[] } = {}) {
  const secret = makeSecret(row.scheme);
  const { body, contentType, scheme } = row;
  const at = options.signedAt ?? now;
  const signed = signRequest({ schemes: [scheme] }, secret.signWith, { body, contentType, url, now: at });
  return verdict(row, received(signed, change), options.secrets?.(secret.stored) ?? [secret.stored]);
}

const proofHeader = ({ scheme }: Row) =>
  scheme.kind !== "token"
    ? scheme.header
    : scheme.at === "bearer"
      ? "authorization"
      : "header" in scheme.at
        ? scheme.at.header
        : null;
const signedHeaders = ({ scheme }: Row) =>
  scheme.kind === "hmac" || scheme.kind === "ed25519"
    ? [scheme.header, scheme.time?.header, scheme.idHeader].flatMap((name) => name ?? [])
    : [];
const set = (name: string | null, edit: (value: string) => string): Change => ({
  headers: (headers) => name !== null && headers.set(name, edit(headers.get(name) ?? "")),
});

const inHeaders = SCHEMES.filter((row) => proofHeader(row) !== null);
const signing = SCHEMES.filter((row) => row.scheme.kind !== "token");
const signingJson = signing.filter((row) => row.contentType !== FORM);
const timed = SCHEMES.flatMap((row) =>
  "time" in row.scheme && row.scheme.time !== undefined ? [{ ...row, time: row.scheme.time }] : [],
);
const prefixed = SCHEMES.filter((row) => "prefix" in row.scheme && row.scheme.prefix !== undefined);
const inHex = SCHEMES.filter((row) => "encoding" in row.scheme && row.scheme.encoding === "hex");
const inBase64 = signing.filter((row) => !inHex.includes(row));

describe("every scheme", () => {
  test.each(SCHEMES)("takes what the platform signed: $name", (row) => {
    expect(outcome(row, {})).toBe("ok");
  });

  test.each(SCHEMES)("takes either of two live secrets, and none that is not live: $name", (row) => {
    const other = makeSecret(row.scheme).stored;
    expect(outcome(row, {}, { secrets: (stored) => [other, stored] })).toBe("ok");
    expect(outcome(row, {}, { secrets: (stored) => [stored, other] })).toBe("ok");
    expect(outcome(row, {}, { secrets: () => [other] })).toBe("mismatch");
  });

  test.each(SCHEMES)("refuses without a secret, and never takes an empty one: $name", (row) => {
    expect(outcome(row, {}, { secrets: () => [] })).toBe("no_secret");
    expect(outcome(row, {}, { secrets: () => ["", "   "] })).toBe("no_secret");
  });

  test.each(SCHEMES)("does not throw on secrets of a wrong form: $name", (row) => {
    const wrong = [
      "x",
      "whsec_",
      "whsec_%%%",
      "whpk_",
      "whpk_AAAA",
      "zz".repeat(32),
      "00".repeat(31),
      "-----BEGIN PUBLIC KEY-----\nAAAA",
      "vigilurl_",
      "\ud800",
    ];
    expect(outcome(row, {}, { secrets: () => wrong })).toBe("mismatch");
  });

  test.each(SCHEMES)("takes a secret of an address only in an address, and only such a one there: $name", (row) => {
    const { scheme, body, contentType } = row;
    const isQuery = scheme.kind === "token" && typeof scheme.at === "object" && "query" in scheme.at;
    const secret = isQuery ? "plain-secret-of-another-scheme" : "vigilurl_0123456789abcdef";
    if (scheme.kind !== "token" && scheme.kind !== "twilio") return;
    const signed = signRequest({ schemes: [scheme] }, secret, { body, contentType, url, scheme });
    expect(verdict(row, received(signed), [secret])).toBe("no_secret");
  });
});

describe("schemes with a header", () => {
  test.each(inHeaders)("refuse a missing and an empty one: $name", (row) => {
    for (const name of new Set([proofHeader(row) ?? "", ...signedHeaders(row)])) {
      expect(outcome(row, { headers: (headers) => headers.delete(name) })).toBe("missing");
      expect(
        outcome(
          row,
          set(name, () => ""),
        ),
      ).toBe("missing");
    }
  });

  test.each(inHeaders)("refuse one that was sent twice, in either order: $name", (row) => {
    const name = proofHeader(row) ?? "";
    for (const more of ["x", ""]) {
      expect(
        outcome(
          row,
          set(name, (value) => `${value}, ${more}${value}`),
        ),
      ).toMatch(/malformed|mismatch/);
      expect(
        outcome(
          row,
          set(name, (value) => `${more}${value}, ${value}`),
        ),
      ).toMatch(/malformed|mismatch/);
    }
    for (const other of signedHeaders(row))
      expect(outcome(row, { headers: (headers) => headers.append(other, headers.get(other) ?? "") })).toBe("malformed");
  });

  test.each(inHeaders)("refuse a proof that is cut or longer: $name", (row) => {
    const name = proofHeader(row);
    expect(
      outcome(
        row,
        set(name, (value) => value.slice(0, -1)),
      ),
    ).toMatch(/malformed|mismatch/);
    expect(
      outcome(
        row,
        set(name, (value) => value.slice(0, -2)),
      ),
    ).toMatch(/malformed|mismatch/);
    expect(
      outcome(
        row,
        set(name, (value) => `${value}0`),
      ),
    ).toMatch(/malformed|mismatch/);
    expect(
      outcome(
        row,
        set(name, (value) => value.slice(0, Math.ceil(value.length / 2))),
      ),
    ).toMatch(/malformed|mismatch/);
  });

  test.each(prefixed)("refuse another prefix or none: $name", (row) => {
    const prefix = "prefix" in row.scheme ? (row.scheme.prefix ?? "") : "";
    for (const other of ["", "v9=", "v2,", prefix.toUpperCase()])
      expect(
        outcome(
          row,
          set(proofHeader(row), (value) => other + value.slice(prefix.length)),
        ),
      ).toBe("malformed");
  });

  test.each(inHex)("refuse upper-case hex: $name", (row) => {
    const prefix = "prefix" in row.scheme ? (row.scheme.prefix ?? "") : "";
    expect(
      outcome(
        row,
        set(proofHeader(row), (value) => prefix + value.slice(prefix.length).toUpperCase()),
      ),
    ).toBe("malformed");
  });

  test.each(inBase64)("refuse base64 without its padding, with stray bits or of another alphabet: $name", (row) => {
    const name = proofHeader(row);
    expect(
      outcome(
        row,
        set(name, (value) => value.replace(/=+$/, "")),
      ),
    ).toBe("malformed");
    expect(
      outcome(
        row,
        set(name, (value) => `${value.replace(/=+$/, "")}-_`),
      ),
    ).toBe("malformed");
    expect(
      outcome(
        row,
        set(name, (value) => `${value}=`),
      ),
    ).toBe("malformed");
  });
});

describe("schemes that sign", () => {
  test.each(signing)("refuse a body of which one byte differs: $name", (row) => {
    expect(outcome(row, { body: (text) => text.replace("555", "556").replace("Ada", "Adb") })).toBe("mismatch");
  });

  test.each(signingJson)("refuse the same JSON written otherwise: $name", (row) => {
    expect(outcome(row, { body: (text) => text.replace(":", ": ") })).toBe("mismatch");
    expect(outcome(row, { body: (text) => text.normalize("NFD") })).toBe("mismatch");
    expect(outcome(row, { body: (text) => `${text}\n` })).toBe("mismatch");
    expect(outcome(row, { body: (text) => `\ufeff${text}` })).toBe("mismatch");
    expect(outcome(row, { body: () => "" })).toBe("mismatch");
  });

  test.each(timed)("count a time up to its tolerance before and after, and no further: $name", (row) => {
    const ms = row.time.toleranceSeconds * 1000;
    for (const sign of [-1, 1]) {
      expect(outcome(row, {}, { signedAt: new Date(now.getTime() + sign * ms) })).toBe("ok");
      expect(outcome(row, {}, { signedAt: new Date(now.getTime() + sign * (ms + 1000)) })).toBe("stale");
    }
  });

  test.each(timed)("refuse a time that is not the one signed, or is no time: $name", (row) => {
    const later = { s: "1777889473", ms: "1777889473000", iso: "2026-05-04T10:11:13Z" }[row.time.unit];
    expect(
      outcome(
        row,
        set(row.time.header, () => later),
      ),
    ).toBe("mismatch");
    for (const text of [
      "soon",
      "NaN",
      "-1777889472",
      "+1777889472",
      "1777889472.0",
      "1.777889472e9",
      "0x69f86f80",
      "2026-05-04",
      "2026-99-04T10:11:12Z",
      "Mon, 04 May 2026 10:11:12 GMT",
    ])
      expect(
        outcome(
          row,
          set(row.time.header, () => text),
        ),
      ).toBe("malformed");
    expect(
      outcome(
        row,
        set(row.time.header, (value) => `${value}junk`),
      ),
    ).toBe("malformed");
  });
});
