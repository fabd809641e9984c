/** What of a conversation a reading of one revision saw. Pure. */
import type { LeftOut } from "@/domain/measure/shadow/shadow-dto";
import type { OpenMessage } from "@/inference/load-messages";
import { readableMessages, type StoredReadable } from "@/inference/readable-messages";
import { isBlank } from "@/lib/text/hidden-characters";

type Message = Pick<
  OpenMessage,
  "id" | "role" | "text" | "earlier" | "isPrivateNote" | "damaged" | "revision" | "changedRevision"
>;
type AsOf = { words: readonly StoredReadable[]; leftOut: null } | { words: null; leftOut: LeftOut };

/**
 * The words that stood in a conversation at one of its revisions, or why they cannot be had: two readings are compared on
 * the very same words or not at all. Messages that came later are not among them.
 * @param isErased whether content of the conversation was destroyed: a message without text is then a gap
 */
export function wordsAsOf(messages: readonly Message[], revision: number, isErased: boolean): AsOf {
  if (isErased) return { words: null, leftOut: "erased" };
  const then = messages.filter((message) => message.revision <= revision);
  if (then.some(({ damaged }) => damaged)) return { words: null, leftOut: "damaged" };
  if (then.some(({ changedRevision }) => changedRevision !== null && changedRevision > revision))
    return { words: null, leftOut: "changed" };
  const words = readableMessages(then);
  return words.every(({ text }) => isBlank(text)) ? { words: null, leftOut: "no_words" } : { words, leftOut: null };
}
