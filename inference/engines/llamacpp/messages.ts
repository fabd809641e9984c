/** What the desk and the process that runs the model say to each other. Both are ours, so shapes are not checked. */
import type { TokenLogprob } from "@/inference/engines/model";

/** How to load a model file. `contextTokens` is what one prompt and its answer may have together. */
export type LoadOptions = { file: string; threads: number; sequences: number; contextTokens: number };

/** One prompt. `grammar` is GBNF or null; every sampling parameter that is not here is off (runner/complete.ts). */
export type CompletionRequest = {
  prompt: string;
  seed: number;
  /** 0 is greedy. */
  temperature: number;
  maxTokens: number;
  grammar: string | null;
  logprobs: boolean;
};

/** `promptTokens` counts the chat template too; an answer's tokens do not count the one that ends it. */
export type Completion =
  | {
      outcome: "answered";
      raw: string;
      finishReason: "stop" | "length";
      promptTokens: number;
      completionTokens: number;
      logprobs: TokenLogprob[] | null;
    }
  | { outcome: "too_long"; promptTokens: number; contextTokens: number }
  | { outcome: "aborted" }
  /** `code` is the class of what was thrown: never its message, which could quote the prompt. */
  | { outcome: "failed"; code: string };

/** What a loaded file is, by its own header and by llama.cpp. */
export type ModelFacts = {
  /** As GGUF names number formats: `BF16`, `Q8_0` …; null where the header does not say. */
  weights: string | null;
  /** What one prompt and its answer may have together: never more than the model was trained to see. */
  contextTokens: number;
  /** Version of the package that holds llama.cpp. */
  version: string;
};

export type ToRunner =
  | { type: "load"; options: LoadOptions }
  | { type: "complete"; id: number; request: CompletionRequest }
  | { type: "abort"; id: number }
  | { type: "hash" };

export type FromRunner =
  | { type: "loaded"; facts: ModelFacts }
  /** `problem` is a whole sentence for an admin. */
  | { type: "not_loaded"; problem: string }
  | { type: "completed"; id: number; completion: Completion }
  /** SHA-256 of the file in hex; null when it cannot be read any more. */
  | { type: "hashed"; sha256: string | null };
