import type { ReadableMessage } from "@/domain/ingest/message";
import type { Reading, UnscoredReason } from "@/inference/risk";

/** One model call as it happened, kept whether it worked or not. Times in milliseconds. */
export type EngineCall = {
  engine: string;
  model: string;
  /** Exactly what the model wrote; null when nothing came back. */
  raw: string | null;
  seed: number | null;
  temperature: number | null;
  finishReason: string | null;
  promptTokens: number | null;
  completionTokens: number | null;
  latencyMs: number;
  httpStatus: number | null;
  /** A short code of what failed, without content. */
  error: string | null;
};

/** A finished reading of one conversation with everything that has to be kept of it. */
export type EngineReading = {
  reading: Reading;
  calls: EngineCall[];
  engine: string;
  model: string;
  strategy: string;
  /** True when no model took part: to be read again once one answers. */
  provisional: boolean;
  latencyMs: number;
};

/** The narrow interface of every engine. `read` never throws for a failure of the model: that is an unscored reading. */
export interface Engine {
  readonly name: string;
  readonly model: string;
  read(messages: readonly ReadableMessage[]): Promise<EngineReading>;
  /** Whether a reading asked for now could work. Cheap enough to be asked every few seconds. */
  isReachable(): Promise<boolean>;
}

/** The unscored reading for a reason. `detail` is shown to reviewers and holds no content. */
export function unscored(reason: UnscoredReason, detail: string): Reading {
  return { outcome: "unscored", reason, detail };
}
