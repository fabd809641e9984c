/**
 * Characters a reviewer cannot see. They can split a word, turn its order around or carry a second message, so the
 * transcript shows each of them as a mark. Pure, and free of anything the browser lacks.
 */

export type TextSegment = { kind: "text"; text: string } | { kind: "hidden"; codePoint: string; name: string };
export type RevealedText = { segments: TextSegment[]; hiddenCount: number };

/** Default-ignorable characters, line and paragraph separators, blanks that are not spaces, lone surrogates, controls. */
const HIDDEN = "(?![\\t\\n])[\\p{DI}\\p{Cc}\\p{Cs}\\u2028\\u2029\\u2800\\ufff9-\\ufffb]";

/** Emoji (UTS 51): an element may take a presentation selector or a skin tone; ZWJ joins elements. */
const EMOJI_ELEMENT = "\\p{ExtPict}(?:\\ufe0e|\\ufe0f?\\p{EMod}?)";
const EMOJI_SEQUENCE = `${EMOJI_ELEMENT}(?:\\u200d${EMOJI_ELEMENT})*`;
const KEYCAP = "[#*0-9]\\ufe0f\\u20e3";
/** The only flags spelled with tag characters that are in general use: England, Scotland, Wales. */
const TAG_FLAG = ["gbeng", "gbsct", "gbwls"]
  .map((region) => `\\u{1f3f4}${Array.from(region, tagOf).join("")}\\u{e007f}`)
  .join("|");

/** One joiner between letters of a script whose spelling needs joiners (Persian, Urdu, Kurdish, the Indic scripts). */
const JOINING_LETTER = `[${[
  "Arabic",
  "Bengali",
  "Devanagari",
  "Gujarati",
  "Gurmukhi",
  "Kannada",
  "Malayalam",
  "Oriya",
  "Sinhala",
  "Tamil",
  "Telugu",
]
  .map((script) => `\\p{Script=${script}}`)
  .join("")}]`;
const SPELLED_JOINER = `(?<=${JOINING_LETTER})[\\u200c\\u200d](?=${JOINING_LETTER})`;
const CRLF = "\\r(?=\\n)";

const KEPT = `${TAG_FLAG}|${KEYCAP}|${EMOJI_SEQUENCE}|${SPELLED_JOINER}|${CRLF}`;
const KEPT_OR_HIDDEN = new RegExp(`${KEPT}|(?<hidden>${HIDDEN})`, "gu");

const NOTHING_VISIBLE = /^[\s\p{DI}\p{Cc}\u2800\ufff9-\ufffb]*$/u;

const NAMES: ReadonlyMap<number, string> = new Map([
  [0x00, "null"],
  [0x07, "bell"],
  [0x08, "backspace"],
  [0x0b, "vertical tab"],
  [0x0c, "form feed"],
  [0x0d, "carriage return"],
  [0x1b, "escape"],
  [0x7f, "delete"],
  [0x85, "next line"],
  [0xad, "soft hyphen"],
  [0x34f, "grapheme joiner"],
  [0x61c, "Arabic letter mark"],
  [0x115f, "Hangul filler"],
  [0x1160, "Hangul filler"],
  [0x180e, "Mongolian vowel separator"],
  [0x200b, "zero-width space"],
  [0x200c, "zero-width non-joiner"],
  [0x200d, "zero-width joiner"],
  [0x200e, "left-to-right mark"],
  [0x200f, "right-to-left mark"],
  [0x2028, "line separator"],
  [0x2029, "paragraph separator"],
  [0x202a, "left-to-right embedding"],
  [0x202b, "right-to-left embedding"],
  [0x202c, "end of direction change"],
  [0x202d, "left-to-right override"],
  [0x202e, "right-to-left override"],
  [0x2060, "word joiner"],
  [0x2061, "invisible function sign"],
  [0x2062, "invisible times sign"],
  [0x2063, "invisible separator"],
  [0x2064, "invisible plus sign"],
  [0x2066, "left-to-right isolate"],
  [0x2067, "right-to-left isolate"],
  [0x2068, "first-strong isolate"],
  [0x2069, "end of isolate"],
  [0x2800, "blank Braille pattern"],
  [0x3164, "Hangul filler"],
  [0xfeff, "zero-width no-break space"],
  [0xffa0, "Hangul filler"],
  [0xfff9, "annotation start"],
  [0xfffa, "annotation separator"],
  [0xfffb, "annotation end"],
]);

/** Names for whole ranges, tried in order when a character has no name of its own. */
const RANGE_NAMES: readonly { from: number; to: number; name: (code: number) => string }[] = [
  { from: 0x00, to: 0x9f, name: () => "control character" },
  { from: 0xd800, to: 0xdfff, name: () => "half a character" },
  { from: 0xfe00, to: 0xfe0f, name: () => "variation selector" },
  { from: 0xe0100, to: 0xe01ef, name: () => "variation selector" },
  { from: 0xe0020, to: 0xe0020, name: () => "tag space" },
  // The letter a tag stands for is shown: a run of tags can spell a message.
  { from: 0xe0021, to: 0xe007e, name: (code) => `tag ${String.fromCodePoint(code - 0xe0000)}` },
  { from: 0xe0000, to: 0xe007f, name: () => "tag mark" },
];

/**
 * Cuts a text into what is visible and what is not, in order. Kept as text: tab, LF and CR LF, the joiners and selectors
 * of emoji sequences, and joiners that the spelling of Arabic-script and Indic words needs.
 *
 * @returns segments that spell the input again when joined, and how many of them are hidden characters
 */
export function revealHiddenCharacters(text: string): RevealedText {
  const segments: TextSegment[] = [];
  let hiddenCount = 0;
  let shownUpTo = 0;
  const showTextBefore = (end: number) => {
    if (end > shownUpTo) segments.push({ kind: "text", text: text.slice(shownUpTo, end) });
  };
  for (const match of text.matchAll(KEPT_OR_HIDDEN)) {
    const hidden = match.groups?.hidden;
    if (hidden === undefined) continue;
    showTextBefore(match.index);
    const code = hidden.codePointAt(0) ?? 0;
    segments.push({ kind: "hidden", codePoint: formatCodePoint(code), name: nameOf(code) });
    hiddenCount += 1;
    shownUpTo = match.index + hidden.length;
  }
  showTextBefore(text.length);
  return { segments, hiddenCount };
}

/**
 * True when a text would look empty: nothing but white space, controls, fillers and ignorable characters. Such a text can
 * still hold hidden characters worth showing. A lone surrogate is damage, not emptiness, so it does not count as blank.
 */
export function isBlank(text: string): boolean {
  return NOTHING_VISIBLE.test(text);
}

function formatCodePoint(code: number): string {
  return `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
}

function nameOf(code: number): string {
  const range = RANGE_NAMES.find(({ from, to }) => code >= from && code <= to);
  return NAMES.get(code) ?? range?.name(code) ?? "invisible character";
}

function tagOf(letter: string): string {
  return `\\u{${(0xe0000 + (letter.codePointAt(0) ?? 0)).toString(16)}}`;
}
