/**
 * What a chat platform reports, in our words: one message that is new, was edited or was deleted. Every platform's payload
 * is turned into these, and everything after that knows no platform.
 */
import type { MessageRole } from "@/domain/ingest/message";

export type MessageEvent = NewOrEdited | Deleted;

type Place = {
  /** The platform's ids, as strings even where they look like numbers: many do not fit one. */
  conversationId: string;
  /** Within the conversation; a thread is read as a conversation of its own. */
  threadId?: string;
  messageId: string;
};

type NewOrEdited = Place & {
  kind: "new" | "edit";
  /** user: who is cared about. assistant: a bot or machine. agent: a person who answers. system: notices. */
  role: MessageRole;
  /** `id` tells people apart, `name` is shown. Left out when the platform does not say. */
  author?: { id: string; name?: string };
  /** Plain text: markup and entities of the platform are undone. Attachments are named in words, such as "[image]". */
  text: string;
  /** When it was first sent. Left out when the platform does not say: the time of receipt counts. */
  sentAt?: Date;
  /** When it was edited, for `edit`: of two edits the later one holds, whichever arrives first. */
  editedAt?: Date;
  /** A number that grows with each message of the conversation, where the platform has one: order within one second. */
  sequence?: bigint;
  /** Written by agents for agents: shown to reviewers, never read by the model. */
  isPrivateNote?: boolean;
};

type Deleted = Place & { kind: "delete"; deletedAt?: Date };
