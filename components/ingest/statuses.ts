import type { CONVERSATION_STATUSES } from "@/domain/ingest/conversation-input";

export type ConversationStatus = (typeof CONVERSATION_STATUSES)[number];

/** Where a conversation stands, in a word. "Not flagged" rather than "clear": nobody has said that there is no risk. */
export const STATUS_LABELS: Readonly<Record<ConversationStatus, string>> = {
  received: "Received",
  classifying: "Being read",
  flagged: "Flagged",
  clear: "Not flagged",
  unscored: "Unscored",
};

/** Whether a conversation still waits for the model. Where that is hidden from this person there is nothing to wait for. */
export function isUnread(status: ConversationStatus | null): boolean {
  return status === "received" || status === "classifying";
}
