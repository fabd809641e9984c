/** What of a conversation the model reads. Pure. */
import type { ReadableMessage } from "@/domain/ingest/message";
import type { OpenMessage } from "@/inference/load-messages";

/** An utterance to read, and the message it belongs to: a message that was edited has several. */
export type StoredReadable = ReadableMessage & { messageId: string };

/**
 * The utterances to read, in their order. What a message said before an edit is read too, before what it says now, and
 * so is what was deleted: what somebody took back can be what matters. Private notes are not part of the conversation.
 */
export function readableMessages(
  messages: readonly Pick<OpenMessage, "id" | "role" | "text" | "earlier" | "isPrivateNote">[],
): StoredReadable[] {
  return messages.flatMap(({ id, role, text, earlier, isPrivateNote }) => {
    if (text === null || isPrivateNote) return [];
    return [...earlier, text].filter((words) => words !== "").map((words) => ({ role, text: words, messageId: id }));
  });
}
