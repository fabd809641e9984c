/** Signs that a well-formed answer is none: the model repeats itself, or declines to answer. Pure. */

/** Shorter texts may say something twice. */
const LEAST_WORDS = 24;
const RUN = 3;
/** In prose nearly all runs of three words are different; a loop repeats the same few. */
const LEAST_DISTINCT_SHARE = 0.5;

/** The first words with which models decline, instead of a reflection about somebody. */
const REFUSAL =
  /^\W*(?:i['’]?m (?:so |very |really )?sorry,? (?:but )?(?:i|that|we)|(?:sorry,? )?(?:but )?i (?:can(?:not|['’]t)|am (?:not able|unable)|['’]m (?:not able|unable)|won['’]t) (?:to )?(?:help|assist|comply|continue|answer|respond|provide|discuss|engage|classify|process|analy[sz]e)|as an ai\b)/iu;

/** Whether the text goes round in circles, as a model does whose decoding broke down. Linear in its length. */
function goesRoundInCircles(text: string): boolean {
  const words = text.toLowerCase().split(/\s+/u).filter(Boolean);
  if (words.length < LEAST_WORDS) return false;
  const runs = words.slice(RUN - 1).map((_, at) => words.slice(at, at + RUN).join(" "));
  return new Set(runs).size < runs.length * LEAST_DISTINCT_SHARE;
}

/** Whether a text, as far as it goes, declines to answer. */
export function isRefusal(text: string): boolean {
  return REFUSAL.test(text);
}

/**
 * Why the reflection of a well-formed answer cannot be believed; null where nothing speaks against it.
 * @returns a sentence for a reviewer, without any of the model's words
 */
export function findFailureInWords(reflection: string): string | null {
  if (goesRoundInCircles(reflection)) return "The model repeated itself instead of reading the text.";
  if (isRefusal(reflection)) return "The model declined to read the text.";
  return null;
}
