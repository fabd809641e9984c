import type { ReadableMessage } from "@/domain/ingest/message";
import type { ConversationReading, DecisionScore, WindowReading } from "@/inference/conversation-reading";
import type { CallUrgency, EngineCall } from "@/inference/engines/model";
import type { Strategy } from "@/inference/strategies/strategy";

/** How a conversation is to be read. */
export type ReadOptions = {
  /** A single call unless told otherwise. */
  strategy?: Strategy;
  /** `normal` unless told otherwise. */
  urgency?: CallUrgency;
  /** Readings of earlier windows by their fingerprint, with messages counted from 0: one that is found is not read again. */
  known?: (fingerprint: string) => WindowReading | null;
  signal?: AbortSignal;
};

/** A finished reading of one conversation with everything that has to be kept of it. */
export type EngineReading = {
  reading: ConversationReading;
  /** In the order of the conversation; one for all of it where it fits, none where no model was asked. */
  windows: readonly WindowReading[];
  calls: readonly EngineCall[];
  engine: string;
  /** The model that answered, by its server's word. */
  model: string;
  /** Revision of the weights and number format, where the server says. */
  modelRevision: string | null;
  dtype: string | null;
  strategy: Strategy;
  /** True when no model took part: to be read again once one answers. */
  provisional: boolean;
  /** True when a risk was found but part of the conversation could not be read: nothing about the rest is known. */
  incomplete: boolean;
  score: DecisionScore | null;
  latencyMs: number;
};

/** The narrow interface of every engine. `read` never throws for a failure of the model: that is an unscored reading. */
export interface Engine {
  readonly name: string;
  readonly model: string;
  read(messages: readonly ReadableMessage[], options?: ReadOptions): Promise<EngineReading>;
  /** Whether a reading asked for now could work. Cheap enough to be asked every few seconds. */
  isReachable(): Promise<boolean>;
}
