/** Reads JSON without rounding big numbers. Pure. */

/** A whole number that may lie beyond 2^53, or something in a text that looks like one. */
const MAYBE_BIG = /(?:^|[\s:,[])-?\d{16,}(?:$|[\s,}\]])/;
const WHOLE = /^-?\d{16,}$/;

function keepBig(_key: string, value: unknown, context?: { source?: string }): unknown {
  if (typeof value !== "number" || Number.isSafeInteger(value)) return value;
  const source = context?.source;
  return source !== undefined && WHOLE.test(source) ? source : value;
}

/**
 * Reads one JSON value. Whole numbers beyond 2^53, such as ids, become texts of the same digits.
 * @returns undefined when it is not JSON
 */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text, MAYBE_BIG.test(text) ? keepBig : undefined);
  } catch {
    return undefined;
  }
}
