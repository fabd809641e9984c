/** Signs requests as the platforms do, for tests: written from scheme.ts alone, apart from what checks signatures. */
import {
  createHash,
  createHmac,
  createPrivateKey,
  generateKeyPairSync,
  randomBytes,
  randomUUID,
  sign,
} from "node:crypto";
import type { Platform } from "@/domain/ingest/platforms/platform";
import type { Ed25519Scheme, HmacScheme, Scheme, SignedTime } from "@/domain/ingest/platforms/scheme";

const FORM = "application/x-www-form-urlencoded";

/** What a test signs. `body` is text or bytes; a token in the body is put into it. */
export type ToSign = {
  body: string | Uint8Array<ArrayBuffer>;
  /** The source's public address. */
  url: string;
  contentType?: string;
  now?: Date;
  /** Where the platform sends one: stays the same when a delivery is sent again. */
  id?: string;
  /** Which of the platform's schemes; by default the first that the secret fits. */
  scheme?: Scheme;
};

/** What to send: `fetch(url, { method: "POST", headers, body })`. */
export type SignedRequest = { url: string; headers: Record<string, string>; body: string | Uint8Array<ArrayBuffer> };

/** What Vigil keeps of a new secret, and what the platform signs with: the same but for key pairs (PEM). */
export type SecretPair = { stored: string; signWith: string };

function isQuery(scheme: Scheme): boolean {
  return scheme.kind === "token" && typeof scheme.at === "object" && "query" in scheme.at;
}

/** Makes up a secret that a scheme can work with. */
export function makeSecret(scheme: Scheme): SecretPair {
  const text = randomBytes(24).toString("hex");
  if (isQuery(scheme)) return { stored: `vigilurl_${text}`, signWith: `vigilurl_${text}` };
  if (scheme.kind === "hmac" && scheme.key === "whsec") {
    const secret = `whsec_${randomBytes(32).toString("base64")}`;
    return { stored: secret, signWith: secret };
  }
  if (scheme.kind === "rsa") {
    const pair = generateKeyPairSync("rsa", { modulusLength: 2048 });
    return { stored: pem(pair.publicKey, "spki"), signWith: pem(pair.privateKey, "pkcs8") };
  }
  if (scheme.kind === "ed25519") {
    const pair = generateKeyPairSync("ed25519");
    const raw = Buffer.from(pair.publicKey.export({ format: "jwk" }).x ?? "", "base64url");
    const stored = scheme.key === "hex" ? raw.toString("hex") : `whpk_${raw.toString("base64")}`;
    return { stored, signWith: pem(pair.privateKey, "pkcs8") };
  }
  return { stored: text, signWith: text };
}

function pem(
  key: { export(options: { type: "spki" | "pkcs8"; format: "pem" }): string | Buffer },
  type: "spki" | "pkcs8",
) {
  return key.export({ type, format: "pem" }).toString();
}

function fits(scheme: Scheme, secret: string): boolean {
  if (secret.startsWith("vigilurl_") || isQuery(scheme)) return isQuery(scheme) && secret.startsWith("vigilurl_");
  if (scheme.kind === "rsa" || scheme.kind === "ed25519") return secret.includes("PRIVATE KEY");
  return (
    !secret.includes("PRIVATE KEY") && (scheme.kind !== "hmac" || scheme.key !== "whsec" || secret.startsWith("whsec_"))
  );
}

function timeText(time: SignedTime, now: Date): string {
  if (time.unit === "iso") return now.toISOString();
  return String(time.unit === "s" ? Math.floor(now.getTime() / 1000) : now.getTime());
}

function signTemplate(scheme: HmacScheme | Ed25519Scheme, secret: string, bytes: Buffer, now: Date, id: string) {
  const timestamp = scheme.time === undefined ? "" : timeText(scheme.time, now);
  const content = Buffer.from(
    scheme.template
      .replace("{timestamp}", timestamp)
      .replace("{id}", id)
      .replace("{body}", () => bytes.toString("latin1")),
    "latin1",
  );
  const raw = scheme.kind === "ed25519" ? sign(null, content, createPrivateKey(secret)) : hmac(scheme, secret, content);
  return {
    ...(scheme.time === undefined ? {} : { [scheme.time.header]: timestamp }),
    ...(scheme.idHeader === undefined ? {} : { [scheme.idHeader]: id }),
    [scheme.header]: `${scheme.prefix ?? ""}${raw.toString(scheme.encoding)}`,
  };
}

function hmac(scheme: HmacScheme, secret: string, content: Buffer): Buffer {
  const key = scheme.key === "utf8" ? Buffer.from(secret) : Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  return createHmac(scheme.algorithm, key).update(content).digest();
}

/** Fields as Twilio signs them. */
function sortedFields(text: string): string {
  const params = new URLSearchParams(text);
  const names = [...new Set(params.keys())].sort();
  return names.flatMap((name) => [...new Set(params.getAll(name))].sort().map((value) => name + value)).join("");
}

function withField(body: string, isForm: boolean, field: string, token: string): string {
  if (!isForm) return JSON.stringify({ ...JSON.parse(body), [field]: token });
  const params = new URLSearchParams(body);
  params.set(field, token);
  return params.toString();
}

/**
 * A request as the platform would send it.
 * @param platform one of all.ts, or anything with schemes
 * @param secret what the platform signs with: `signWith` of makeSecret, so the PEM of the private key where it has a pair
 * @throws Error when the secret fits none of the platform's schemes
 */
export function signRequest(platform: Pick<Platform, "schemes">, secret: string, toSign: ToSign): SignedRequest {
  const { url, now = new Date(), id = `msg_${randomUUID()}`, contentType = "application/json" } = toSign;
  const scheme = toSign.scheme ?? platform.schemes.find((each) => fits(each, secret));
  if (scheme === undefined) throw new Error("The secret fits no scheme of the platform.");
  const bytes = Buffer.from(toSign.body);
  const isForm = contentType.startsWith(FORM);
  const request = { url, headers: { "content-type": contentType } as Record<string, string>, body: toSign.body };
  if (scheme.kind === "hmac" || scheme.kind === "ed25519") {
    Object.assign(request.headers, signTemplate(scheme, secret, bytes, now, id));
  } else if (scheme.kind === "rsa") {
    request.headers[scheme.header] = sign("sha256", bytes, secret).toString("base64");
  } else if (scheme.kind === "twilio") {
    const address = new URL(url);
    if (!isForm) address.searchParams.set("bodySHA256", createHash("sha256").update(bytes).digest("hex"));
    request.url = address.href;
    const text = address.href + (isForm ? sortedFields(bytes.toString()) : "");
    request.headers[scheme.header] = createHmac("sha1", secret).update(text).digest("base64");
  } else if (scheme.at === "bearer") {
    request.headers.authorization = `Bearer ${secret}`;
  } else if ("header" in scheme.at) {
    request.headers[scheme.at.header] = secret;
  } else if ("query" in scheme.at) {
    const address = new URL(url);
    address.searchParams.set(scheme.at.query, secret);
    request.url = address.href;
  } else {
    request.body = withField(bytes.toString(), isForm, scheme.at.field, secret);
  }
  return request;
}
