/**
 * Turns messages into the one user message the model reads.
 *
 * The model was trained on transcripts of `User:` and `Assistant:` lines inside a single user message. Line starts and
 * markup are therefore the only structure it can see, and both can be typed by a person. Here one message always becomes
 * exactly one line, and markup typed by a person is spaced apart until it is only text.
 */
import type { MessageRole, ReadableMessage } from "@/domain/ingest/message";
import { preprocessText } from "@/inference/preprocess";

/**
 * The documentation shows `User` and `Assistant` only. A human agent answers from the assistant's side, so takes its
 * label. System notices keep a label of their own: they are neither the words of the person nor an answer to them.
 */
const SPEAKER_LABELS: Record<MessageRole, string> = {
  user: "User",
  assistant: "Assistant",
  agent: "Assistant",
  system: "System",
};

/** Elements of the model's own output and of Qwen3's chat format, longest first where one begins another. */
const MARKUP_NAMES = "reflection|risks|risk|think|tool_call|tool_response";
const NAME_ENDS = "(?![\\p{L}\\p{N}_])";

/** Text that a tokenizer would read as a special token (`<|…|>`, `<think>`), or that imitates the model's output. */
const LIVE_MARKUP = new RegExp(`<(?=\\||/?(?:${MARKUP_NAMES})${NAME_ENDS})`, "giu");

/** The same, seen with more suspicion: spaces inside the tag do not hide it. */
const MARKUP_LIKE = new RegExp(`<\\s*(?:\\|\\s*[\\p{L}_]|(?:/\\s*)?(?:${MARKUP_NAMES})${NAME_ENDS})`, "iu");

const LESS_THAN_LOOKALIKES = /[\u02c2\u1438\u2039\u276e\u27e8\u2329\u3008]|&lt;?|&#0{0,8}60;?|&#x0{0,8}3c;?/giu;

/** Letters that look like those of the tag names in most fonts, and that NFKC leaves alone. */
const LETTER_LOOKALIKES: Record<string, string> = {
  "\u0430": "a",
  "\u0441": "c",
  "\u0435": "e",
  "\u04bb": "h",
  "\u0131": "i",
  "\u0456": "i",
  "\u03b9": "i",
  "\u043a": "k",
  "\u03ba": "k",
  "\u04cf": "l",
  "\u043e": "o",
  "\u03bf": "o",
  "\u0455": "s",
};
const LETTER_LOOKALIKE = new RegExp(`[${Object.keys(LETTER_LOOKALIKES).join("")}]`, "gu");

/** Makes typed markup inert and still readable: `<risks/>` becomes `< risks/>`. Expects text that is past NFKC. */
export function neutralizeMarkup(text: string): string {
  return text.replace(LIVE_MARKUP, "< ");
}

/** What the model is shown of one message: a single line without live markup, which may be empty. */
export function modelBody(message: ReadableMessage): string {
  return neutralizeMarkup(preprocessText(message.text, { singleMessage: true }));
}

/** The line of a speaker. `body` is what `modelBody` made, or a part of it. */
export function speakerLine(role: MessageRole, body: string): string {
  return `${SPEAKER_LABELS[role]}: ${body}`.trimEnd();
}

/**
 * The prompt for one reading: the text alone for a single message, else one `Speaker: text` line per message, in order.
 *
 * A message's own line breaks become spaces, so no body line can pass for a turn. A body that is empty after
 * preprocessing keeps its bare label, so lines and messages stay in step.
 *
 * @throws RangeError when there are no messages: an empty prompt would be read as "no risk"
 */
export function serializeForModel(messages: readonly ReadableMessage[]): string {
  const [first, ...others] = messages;
  if (first === undefined) throw new RangeError("There are no messages to serialise.");
  if (others.length === 0) return modelBody(first);
  return messages.map((message) => speakerLine(message.role, modelBody(message))).join("\n");
}

/**
 * Tripwire: true when a text, as typed or as a model or a person would see it, holds something like the model's output
 * markup or a special token. No verdict on its author: it is stored with the reading and shown to reviewers.
 *
 * It looks through compatibility forms, invisible characters, character references, and look-alike brackets and letters.
 */
export function hasOutputMarkup(text: string): boolean {
  if (MARKUP_LIKE.test(text)) return true;
  const seen = text
    .toWellFormed()
    .normalize("NFKC")
    .replace(/\p{Default_Ignorable_Code_Point}/gu, "")
    .toLowerCase()
    .replace(LESS_THAN_LOOKALIKES, "<")
    .replace(LETTER_LOOKALIKE, (letter) => LETTER_LOOKALIKES[letter] ?? letter);
  return MARKUP_LIKE.test(seen);
}
