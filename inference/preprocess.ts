/**
 * The model's view of a text. The text as it was received is what is stored, hashed and shown; this view is only ever sent
 * to an engine, and every classification records which version of the rules made it.
 *
 * The rules are those of the model's documentation, because the model was trained on text that went through them:
 * compatibility normalisation, removal of one class of invisible characters, newlines flattened in single messages,
 * spaces collapsed. Emoji, punctuation and spelling carry meaning and are kept.
 */

/** Bump whenever a text could come out differently: stored readings are compared by it. */
export const PREPROCESS_VERSION = "1";

/** The documented class. It holds U+200D too, so family emoji fall apart into their members, as they did in training. */
const INVISIBLE = /[\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]/g;

/** What Unicode or Python would end a line at; U+2028 and U+2029 are gone with INVISIBLE by the time this is used. */
const LINE_BREAK_CHARACTERS = "\n\u000b\f\r\u001c\u001d\u001e\u0085";
const LINE_BREAKS = new RegExp(`[${LINE_BREAK_CHARACTERS}]+`, "g");

/**
 * Turns a raw text into the model's view of it.
 *
 * @param text any string; a lone surrogate, which no UTF-8 request could carry, becomes U+FFFD
 * @param options.singleMessage true for the body of one message: each run of line breaks becomes one space, so the result
 *   is a single line. False for a transcript that already has one line per turn: its line breaks are kept.
 * @returns the normalised text, which may be empty; never throws
 */
export function preprocessText(text: string, options: { singleMessage: boolean }): string {
  const visible = text.toWellFormed().normalize("NFKC").replace(INVISIBLE, "");
  const flattened = options.singleMessage ? visible.replace(LINE_BREAKS, " ") : visible;
  return flattened.replace(/ +/g, " ").trim();
}
