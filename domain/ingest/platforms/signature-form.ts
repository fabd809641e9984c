/** Strict readings of the parts of a signature: one way to write each, so that nothing passes by being read kindly. */
import { timingSafeEqual } from "node:crypto";
import type { SignedTemplate, SignedTime } from "@/domain/ingest/platforms/scheme";

/** Whether two byte strings are equal, in a time that depends on their lengths only. */
export function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  return one.byteLength === other.byteLength && timingSafeEqual(one, other);
}

/**
 * Lower-case hex or base64 with its padding and no stray bits, as bytes.
 * @returns null for any other way to write it
 */
export function decodeStrictly(text: string, encoding: "hex" | "base64"): Buffer | null {
  const bytes = Buffer.from(text, encoding);
  return text !== "" && bytes.toString(encoding) === text ? bytes : null;
}

/** Base64 of a key, with or without its padding. @returns null when it is not, or is empty */
export function decodeKey(text: string): Buffer | null {
  return decodeStrictly(text.padEnd(Math.ceil(text.length / 4) * 4, "="), "base64");
}

/**
 * A header that one signer wrote once. HTTP joins repeated headers with ", ", which no signature, time or id holds.
 * @returns null when it is not there or empty, undefined when there are several
 */
export function singleHeader(headers: Headers, name: string): string | null | undefined {
  const value = headers.get(name) || null;
  return value !== null && /,\s/.test(value) ? undefined : value;
}

const TIME_FORMS = {
  s: { pattern: /^\d{1,12}$/, toMs: (text: string) => Number(text) * 1000 },
  ms: { pattern: /^\d{13}$/, toMs: Number },
  iso: { pattern: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/, toMs: Date.parse },
} as const;

/** Why a signed time does not count; null when it does. The window is closed on both sides, and ends are inside. */
export function timeProblem(time: SignedTime, text: string, now: Date): "malformed" | "stale" | null {
  const form = TIME_FORMS[time.unit];
  if (!form.pattern.test(text)) return "malformed";
  const distanceMs = Math.abs(form.toMs(text) - now.getTime());
  if (Number.isNaN(distanceMs)) return "malformed";
  return distanceMs <= time.toleranceSeconds * 1000 ? null : "stale";
}

/** The bytes that are signed. Values of headers are byte strings, one character a byte. */
export function fillTemplate(
  template: SignedTemplate,
  values: { timestamp: string; id: string; body: Uint8Array },
): Buffer {
  const parts = template.split(/\{(timestamp|id|body)\}/);
  return Buffer.concat(
    parts.map((part, index) => {
      const value = index % 2 === 0 ? part : values[part as keyof typeof values];
      return typeof value === "string" ? Buffer.from(value, "latin1") : value;
    }),
  );
}
