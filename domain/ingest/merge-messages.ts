/**
 * What arriving messages do to a thread. Platforms repeat events, and send them in any order: whatever the order, a thread
 * ends with the same texts, the same earlier versions and the same deletions. Pure.
 */
import type { IncomingMessage, NewOrEdited } from "@/domain/ingest/incoming-message";

/** A message as the thread has it. `earlier` holds what it said before, oldest arrival first. */
export type KnownMessage = {
  text: string;
  editedAt: Date | null;
  deletedAt: Date | null;
  /** Only its deletion has arrived: the text is empty, and nobody is its author yet. */
  isAwaited: boolean;
  earlier: readonly string[];
};

/** One change to a message that the thread has. */
export type Change =
  /** The message itself arrives after its deletion. */
  | { kind: "fill"; message: NewOrEdited }
  /** It says something else now; what it said before joins the earlier versions. */
  | { kind: "replace"; text: string; editedAt: Date }
  /** What it said earlier arrives late, or a file words it in another way. */
  | { kind: "remember"; text: string }
  | { kind: "delete"; deletedAt: Date };

/**
 * What one arriving message does to the one that the thread has under the same id.
 * @param now the time that counts where the platform gives none
 * @returns null when it says nothing new
 */
export function changeFrom(known: KnownMessage, incoming: IncomingMessage, now: Date): Change | null {
  if (incoming.kind === "delete") {
    return known.deletedAt === null ? { kind: "delete", deletedAt: incoming.deletedAt ?? now } : null;
  }
  if (known.isAwaited) return { kind: "fill", message: incoming };
  const { text } = incoming;
  if (text === known.text || isMereDeletion(incoming)) return deletionIn(incoming, known, now);
  if (isOtherWording(incoming) || isOlder(incoming, known.editedAt))
    return known.earlier.includes(text) ? null : { kind: "remember", text };
  if (isReplayOfEarlier(incoming, known)) return null;
  return { kind: "replace", text, editedAt: incoming.editedAt ?? now };
}

/** A file may render a text otherwise than the platform sent it: neither is dropped, and neither replaces the other. */
function isOtherWording({ kind, editedAt }: NewOrEdited): boolean {
  return kind === "import" && editedAt === undefined;
}

/** What a file holds in the place of a deleted message is often a placeholder. */
function isMereDeletion(incoming: NewOrEdited): boolean {
  return isOtherWording(incoming) && incoming.deletedAt !== undefined;
}

/** Many platforms give whole seconds: of two edits in one second, the one that was replaced before stays replaced. */
function isReplayOfEarlier({ editedAt, text }: NewOrEdited, known: KnownMessage): boolean {
  return editedAt !== undefined && editedAt.getTime() === known.editedAt?.getTime() && known.earlier.includes(text);
}

function deletionIn(incoming: NewOrEdited, known: KnownMessage, now: Date): Change | null {
  const isGone = incoming.deletedAt !== undefined && known.deletedAt === null;
  return isGone ? { kind: "delete", deletedAt: incoming.deletedAt ?? now } : null;
}

function isOlder(incoming: NewOrEdited, knownEditedAt: Date | null): boolean {
  if (knownEditedAt === null) return false;
  if (incoming.editedAt !== undefined) return incoming.editedAt.getTime() < knownEditedAt.getTime();
  return incoming.kind === "new";
}

/** The message after the change. */
export function afterChange(known: KnownMessage, change: Change): KnownMessage {
  switch (change.kind) {
    case "fill":
      return { ...known, text: change.message.text, editedAt: change.message.editedAt ?? null, isAwaited: false };
    case "replace":
      return { ...known, text: change.text, editedAt: change.editedAt, earlier: [...known.earlier, known.text] };
    case "remember":
      return { ...known, earlier: [...known.earlier, change.text] };
    case "delete":
      return { ...known, deletedAt: change.deletedAt };
  }
}

/** The message as the thread has it once this first news of it has arrived. */
export function asKnown(incoming: IncomingMessage, now: Date): KnownMessage {
  if (incoming.kind === "delete") {
    return { text: "", editedAt: null, deletedAt: incoming.deletedAt ?? now, isAwaited: true, earlier: [] };
  }
  const editedAt = incoming.kind === "edit" ? (incoming.editedAt ?? now) : (incoming.editedAt ?? null);
  return { text: incoming.text, editedAt, deletedAt: incoming.deletedAt ?? null, isAwaited: false, earlier: [] };
}
