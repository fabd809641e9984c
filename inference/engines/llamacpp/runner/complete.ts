import {
  type LlamaGrammar,
  LlamaGrammarEvaluationState,
  type SequenceEvaluateOptions,
  type Token,
} from "node-llama-cpp";
import type { Completion, CompletionRequest } from "@/inference/engines/llamacpp/messages";
import { type LoadedModel, type Slot, STEP_TOKENS } from "@/inference/engines/llamacpp/runner/load-model";
import { tokenizePrompt } from "@/inference/engines/llamacpp/runner/prompt-frame";
import { scoreAnswer } from "@/inference/engines/llamacpp/runner/score-answer";

/** The library moves the beginning of a prompt out when room runs out: never here, a reading of half a text is a lie. */
const contextShift = {
  strategy: () => {
    throw new RangeError("the context is full");
  },
};

const grammars = new Map<string, Promise<LlamaGrammar>>();

function grammarOf({ llama }: LoadedModel, text: string): Promise<LlamaGrammar> {
  const grammar = grammars.get(text) ?? llama.createGrammar({ grammar: text });
  grammars.set(text, grammar);
  return grammar;
}

/** How many tokens of the prompt before need not be read again. */
function tokensKept(before: readonly Token[], prompt: readonly Token[]): number {
  const difference = prompt.findIndex((token, index) => token !== before[index]);
  if (difference === -1 && before.length === prompt.length) return prompt.length - 1;
  // In whole steps only: results depend a little on which tokens are computed together, and a seed must repeat an answer.
  const shared = difference === -1 ? prompt.length - 1 : difference;
  return shared - (shared % STEP_TOKENS);
}

/** Reads all of a prompt but its last token, step by step; false when it was given up. */
async function readPrompt(slot: Slot, prompt: readonly Token[], signal: AbortSignal): Promise<boolean> {
  const kept = tokensKept(slot.prompt, prompt);
  slot.prompt = [];
  const { sequence } = slot;
  if (kept < sequence.nextTokenIndex) {
    await sequence.eraseContextTokenRanges([{ start: kept, end: sequence.nextTokenIndex }]);
  }
  for (let start = kept; start < prompt.length - 1; start += STEP_TOKENS) {
    if (signal.aborted) return false;
    const step = prompt.slice(start, Math.min(start + STEP_TOKENS, prompt.length - 1));
    await sequence.evaluateWithoutGeneratingNewTokens(step, { contextShift });
  }
  slot.prompt = prompt;
  return !signal.aborted;
}

async function samplingOf(loaded: LoadedModel, request: CompletionRequest): Promise<SequenceEvaluateOptions> {
  const { model } = loaded;
  const grammar = request.grammar === null ? null : await grammarOf(loaded, request.grammar);
  return {
    temperature: request.temperature,
    seed: request.seed,
    // Off, in the library's way of saying so; penalties and the rest are off where they are not given.
    topK: 0,
    topP: 1,
    minP: 0,
    contextShift,
    ...(grammar === null ? {} : { grammarEvaluationState: new LlamaGrammarEvaluationState({ model, grammar }) }),
  };
}

/** The free slot that has most of a prompt in it already, as after another judge of the same panel. */
function freeSlot({ slots }: LoadedModel, prompt: readonly Token[]): Slot {
  const free = slots
    .filter((slot) => !slot.busy)
    .sort((a, b) => tokensKept(b.prompt, prompt) - tokensKept(a.prompt, prompt));
  if (free[0] === undefined) throw new RangeError("no slot is free");
  return free[0];
}

/**
 * Answers one prompt. What a free slot has just read is not read again.
 * @throws what the library throws, whose message may hold anything; RangeError where no slot is free
 */
export async function complete(
  loaded: LoadedModel,
  request: CompletionRequest,
  signal: AbortSignal,
): Promise<Completion> {
  const { model, frame, facts } = loaded;
  const prompt = tokenizePrompt(model, frame, request.prompt);
  // One place always stays free in the library's contexts.
  if (prompt.length + request.maxTokens > facts.contextTokens - 1) {
    return { outcome: "too_long", promptTokens: prompt.length, contextTokens: facts.contextTokens };
  }
  const slot = freeSlot(loaded, prompt);
  slot.busy = true;
  try {
    return await completeIn(slot, loaded, prompt, request, signal);
  } catch (error) {
    slot.prompt = [];
    throw error;
  } finally {
    slot.busy = false;
  }
}

async function completeIn(
  slot: Slot,
  loaded: LoadedModel,
  prompt: readonly Token[],
  request: CompletionRequest,
  signal: AbortSignal,
): Promise<Completion> {
  const { model } = loaded;
  const sampling = await samplingOf(loaded, request);
  if (!(await readPrompt(slot, prompt, signal))) return { outcome: "aborted" };
  const answer: Token[] = [];
  let finishReason: "stop" | "length" = "stop";
  for await (const token of slot.sequence.evaluate(prompt.slice(-1), sampling)) {
    if (signal.aborted) return { outcome: "aborted" };
    answer.push(token);
    if (answer.length < request.maxTokens) continue;
    finishReason = "length";
    break;
  }
  const score = request.logprobs && finishReason === "stop" && answer.length > 0;
  return {
    outcome: "answered",
    // With control tokens written out: an answer that holds one must not look whole without it.
    raw: model.detokenize(answer, true),
    finishReason,
    promptTokens: prompt.length,
    completionTokens: answer.length,
    logprobs: score ? await scoreAnswer(model, slot.sequence, prompt, answer) : null,
  };
}
