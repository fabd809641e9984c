import {
  type LlamaContextSequence,
  type LlamaGrammar,
  LlamaGrammarEvaluationState,
  type LlamaModel,
  type Token,
} from "node-llama-cpp";
import type { CompletionRequest } from "@/inference/engines/llamacpp/messages";
import { askForPlace, readPlace, type TokenPlace } from "@/inference/engines/llamacpp/runner/token-places";

/** The tokens of an answer, without the one that ends it; `places` only where asked for, one for each token. */
export type Drawn = { tokens: Token[]; finishReason: "stop" | "length"; places: TokenPlace[] | null };

/** A sequence in which all of the prompt but its last token is read. */
export type Ready = { model: LlamaModel; sequence: LlamaContextSequence; prompt: readonly Token[] };

/** Off, in the library's way of saying so; penalties and the rest are off where they are not given. */
const NOTHING_CUT = { topK: 0, topP: 1, minP: 0 } as const;
/** Every place that is asked for takes a whole vocabulary of numbers in memory until its batch is done. */
const BATCH_TOKENS = 32;

/** The library moves the beginning of a prompt out when room runs out: never here, a reading of half a text is a lie. */
export const contextShift = {
  strategy: () => {
    throw new RangeError("the context is full");
  },
};

/** The library begins its random numbers anew at each token here, so each place has a seed of its own. Finalizer of Murmur3. */
function seedAt(seed: number, place: number): number {
  let mixed = (seed + Math.imul(place, 0x9e3779b1)) >>> 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/**
 * Draws an answer token by token. Probabilities are those it was drawn from, after the temperature; greedy ones are the
 * model's own.
 * @returns null when it was given up
 */
export async function drawFreely(ready: Ready, request: CompletionRequest, signal: AbortSignal): Promise<Drawn | null> {
  const { model, sequence, prompt } = ready;
  const tokens: Token[] = [];
  const places: TokenPlace[] = [];
  for (let last = prompt.at(-1); last !== undefined; last = tokens.at(-1)) {
    if (signal.aborted) return null;
    if (tokens.length >= request.maxTokens) break;
    const seed = seedAt(request.seed, tokens.length);
    const options = { ...NOTHING_CUT, temperature: request.temperature, seed };
    const generateNext = { token: true, options, ...(request.logprobs && askForPlace()) };
    const [output] = await sequence.controlledEvaluate([[last, { generateNext }]], { contextShift });
    const token = output?.next.token;
    if (token === undefined || token === null) throw new RangeError("no token");
    if (model.isEogToken(token)) return { tokens, finishReason: "stop", places: request.logprobs ? places : null };
    tokens.push(token);
    if (request.logprobs) places.push(readPlace(output, token));
  }
  return { tokens, finishReason: "length", places: request.logprobs ? places : null };
}

/**
 * Draws an answer within a grammar. The library then gives no cheap probabilities, and they would be those that the
 * grammar left over: a second pass over the finished answer reads the model's own, without grammar and temperature.
 * @returns null when it was given up
 */
export async function drawWithin(
  grammar: LlamaGrammar,
  ready: Ready,
  request: CompletionRequest,
  signal: AbortSignal,
): Promise<Drawn | null> {
  const { model, sequence, prompt } = ready;
  const { temperature, seed, maxTokens } = request;
  const grammarEvaluationState = new LlamaGrammarEvaluationState({ model, grammar });
  const sampling = { ...NOTHING_CUT, temperature, seed, contextShift, grammarEvaluationState };
  const tokens: Token[] = [];
  let finishReason: Drawn["finishReason"] = "stop";
  for await (const token of sequence.evaluate(prompt.slice(-1), sampling)) {
    if (signal.aborted) return null;
    tokens.push(token);
    if (tokens.length < maxTokens) continue;
    finishReason = "length";
    break;
  }
  return { tokens, finishReason, places: request.logprobs ? await readPlaces(ready, tokens, signal) : null };
}

async function readPlaces(ready: Ready, answer: readonly Token[], signal: AbortSignal): Promise<TokenPlace[] | null> {
  const { sequence, prompt } = ready;
  // What is returned for a token is about the place after it.
  const before = [...prompt.slice(-1), ...answer.slice(0, -1)];
  await sequence.eraseContextTokenRanges([{ start: prompt.length - 1, end: sequence.nextTokenIndex }]);
  const places: TokenPlace[] = [];
  for (let start = 0; start < answer.length; start += BATCH_TOKENS) {
    if (signal.aborted) return null;
    const batch = answer.slice(start, start + BATCH_TOKENS);
    const options = { ...NOTHING_CUT, temperature: 0, seed: 0 };
    const items = batch.map((token, index) => {
      return [before[start + index] ?? token, { generateNext: { options, ...askForPlace(token) } }] as [Token, object];
    });
    const outputs = await sequence.controlledEvaluate(items, { contextShift });
    batch.forEach((token, index) => {
      places.push(readPlace(outputs[index], token));
    });
  }
  return places;
}
