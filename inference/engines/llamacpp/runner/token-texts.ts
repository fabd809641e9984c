const UNFINISHED_CHARACTER = /\uFFFD+$/;

/**
 * The text of each token, so that all of them together are exactly the whole text. A character whose bytes are spread
 * over several tokens belongs to the one that completes it; the others are empty. Pure.
 *
 * @param count how many tokens there are
 * @param textOfFirst the text of the first so many tokens
 */
export function tokenTexts(count: number, textOfFirst: (count: number) => string): string[] {
  let shown = 0;
  return Array.from({ length: count }, (_, index) => {
    const text = textOfFirst(index + 1);
    const complete = index + 1 === count ? text : text.replace(UNFINISHED_CHARACTER, "");
    const own = complete.slice(shown);
    shown = Math.max(shown, complete.length);
    return own;
  });
}
