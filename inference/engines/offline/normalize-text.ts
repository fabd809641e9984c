/**
 * The view of a text that rules are matched on. It is never shown or stored: display and hashes use the original.
 */

const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu;
const SKIN_TONES = /[\u{1F3FB}-\u{1F3FF}]/gu;
// Longer runs of marks carry no meaning, and normalising them takes quadratic time (UAX #15, stream-safe text).
const MARK_RUNS = /(\p{M}{8})\p{M}+/gu;
const APOSTROPHES = /[\u2018\u2019\u201A\u201B\u02BC\u02B9\u02BB\u2032\u00B4\u0060\uFF07]/gu;
const QUOTES = /[\u201C-\u201F\u00AB\u00BB\u2033\uFF02]/gu;
const MIXED_SCRIPT_WORD = /[a-z\u0400-\u04FF\u0370-\u03FF]+/gu;

/** Cyrillic and Greek letters that look like Latin ones; replaced only inside words that also hold Latin letters. */
const LOOKALIKES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ...{
      а: "a",
      е: "e",
      о: "o",
      р: "p",
      с: "c",
      х: "x",
      у: "y",
      і: "i",
      ѕ: "s",
      ԁ: "d",
      к: "k",
      т: "t",
      м: "m",
      н: "h",
    },
    ...{ ο: "o", α: "a", ι: "i", κ: "k", ν: "v", τ: "t", ε: "e", ρ: "p" },
  }),
);

function foldLookalikes(word: string): string {
  if (!/[a-z]/u.test(word) || !/[^a-z]/u.test(word)) return word;
  return Array.from(word, (letter) => LOOKALIKES.get(letter) ?? letter).join("");
}

/**
 * Folds a text for matching: compatibility forms, accents, invisible characters, typographic quotes and case are removed,
 * and look-alike letters become Latin. Takes any string, lone surrogates included; time is linear in its length.
 */
export function normalizeText(text: string): string {
  return text
    .toWellFormed()
    .replace(QUOTES, '"')
    .replace(APOSTROPHES, "'")
    .replace(INVISIBLE, "")
    .replace(SKIN_TONES, "")
    .replace(MARK_RUNS, "$1")
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .normalize("NFKC")
    .toLowerCase()
    .replace(MIXED_SCRIPT_WORD, foldLookalikes);
}
