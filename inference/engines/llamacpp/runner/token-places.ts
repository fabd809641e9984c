import type { ControlledEvaluateIndexOutput, ControlledEvaluateInputItem, LlamaModel, Token } from "node-llama-cpp";
import { tokenTexts } from "@/inference/engines/llamacpp/runner/token-texts";
import type { TokenLogprob } from "@/inference/engines/model";

/** As many alternatives as OpenAI's interface gives at the most, so that scores of all engines rest on the same. */
const ALTERNATIVES = 20;

/** What could have stood at one place of an answer, the likeliest first; natural logarithms. */
export type TokenPlace = { own: number; top: readonly (readonly [Token, number])[] };

type GenerateNext = NonNullable<Exclude<ControlledEvaluateInputItem, Token>[1]["generateNext"]>;

/**
 * What to ask of the library for a place.
 * @param token the one that stands there, where it is known before
 */
export function askForPlace(token?: Token): Pick<GenerateNext, "logits" | "totalLogitWeight"> {
  const filter = { tokens: token === undefined ? [] : [token], includeSelected: true, includeTop: ALTERNATIVES };
  return { logits: { filter }, totalLogitWeight: true };
}

/**
 * Probabilities from what the library returned: logits, and the sum of exp(logit - highest logit) over the vocabulary.
 * @throws RangeError where the library returned something else
 */
export function readPlace(output: ControlledEvaluateIndexOutput | undefined, token: Token): TokenPlace {
  const { logits, totalLogitWeight } = output?.next ?? {};
  const own = logits?.get(token);
  if (logits === undefined || totalLogitWeight === undefined || own === undefined) throw new RangeError("no logits");
  const entries = [...logits].sort(([, one], [, other]) => other - one);
  const normalizer = (entries[0]?.[1] ?? own) + Math.log(totalLogitWeight);
  const top = entries.slice(0, ALTERNATIVES).map(([other, logit]) => [other, logit - normalizer] as const);
  return { own: own - normalizer, top };
}

/** Places with the texts of their tokens, which together are exactly the answer's. */
export function spellPlaces(
  model: LlamaModel,
  tokens: readonly Token[],
  places: readonly TokenPlace[],
): TokenLogprob[] {
  const texts = tokenTexts(tokens.length, (count) => model.detokenize(tokens.slice(0, count), true));
  return places.map(({ own, top }, index) => ({
    token: texts[index] ?? "",
    logprob: own,
    top: top.map(([other, logprob]) => ({ token: model.detokenize([other], true), logprob })),
  }));
}
