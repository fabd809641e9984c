import { LANGUAGES } from "@/domain/triage/language";

/** Fewer letters than these say too little: "kms lmao" could be anything. */
const LEAST_LETTERS = 20;
/** In scripts of syllables and whole words a few characters say as much. */
const LEAST_DENSE_LETTERS = 6;
const DENSE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u;
/** More than this is not looked at: a page of text says it all. */
const READ_AT_MOST = 2_000;
/** The first guess has to be this good, and this many times better than the second. */
const LEAST_ACCURACY = 0.08;
const MARGIN = 2;

/** What is in a text and no word of a language: addresses, names of people, numbers. */
const NO_WORDS = /https?:\/\/\S+|www\.\S+|\S+@\S+|@\w+|<[^>]*>|\p{Extended_Pictographic}|\d+/gu;

/**
 * The language that most of these texts are in, or null where that is not sure. Only ever a help for sorting: nothing is
 * read, raised or closed by it.
 * @param texts what the person wrote, in any order
 * @returns a tag of ISO 639-1
 */
export async function detectLanguage(texts: readonly string[]): Promise<string | null> {
  const text = texts.join("\n").slice(0, READ_AT_MOST).replaceAll(NO_WORDS, " ");
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  if (letters < (DENSE.test(text) ? LEAST_DENSE_LETTERS : LEAST_LETTERS)) return null;
  // Loaded with the first conversation, by those processes alone that read any: its tables take 45 MB.
  const { detectAll } = await import("tinyld");
  const [first, second] = detectAll(text, { only: [...LANGUAGES] });
  if (!first || first.accuracy < LEAST_ACCURACY) return null;
  return second && second.accuracy * MARGIN > first.accuracy ? null : first.lang;
}
