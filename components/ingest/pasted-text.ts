/** What a pasted text is understood to be, before it is sent. Pure. */
import type { MessageRole, ReadableMessage } from "@/domain/ingest/message";
import { parsePlainTranscript } from "@/domain/ingest/transcripts/plain-transcript";
import { revealHiddenCharacters } from "@/lib/text/hidden-characters";

export type Understood = {
  isTranscript: boolean;
  messages: ReadableMessage[];
  notes: string[];
};

/** Roles that a person set by hand, by the key of the turn. */
export type RoleChanges = Readonly<Record<string, MessageRole>>;

/** Names a turn by place and by how it begins, so that a correction stays with its turn while the rest is edited. */
export function turnKey(index: number, message: ReadableMessage): string {
  return `${index}:${message.text.slice(0, 80)}`;
}

/** The messages that will be sent. `asOne` takes the whole text as one message, whatever labels stand in it. */
export function understand(text: string, asOne: boolean, changes: RoleChanges): Understood & { hasLabels: boolean } {
  const parsed = parsePlainTranscript(text);
  const hasLabels = parsed.kind === "transcript";
  const plain = asOne && hasLabels ? [{ role: "user" as const, text }] : parsed.messages;
  const messages = plain.map((message, index) => ({
    ...message,
    role: changes[turnKey(index, message)] ?? message.role,
  }));
  return { isTranscript: hasLabels && !asOne, hasLabels, messages, notes: asOne ? [] : parsed.notes };
}

/** A sentence about the characters in a text that nobody can see; null where there are none. */
export function hiddenNote(text: string): string | null {
  const { segments, hiddenCount } = revealHiddenCharacters(text);
  if (hiddenCount === 0) return null;
  const names = [...new Set(segments.flatMap((segment) => (segment.kind === "hidden" ? segment.name : [])))];
  const named = `${names.slice(0, 3).join(", ")}${names.length > 3 ? " and others" : ""}`;
  if (hiddenCount === 1)
    return `One character cannot be seen (${named}). It is sent as it is and shown to reviewers as a mark.`;
  return `${hiddenCount.toLocaleString("en")} characters cannot be seen (${named}). They are sent as they are and shown to reviewers as marks.`;
}

/** "6 messages: 3 person, 3 assistant", in the words given for each role. */
export function countRoles(
  messages: readonly ReadableMessage[],
  labels: Readonly<Record<MessageRole, string>>,
): string {
  const counts = new Map<MessageRole, number>();
  for (const { role } of messages) counts.set(role, (counts.get(role) ?? 0) + 1);
  const parts = [...counts].map(([role, count]) => `${count.toLocaleString("en")} ${labels[role].toLowerCase()}`);
  return `${messages.length.toLocaleString("en")} ${messages.length === 1 ? "message" : "messages"}: ${parts.join(", ")}`;
}
