import type { LlamaGrammar, Token } from "node-llama-cpp";
import type { Completion, CompletionRequest } from "@/inference/engines/llamacpp/messages";
import { contextShift, drawFreely, drawWithin } from "@/inference/engines/llamacpp/runner/draw-answer";
import { type LoadedModel, type Slot, STEP_TOKENS } from "@/inference/engines/llamacpp/runner/load-model";
import { tokenizePrompt } from "@/inference/engines/llamacpp/runner/prompt-frame";
import { spellPlaces } from "@/inference/engines/llamacpp/runner/token-places";

const grammars = new Map<string, Promise<LlamaGrammar>>();

function grammarOf({ llama }: LoadedModel, text: string): Promise<LlamaGrammar> {
  const grammar = grammars.get(text) ?? llama.createGrammar({ grammar: text });
  grammars.set(text, grammar);
  return grammar;
}

/** How many tokens of the prompt that a slot read before need not be read again. */
function tokensKept(before: readonly Token[], prompt: readonly Token[]): number {
  const difference = prompt.findIndex((token, index) => token !== before[index]);
  if (difference === -1 && before.length === prompt.length) return prompt.length - 1;
  // In whole steps only: results depend a little on which tokens are computed together, and a seed must repeat an answer.
  const shared = difference === -1 ? prompt.length - 1 : difference;
  return shared - (shared % STEP_TOKENS);
}

/** The free slot that has most of a prompt in it already, as after another judge of the same panel. */
function freeSlot({ slots }: LoadedModel, prompt: readonly Token[]): Slot {
  const kept = (slot: Slot) => tokensKept(slot.prompt, prompt);
  const [best] = slots.filter((slot) => !slot.busy).sort((one, other) => kept(other) - kept(one));
  if (best === undefined) throw new RangeError("no slot is free");
  return best;
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

/**
 * Answers one prompt. What a free slot has just read is not read again.
 * @throws what the library throws, whose message may hold anything; RangeError where no slot is free
 */
export async function complete(
  loaded: LoadedModel,
  request: CompletionRequest,
  signal: AbortSignal,
): Promise<Completion> {
  const prompt = tokenizePrompt(loaded.model, loaded.frame, request.prompt);
  const { contextTokens } = loaded.facts;
  // One place always stays free in the library's contexts.
  if (prompt.length + request.maxTokens > contextTokens - 1) {
    return { outcome: "too_long", promptTokens: prompt.length, contextTokens };
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
  const grammar = request.grammar === null ? null : await grammarOf(loaded, request.grammar);
  if (!(await readPrompt(slot, prompt, signal))) return { outcome: "aborted" };
  const ready = { model, sequence: slot.sequence, prompt };
  const drawn =
    grammar === null ? await drawFreely(ready, request, signal) : await drawWithin(grammar, ready, request, signal);
  if (drawn === null) return { outcome: "aborted" };
  const { tokens, finishReason, places } = drawn;
  return {
    outcome: "answered",
    // With control tokens written out: an answer that holds one must not look whole without it.
    raw: model.detokenize(tokens, true),
    finishReason,
    promptTokens: prompt.length,
    completionTokens: tokens.length,
    logprobs: places && spellPlaces(model, tokens, places),
  };
}
