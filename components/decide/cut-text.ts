/** Characters of a message that are shown before it has to be unfolded. */
export const FOLD_AFTER = 4000;
/** A text this little longer is not worth a fold. */
const SLACK = 400;

/** The part of a long text to show first, never cut inside a character; null when the text is short enough. */
export function cutText(text: string): string | null {
  if (text.length <= FOLD_AFTER + SLACK) return null;
  const code = text.charCodeAt(FOLD_AFTER - 1);
  const insidePair = code >= 0xd800 && code <= 0xdbff;
  return text.slice(0, insidePair ? FOLD_AFTER - 1 : FOLD_AFTER);
}
