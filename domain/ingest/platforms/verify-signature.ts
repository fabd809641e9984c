/** Decides whether a request comes from the platform it names, by any scheme of scheme.ts. Pure. */
import { createHmac, createPublicKey, type KeyObject, verify } from "node:crypto";
import type {
  Ed25519Scheme,
  HmacScheme,
  ReceivedRequest,
  RsaScheme,
  Scheme,
  TokenScheme,
  TwilioScheme,
} from "@/domain/ingest/platforms/scheme";
import {
  decodeKey,
  decodeStrictly,
  fillTemplate,
  sameBytes,
  singleHeader,
  timeProblem,
} from "@/domain/ingest/platforms/signature-form";
import { isTwilioSignature } from "@/domain/ingest/platforms/twilio-signature";

/** Why a request was refused, in the order in which a request gets on. */
const REFUSALS = ["no_secret", "missing", "malformed", "stale", "mismatch"] as const;
type Refusal = (typeof REFUSALS)[number];

export type Verdict = { ok: true } | { ok: false; reason: Refusal };

/** Secrets that stand in an address, where logs and proxies see them: they open nothing else. */
const URL_SECRET = "vigilurl_";
const DIGEST_BYTES = { sha1: 20, sha256: 32 } as const;
const ED25519_SIGNATURE_BYTES = 64;
const ED25519_KEY_BYTES = 32;

/** Signatures and the bytes they are said to be of. */
type Signed = { signatures: Buffer[]; content: Buffer };

function readSigned(
  scheme: HmacScheme | Ed25519Scheme,
  bytes: number,
  request: ReceivedRequest,
  now: Date,
): Signed | Refusal {
  const header = singleHeader(request.headers, scheme.header);
  const timestamp = scheme.time === undefined ? "" : singleHeader(request.headers, scheme.time.header);
  const id = scheme.idHeader === undefined ? "" : singleHeader(request.headers, scheme.idHeader);
  if (header === null || timestamp === null || id === null) return "missing";
  if (header === undefined || timestamp === undefined || id === undefined) return "malformed";
  const prefix = scheme.prefix ?? "";
  const entries = scheme.separator === undefined ? [header] : header.split(scheme.separator);
  const signatures = entries.flatMap((entry) => {
    const signature = entry.startsWith(prefix) ? decodeStrictly(entry.slice(prefix.length), scheme.encoding) : null;
    return signature?.byteLength === bytes ? [signature] : [];
  });
  if (signatures.length === 0) return "malformed";
  const problem = scheme.time === undefined ? null : timeProblem(scheme.time, timestamp, now);
  if (problem !== null) return problem;
  return { signatures, content: fillTemplate(scheme.template, { timestamp, id, body: request.body }) };
}

function hmacKey(scheme: HmacScheme, secret: string): Buffer | null {
  if (scheme.key === "utf8") return Buffer.from(secret);
  return secret.startsWith("whsec_") ? decodeKey(secret.slice("whsec_".length)) : null;
}

function tryHmac(scheme: HmacScheme, request: ReceivedRequest, secrets: string[], now: Date): Refusal | null {
  const signed = readSigned(scheme, DIGEST_BYTES[scheme.algorithm], request, now);
  if (typeof signed === "string") return signed;
  const holds = secrets.some((secret) => {
    const key = hmacKey(scheme, secret);
    if (key === null) return false;
    const expected = createHmac(scheme.algorithm, key).update(signed.content).digest();
    return signed.signatures.some((signature) => sameBytes(signature, expected));
  });
  return holds ? null : "mismatch";
}

function ed25519Key(scheme: Ed25519Scheme, secret: string): KeyObject | null {
  const isHex = scheme.key === "hex";
  if (!isHex && !secret.startsWith("whpk_")) return null;
  const bytes = isHex ? decodeStrictly(secret.toLowerCase(), "hex") : decodeKey(secret.slice("whpk_".length));
  if (bytes?.byteLength !== ED25519_KEY_BYTES) return null;
  return publicKey({ key: { kty: "OKP", crv: "Ed25519", x: bytes.toString("base64url") }, format: "jwk" });
}

function tryEd25519(scheme: Ed25519Scheme, request: ReceivedRequest, secrets: string[], now: Date): Refusal | null {
  const signed = readSigned(scheme, ED25519_SIGNATURE_BYTES, request, now);
  if (typeof signed === "string") return signed;
  const holds = secrets.some((secret) => {
    const key = ed25519Key(scheme, secret);
    return key !== null && signed.signatures.some((signature) => verify(null, signed.content, key, signature));
  });
  return holds ? null : "mismatch";
}

/** Null for what is no public key: it then fits no signature. */
function publicKey(input: Parameters<typeof createPublicKey>[0]): KeyObject | null {
  try {
    return createPublicKey(input);
  } catch {
    return null;
  }
}

/**
 * Freshchat shows its key in one line and calls it an RSA PUBLIC KEY (PKCS #1), which it is not: its bytes tell the form.
 */
function rsaKey(pem: string): KeyObject | null {
  const text = /^\s*-----BEGIN (?:RSA )?PUBLIC KEY-----([A-Za-z0-9+/=\s]+)-----END (?:RSA )?PUBLIC KEY-----\s*$/.exec(
    pem,
  )?.[1];
  if (text === undefined) return null;
  const key = Buffer.from(text, "base64");
  return publicKey({ key, format: "der", type: "spki" }) ?? publicKey({ key, format: "der", type: "pkcs1" });
}

function readSignature(request: ReceivedRequest, name: string): Buffer | Refusal {
  const header = singleHeader(request.headers, name);
  if (header === null) return "missing";
  return decodeStrictly(header ?? "", "base64") ?? "malformed";
}

function tryRsa(scheme: RsaScheme, request: ReceivedRequest, secrets: string[]): Refusal | null {
  const signature = readSignature(request, scheme.header);
  if (typeof signature === "string") return signature;
  const holds = secrets.some((secret) => {
    const key = rsaKey(secret);
    return key?.asymmetricKeyType === "rsa" && verify("sha256", request.body, key, signature);
  });
  return holds ? null : "mismatch";
}

function tryTwilio(scheme: TwilioScheme, request: ReceivedRequest, secrets: string[]): Refusal | null {
  const signature = readSignature(request, scheme.header);
  if (typeof signature === "string") return signature;
  if (signature.byteLength !== DIGEST_BYTES.sha1) return "malformed";
  return secrets.some((secret) => isTwilioSignature(request, signature, secret)) ? null : "mismatch";
}

/** The token a request holds: null when it has none, undefined when what stands there is not one token. */
function readToken(at: TokenScheme["at"], request: ReceivedRequest, body: unknown): string | null | undefined {
  if (at === "bearer") {
    const value = request.headers.get("authorization");
    return value ? /^Bearer +([^\s,]+)$/i.exec(value)?.[1] : null;
  }
  if ("header" in at) return request.headers.get(at.header) || null;
  if ("query" in at) {
    const [first, ...more] = request.url.searchParams.getAll(at.query);
    return more.length > 0 ? undefined : first || null;
  }
  if (typeof body !== "object" || body === null || !Object.hasOwn(body, at.field)) return null;
  const value = (body as Record<string, unknown>)[at.field];
  return typeof value === "string" ? value || null : undefined;
}

function tryToken(scheme: TokenScheme, request: ReceivedRequest, body: unknown, secrets: string[]): Refusal | null {
  const token = readToken(scheme.at, request, body);
  if (token === null) return "missing";
  if (token === undefined) return "malformed";
  return secrets.some((secret) => sameBytes(Buffer.from(token), Buffer.from(secret))) ? null : "mismatch";
}

function tryScheme(
  scheme: Scheme,
  request: ReceivedRequest,
  body: unknown,
  secrets: string[],
  now: Date,
): Refusal | null {
  switch (scheme.kind) {
    case "hmac":
      return tryHmac(scheme, request, secrets, now);
    case "ed25519":
      return tryEd25519(scheme, request, secrets, now);
    case "rsa":
      return tryRsa(scheme, request, secrets);
    case "twilio":
      return tryTwilio(scheme, request, secrets);
    case "token":
      return tryToken(scheme, request, body, secrets);
  }
}

function isFor(scheme: Scheme, secret: string): boolean {
  const isUrlScheme = scheme.kind === "token" && scheme.at !== "bearer" && "query" in scheme.at;
  return secret.trim() !== "" && secret.startsWith(URL_SECRET) === isUrlScheme;
}

/**
 * Whether the request proves by one of the schemes, with one of the secrets, that it comes from the platform.
 * Signatures are checked over the received bytes and compared in constant time; a secret of the wrong form fits nothing.
 * @param body what readBody made of the request's bytes; only schemes with a token in the body look at it
 * @param secrets those live now: two while one replaces the other
 * @returns of several refusals that of the scheme that got furthest
 */
export function verifySignature(
  schemes: readonly Scheme[],
  request: ReceivedRequest,
  body: unknown,
  secrets: readonly string[],
  now: Date,
): Verdict {
  let furthest = 0;
  for (const scheme of schemes) {
    const usable = secrets.filter((secret) => isFor(scheme, secret));
    const refusal = usable.length === 0 ? "no_secret" : tryScheme(scheme, request, body, usable, now);
    if (refusal === null) return { ok: true };
    furthest = Math.max(furthest, REFUSALS.indexOf(refusal));
  }
  return { ok: false, reason: REFUSALS[furthest] ?? "mismatch" };
}
