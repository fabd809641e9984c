/**
 * Letters that are not what they seem: text spelled with tag characters, which nobody sees, and words whose letters come
 * from scripts that look alike. A model may read something else in them than a person does. Pure.
 */

/** Flags of countries' parts are the only use of tag characters that anybody sees: a black flag, tags, an end. */
const TAG_FLAG = /\u{1f3f4}[\u{e0020}-\u{e007e}]{1,6}\u{e007f}/gu;
const TAG = /[\u{e0000}-\u{e007f}]/u;

/** Signs for units that NFKC or a keyboard gives as Greek letters; in "10kΩ" they disguise nothing. */
const UNIT_SIGNS = /[\u00b5\u03bc\u2126\u03a9]/gu;
const WORD = /[\p{L}\p{M}]{4,}/gu;

/** Scripts whose letters pass for one another. No language writes one word in two of them (UTS 39, section 5.2). */
const LOOKALIKE_SCRIPTS = [
  /\p{Script=Latin}/u,
  /\p{Script=Cyrillic}/u,
  /\p{Script=Greek}/u,
  /\p{Script=Armenian}/u,
  /\p{Script=Cherokee}/u,
];

/** Whether a text holds tag characters (U+E0000 to U+E007F) that are not part of a flag. */
export function hasTagCharacters(text: string): boolean {
  return TAG.test(text) && TAG.test(text.replace(TAG_FLAG, ""));
}

/** Whether a word of four letters or more is spelled in two scripts that look alike, as "pаper" with a Cyrillic а. */
export function hasMixedScriptWord(text: string): boolean {
  // A word of one script is the rule: most texts are done after one look.
  if (LOOKALIKE_SCRIPTS.filter((script) => script.test(text)).length < 2) return false;
  const seen = text.replace(UNIT_SIGNS, "").replace(/\p{Default_Ignorable_Code_Point}/gu, "");
  for (const [word] of seen.matchAll(WORD)) {
    if (LOOKALIKE_SCRIPTS.filter((script) => script.test(word)).length > 1) return true;
  }
  return false;
}
