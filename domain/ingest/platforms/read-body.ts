/** Reads the body of a delivery, by what it says it is. */
import { NotUnderstood } from "@/domain/ingest/platforms/platform";

/** `Number.MAX_SAFE_INTEGER` has sixteen. */
const MANY_DIGITS = /\d{16}/;
const FORM = "application/x-www-form-urlencoded";

/**
 * The body as a value: JSON, or the fields of a form (the last one of a repeated name). Whole numbers that a number of
 * JavaScript cannot hold, as many ids are, become text to the digit.
 * @returns undefined when it is neither, or not UTF-8
 */
export function readBody(bytes: Uint8Array, contentType: string | null): unknown {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes);
    if (contentType?.toLowerCase().startsWith(FORM)) return Object.fromEntries(new URLSearchParams(text));
    // Looking at each value takes twenty times as long as parsing, and only as many digits can be too many for a number.
    return MANY_DIGITS.test(text) ? JSON.parse(text, keepBigIntegers) : JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The same for a delivery that must be readable. Throws `NotUnderstood`. */
export function requireBody(bytes: Uint8Array, contentType: string | null): unknown {
  const value = readBody(bytes, contentType);
  if (value === undefined) throw new NotUnderstood("The body is neither JSON in UTF-8 nor a form.");
  return value;
}

function keepBigIntegers(this: unknown, _key: string, value: unknown, context?: { source?: string }): unknown {
  if (typeof value !== "number" || Number.isSafeInteger(value)) return value;
  return context?.source !== undefined && /^-?\d+$/.test(context.source) ? context.source : value;
}
