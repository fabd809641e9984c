/** Reads JSON without rounding big numbers. Pure. */

/** A whole number that may lie beyond 2^53, or something in a text that looks like one. */
const MAYBE_BIG = /(?:^|[\s:,[])-?\d{16,}(?:$|[\s,}\]])/;
const WHOLE = /^-?\d{16,}$/;

/** Nobody nests messages this deep; a file that does wants to use up memory. */
const DEEPEST = 500;

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

/** Whether a long text would take far more memory as a value than as a text. Short ones are not looked at. */
export function isNestedTooDeeply(text: string): boolean {
  if (text.length < 100_000) return false;
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (inString) {
      if (character === "\\") at += 1;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === "{" || character === "[") depth += 1;
    else if (character === "}" || character === "]") depth -= 1;
    if (depth > DEEPEST) return true;
  }
  return false;
}
