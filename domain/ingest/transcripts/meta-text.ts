/** Undoes what Meta's downloads do to text: the bytes of its UTF-8 are written as if each were a character. Pure. */

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function hasOnlyBytes(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) > 0xff) return false;
  return true;
}

/** The text as it was written. One that cannot be such bytes, or whose bytes are no UTF-8, is left as it is. */
export function repairMetaText(text: string): string {
  if (!hasOnlyBytes(text)) return text;
  try {
    return utf8.decode(Buffer.from(text, "latin1"));
  } catch {
    return text;
  }
}
