/** What a model server of the tests can be told to be. */
import type { FaultInput } from "@/inference/testing/model-server/faults";
import { countTokens } from "@/inference/windows/count-tokens";

export const DIALECTS = ["sglang", "vllm", "ollama", "llamacpp", "openai"] as const;
export type DialectName = (typeof DIALECTS)[number];

/** How long an answer takes: always the same, or by its tokens as with continuous batching (all in milliseconds). */
export type ServiceTime =
  | { kind: "fixed"; serviceMs: number }
  | { kind: "tokens"; prefillMsPerToken: number; decodeMsPerToken: number };

export type ModelServerOptions = {
  dialect: DialectName;
  /** 0 for a free port. The server listens on loopback only. */
  port: number;
  /** The id of the model that is served. The default says that there is none. */
  model: string;
  /** When set, requests must carry it. */
  apiKey: string | null;
  contextLength: number;
  /** The tokens of a text, without the template's. The default counts exactly, as Qwen3 does. */
  countTokens: (text: string) => number;
  time: ServiceTime;
  /** Each further running request slows all by this share of the time alone. */
  slowdown: number;
  maxRunning: number;
  maxQueued: number;
  /** Whether the server was started with scheduling by priority. */
  prioritised: boolean;
  /**
   * `honoured`: the same seed gives the same sampled answer. `ignored`: each sampled answer is another draw, as with
   * SGLang without deterministic inference. `fixed`: all seeds give one answer, so that a panel is no panel.
   */
  seeds: "honoured" | "ignored" | "fixed";
  /** Request fields that are accepted and have no effect, as with a server of another version. */
  ignores: readonly ("constraint" | "logprobs")[];
  precision: Precision;
  /** Faults that stand from the start. */
  faults: readonly FaultInput[];
};
export type Precision = "bfloat16" | "float16" | "quantised";

export const DEFAULT_OPTIONS: ModelServerOptions = {
  dialect: "sglang",
  port: 0,
  model: "vigil/stand-in-no-model",
  apiKey: null,
  contextLength: 2048,
  countTokens,
  time: { kind: "fixed", serviceMs: 2 },
  slowdown: 0,
  maxRunning: 64,
  maxQueued: 256,
  prioritised: true,
  seeds: "honoured",
  ignores: [],
  precision: "bfloat16",
  faults: [],
};

/** Slots for a server that answers so many requests a second, each after `serviceMs`: rate times time, at least one. */
export function slotsFor(ratePerSecond: number, serviceMs: number): number {
  return Math.max(1, Math.round((ratePerSecond * serviceMs) / 1000));
}
