import type { ControlledEvaluateIndexOutput, LlamaContextSequence, LlamaModel, Token } from "node-llama-cpp";
import { tokenTexts } from "@/inference/engines/llamacpp/runner/token-texts";
import type { TokenLogprob } from "@/inference/engines/model";

const REFLECTION_END = "</reflection>";
/** As many alternatives as OpenAI's interface gives at the most, so that scores of all engines rest on the same. */
const ALTERNATIVES = 20;
/** Every token that is scored takes a whole vocabulary of numbers in memory until its batch is done. */
const BATCH_TOKENS = 32;

/** Natural logarithms of the probabilities at one place, from logits and the sum of exp(logit - highest logit). */
function logprobsOf(output: ControlledEvaluateIndexOutput | undefined): [Token, number][] {
  const { logits, totalLogitWeight } = output?.next ?? {};
  if (logits === undefined || totalLogitWeight === undefined) return [];
  const entries = [...logits].sort(([, one], [, other]) => other - one);
  const normalizer = (entries[0]?.[1] ?? 0) + Math.log(totalLogitWeight);
  return entries.map(([token, logit]) => [token, logit - normalizer]);
}

/**
 * Log-probabilities of what follows the reflection, where a decision score looks. They are read in a second pass over
 * the finished answer: while an answer is drawn the library gives either a grammar or cheap probabilities, and those
 * would be after temperature and grammar. These are the model's own, whatever the answer was drawn with.
 *
 * @param promptTokens how many tokens of the sequence come before the answer
 * @returns one entry per token; those of the reflection have no alternatives, and NaN, as nobody looked. Null for an
 *   answer without an end of a reflection
 */
export async function scoreAnswer(
  model: LlamaModel,
  sequence: LlamaContextSequence,
  prompt: readonly Token[],
  answer: readonly Token[],
): Promise<TokenLogprob[] | null> {
  const texts = tokenTexts(answer.length, (count) => model.detokenize(answer.slice(0, count), true));
  const end = texts.join("").lastIndexOf(REFLECTION_END);
  if (end === -1) return null;
  let offset = 0;
  const first = texts.findIndex((text) => {
    offset += text.length;
    return offset > end + REFLECTION_END.length;
  });
  const unseen = texts.map((token): TokenLogprob => ({ token, logprob: Number.NaN, top: [] }));
  if (first === -1) return unseen;

  // The logits at a token say what comes after it, so the pass begins one token earlier.
  const all = [...prompt, ...answer];
  const from = prompt.length + first - 1;
  await sequence.eraseContextTokenRanges([{ start: from, end: sequence.nextTokenIndex }]);
  const scored = unseen.slice(0, first);
  for (let start = from; start < all.length - 1; start += BATCH_TOKENS) {
    const batch = all.slice(start, Math.min(start + BATCH_TOKENS, all.length - 1));
    const outputs = await sequence.controlledEvaluate(
      batch.map((token, index) => {
        const filter = { tokens: [all[start + index + 1] as Token], includeTop: ALTERNATIVES };
        const options = { temperature: 0, topK: 0, topP: 1, minP: 0, seed: 0 };
        return [token, { generateNext: { logits: { filter }, totalLogitWeight: true, options } }];
      }),
    );
    for (const index of batch.keys()) {
      const logprobs = logprobsOf(outputs[index]);
      const own = logprobs.find(([token]) => token === all[start + index + 1]);
      const top = logprobs.slice(0, ALTERNATIVES).map(([token, logprob]) => {
        return { token: model.detokenize([token], true), logprob };
      });
      scored.push({ token: texts[scored.length] ?? "", logprob: own?.[1] ?? Number.NaN, top });
    }
  }
  return scored;
}
