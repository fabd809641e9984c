/** Who says what in the text of a cue: voices as in `<v Ann>Hello</v>`, and labels as in `Ann: Hello`. Pure. */

export type Speech = { speaker: string | null; text: string };

/** Tags of WebVTT and SubRip, times inside a cue, and positions such as `{\an8}`. A `<` that is no tag is text. */
const TAG =
  /<(\/?)(v|c|i|b|u|s|ruby|rt|lang|font)((?:\.[^\s<>.]*)*)(?:[ \t]([^<>]*))?>|<\d[\d:.]*>|\{\\an?\d{1,2}\}/giu;

const ENTITIES: Record<string, string> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: "\u00a0",
  lrm: "\u200e",
  rlm: "\u200f",
};

function unescapeOnce(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]{2,4}));/giu, (whole, hex, decimal, name) => {
    if (name !== undefined) return ENTITIES[String(name).toLowerCase()] ?? whole;
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : whole;
  });
}

function tidy(text: string): string {
  return unescapeOnce(text)
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .join("\n");
}

/** Parts the text of a cue by its voice tags, and takes out all other tags. Parts without text are left out. */
export function readVoices(text: string): Speech[] {
  const parts: Speech[] = [];
  let speaker: string | null = null;
  let said = "";
  let at = 0;
  const close = () => {
    const tidied = tidy(said);
    if (tidied !== "") parts.push({ speaker, text: tidied });
    said = "";
  };
  for (const tag of text.matchAll(TAG)) {
    said += text.slice(at, tag.index);
    at = tag.index + tag[0].length;
    if (tag[2]?.toLowerCase() !== "v") continue;
    close();
    const name = unescapeOnce(tag[4] ?? "").trim();
    speaker = tag[1] === "/" || name === "" ? null : name;
  }
  said += text.slice(at);
  close();
  return parts;
}

const LABEL =
  /^\s*(?:>>\s*|[-–]\s*)?(\p{L}[^\n:：<>{}?!;"“”]{0,59}?)\s*(?::(?!\/\/)(?:[ \t]+|$|(?=\n))|：[ \t]*)([\s\S]*)$/u;

/**
 * Reads a label before a text. Whether it is a name can only be told from how many of them a file has.
 * @returns null when there is none
 */
export function readLabel(text: string): { label: string; text: string } | null {
  const match = LABEL.exec(text);
  if (match?.[1] === undefined || match[1].split(/\s+/u).length > 6) return null;
  return { label: match[1], text: match[2] ?? "" };
}
