/**
 * What Twilio signs, from its documentation ("Validating requests" and the notes on `bodySHA256`): the address as it was
 * entered there, followed by every form field, names sorted. Twilio is not consistent about the port and about the
 * escapes in a query, so several spellings of the one address have to be tried.
 */
import { createHash, createHmac } from "node:crypto";
import { parse, stringify } from "node:querystring";
import type { ReceivedRequest } from "@/domain/ingest/platforms/scheme";
import { decodeStrictly, sameBytes } from "@/domain/ingest/platforms/signature-form";

const FORM = "application/x-www-form-urlencoded";
const BODY_HASH = "bodySHA256";

/** With no port and with the default one, or only with its own where it has another. */
function origins(url: URL): string[] {
  const defaultPort = url.protocol === "https:" ? "443" : "80";
  return [`${url.protocol}//${url.hostname}`, `${url.protocol}//${url.hostname}:${url.port || defaultPort}`];
}

/** As a URL spells it, with the apostrophes it escapes, and as old software escapes it. */
function queries(url: URL): string[] {
  if (url.search === "") return [""];
  const legacy = `?${stringify(parse(url.search.slice(1)))}`;
  return [...new Set([url.search, url.search.replaceAll("%27", "'"), legacy])];
}

function spellings(url: URL): string[] {
  return origins(url).flatMap((origin) => queries(url).map((query) => `${origin}${url.pathname}${query}`));
}

/**
 * Form fields as they are signed: name and value without anything between, names sorted, of a repeated name each
 * different value once, sorted. Values are not trimmed, and fields we do not know are signed too.
 */
function signedFields(body: Uint8Array): string {
  const fields = new Map<string, Set<string>>();
  for (const [name, value] of new URLSearchParams(Buffer.from(body).toString("utf8"))) {
    fields.set(name, (fields.get(name) ?? new Set()).add(value));
  }
  return [...fields.keys()]
    .sort()
    .flatMap((name) => [...(fields.get(name) ?? [])].sort().map((value) => name + value))
    .join("");
}

/** What follows the address in the signed text; null when the body is covered by no signature. */
function signedBody(request: ReceivedRequest): string | null {
  const hash = request.url.searchParams.get(BODY_HASH);
  if (hash !== null) {
    const stated = decodeStrictly(hash, "hex");
    return stated !== null && sameBytes(stated, createHash("sha256").update(request.body).digest()) ? "" : null;
  }
  const isForm = request.headers.get("content-type")?.toLowerCase().startsWith(FORM) ?? false;
  if (!isForm && request.body.byteLength > 0) return null;
  return signedFields(request.body);
}

/** The base64 of the HMAC-SHA-1 that Twilio puts into its header. @param text the address, then the sorted fields */
function sign(token: string, text: string): Buffer {
  return createHmac("sha1", token).update(text, "utf8").digest();
}

/** Whether the signature is that of this request. @param signature the decoded header @param token the Auth Token */
export function isTwilioSignature(request: ReceivedRequest, signature: Uint8Array, token: string): boolean {
  const rest = signedBody(request);
  if (rest === null) return false;
  return spellings(request.url).some((address) => sameBytes(sign(token, address + rest), signature));
}
