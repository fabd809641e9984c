/** A conversation on its way through a reading: what was read, and what came of it. */
import { type ConversationReading, unscored } from "@/inference/conversation-reading";
import type { EngineReading } from "@/inference/engines/engine";
import { SINGLE } from "@/inference/strategies/strategy";

/** What was read: `until` is the time by which all that had arrived is in it, null where that is not known. */
export type Read = {
  conversationId: string;
  revision: number;
  again: boolean;
  until: Date | null;
  /** Of the utterances that were read, in their order. */
  messageIds: readonly string[];
  /** The text imitates the model's own markup. */
  tripwire: boolean;
  /** Letters of the text are not what they seem: tag characters, or words in scripts that look alike. */
  disguised: boolean;
  /** The rules of thumb find a risk in it. */
  keyword: boolean;
  /** What the person wrote in (ISO 639-1); null where it was not sure, which says nothing against what was known. */
  language: string | null;
};
export type ReadingDone = { read: Read; result: EngineReading };
export type ReadingOutcome = "done" | "superseded";

/** A reading that did not come about, for a reason of ours. */
export function failedHere(detail: string): EngineReading {
  return unreadHere(unscored("internal_error", detail));
}

/** A reading for which no engine was asked. */
export function unreadHere(reading: ConversationReading): EngineReading {
  const by = { engine: "none", model: "none", modelRevision: null, dtype: null, strategy: SINGLE };
  const nothing = { windows: [], calls: [], score: null, provisional: false, incomplete: false, latencyMs: 0 };
  return { reading, ...by, ...nothing };
}
