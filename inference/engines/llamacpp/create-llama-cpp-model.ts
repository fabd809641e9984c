import { availableParallelism } from "node:os";
import path from "node:path";
import { type Probed, probeRunner } from "@/inference/engines/llamacpp/probe-runner";
import { failureOf } from "@/inference/engines/llamacpp/read-outcome";
import { createRunnerClient } from "@/inference/engines/llamacpp/runner-client";
import type { CallRequest, CallResult, EngineCall, Model } from "@/inference/engines/model";
import { outputGrammar } from "@/inference/output-grammar";

const ENGINE = "llamacpp";
/** As the model's documentation runs it. */
const MAX_TOKENS = 300;
const CONTEXT_TOKENS = 2048;
const PLACES = 64;
/** A long prompt on one slow core takes minutes, and nobody else is kept waiting by giving it up. */
const TIMEOUT_MS = 5 * 60_000;
const REACHABLE_WAIT_MS = 3_000;

export type LlamaCppOptions = {
  /** Absolute path of a GGUF file. */
  file: string;
  /** CPU threads the model may use; half of the processors unless given. */
  threads?: number;
  /** Calls answered at once, sharing the threads. With more than one, a seed does not repeat an answer to the letter. */
  sequences?: number;
  /** Calls that may wait. */
  places?: number;
  /** How long one answer may take once it is its turn. */
  timeoutMs?: number;
};

/**
 * A model file run on this machine's processors by llama.cpp, in a process of its own that is started on first use.
 * Its calls have no endpoint. What cannot be loaded or ends is `model_unreachable`, and is tried again after a while.
 */
export function createLlamaCppModel(options: LlamaCppOptions): Model {
  const model = path.basename(options.file);
  const runner = createRunnerClient({
    file: options.file,
    threads: options.threads ?? Math.max(1, Math.floor(availableParallelism() / 2)),
    sequences: options.sequences ?? 1,
    contextTokens: CONTEXT_TOKENS,
    places: options.places ?? PLACES,
    timeoutMs: options.timeoutMs ?? TIMEOUT_MS,
  });
  const grammar = outputGrammar();
  let seen: Probed | null = null;

  async function call(request: CallRequest): Promise<CallResult> {
    const started = performance.now();
    const { prompt, seed, temperature, urgency, signal } = request;
    const outcome = await runner.ask(
      {
        prompt,
        seed,
        temperature,
        maxTokens: MAX_TOKENS,
        grammar: request.constrained ? grammar : null,
        logprobs: request.purpose !== "locate",
      },
      urgency,
      signal,
    );
    const record = (known: Partial<EngineCall>): EngineCall => ({
      engine: ENGINE,
      model,
      endpoint: null,
      requestId: null,
      purpose: request.purpose,
      judge: request.judge,
      window: request.window,
      constrained: request.constrained,
      raw: null,
      seed,
      temperature,
      finishReason: null,
      promptTokens: null,
      completionTokens: null,
      latencyMs: Math.round(performance.now() - started),
      httpStatus: null,
      error: null,
      score: null,
      ...known,
    });
    if (outcome.outcome !== "answered") {
      const { failure, code, known } = failureOf(outcome);
      return { calls: [record({ ...known, error: code })], answer: null, failure };
    }
    const { raw, finishReason, logprobs, promptTokens, completionTokens } = outcome;
    return {
      calls: [record({ raw, finishReason, promptTokens, completionTokens })],
      answer: { raw, finishReason, logprobs },
      failure: null,
    };
  }

  async function isReachable(): Promise<boolean> {
    const loaded = runner.facts().then(
      () => true,
      () => false,
    );
    const { promise: tooLate, resolve } = Promise.withResolvers<false>();
    const timer = setTimeout(resolve, REACHABLE_WAIT_MS, false);
    const reachable = await Promise.race([loaded, tooLate]);
    clearTimeout(timer);
    return reachable;
  }

  return {
    engine: ENGINE,
    model,
    call,
    isReachable,
    async probe() {
      seen = await probeRunner(runner, ENGINE, model, seen);
      return seen.capabilities;
    },
    capabilities: () => seen?.capabilities ?? null,
    close: () => runner.close(),
  };
}
