/** What has to be written for the messages that arrived for one thread. Pure. */
import type { IncomingMessage, NewOrEdited } from "@/domain/ingest/incoming-message";
import { afterChange, asKnown, changeFrom, type KnownMessage } from "@/domain/ingest/merge-messages";

/** One message to write: a new row, or the new state of the row `stored`. */
export type PlannedMessage<S> = {
  stored: S | null;
  externalId: string | null;
  /** Who wrote what and when, where this batch brought it; null where the row has it already or nobody does yet. */
  origin: NewOrEdited | null;
  state: KnownMessage;
  /** Earlier versions that the row does not have yet. */
  newlyEarlier: readonly string[];
  /** A private note, or the mere deletion of what never arrived, gives the model nothing new to read. */
  needsReading: boolean;
};

type Draft<S> = {
  stored: S | null;
  before: KnownMessage | null;
  origin: NewOrEdited | null;
  state: KnownMessage;
  isNote: boolean;
};

/**
 * Merges what arrived with what is stored, and within itself.
 * @param stored the thread's messages whose ids occur in `incoming`
 * @param now counts where the platform gives no time
 * @returns in the order of first arrival; messages that say nothing new are left out
 */
export function planThread<S extends { known: KnownMessage; isPrivateNote: boolean }>(
  stored: ReadonlyMap<string, S>,
  incoming: readonly IncomingMessage[],
  now: Date,
): PlannedMessage<S>[] {
  const drafts: { externalId: string | null; draft: Draft<S> }[] = [];
  const byId = new Map<string, Draft<S>>();
  for (const message of incoming) {
    const { externalId } = message;
    const draft = externalId === undefined ? undefined : (byId.get(externalId) ?? draftOf(stored.get(externalId)));
    if (draft === undefined) {
      const made = firstDraft<S>(message, now);
      drafts.push({ externalId: externalId ?? null, draft: made });
      if (externalId !== undefined) byId.set(externalId, made);
      continue;
    }
    if (externalId !== undefined && !byId.has(externalId)) {
      byId.set(externalId, draft);
      drafts.push({ externalId, draft });
    }
    apply(draft, message, now);
  }
  return drafts.flatMap(({ externalId, draft }) => {
    if (draft.before !== null && draft.before === draft.state) return [];
    return [planned(externalId, draft)];
  });
}

function draftOf<S extends { known: KnownMessage; isPrivateNote: boolean }>(
  stored: S | undefined,
): Draft<S> | undefined {
  if (stored === undefined) return undefined;
  return { stored, before: stored.known, origin: null, state: stored.known, isNote: stored.isPrivateNote };
}

function firstDraft<S>(message: IncomingMessage, now: Date): Draft<S> {
  const origin = message.kind === "delete" ? null : message;
  return { stored: null, before: null, origin, state: asKnown(message, now), isNote: origin?.isPrivateNote === true };
}

function apply<S>(draft: Draft<S>, message: IncomingMessage, now: Date): void {
  const change = changeFrom(draft.state, message, now);
  if (change === null) return;
  draft.state = afterChange(draft.state, change);
  if (change.kind === "fill") {
    draft.origin = change.message;
    draft.isNote = change.message.isPrivateNote === true;
  }
}

function planned<S>(externalId: string | null, draft: Draft<S>): PlannedMessage<S> {
  const { stored, origin, state, before } = draft;
  return {
    stored,
    externalId,
    origin,
    state,
    newlyEarlier: state.earlier.slice(before?.earlier.length ?? 0),
    needsReading: !draft.isNote && !state.isAwaited,
  };
}
