/**
 * Cuts an answer into tokens as the Qwen3 tokenizer does where it matters: at the decision (`<`, `ris`, `ks`, then `/>`
 * or `>` and a line break) and at the first token of each attribute. Prose is cut into words. Part of a test tool.
 */

import type { Spread } from "@/inference/testing/model-server/draw";
import type { Judgement } from "@/inference/testing/model-server/judge";

/** How the tokenizer divides text before it looks for pairs: words with one leading sign, digits, signs, white space. */
const PIECES = /[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+/gu;

/** Words of the answer that are more than one token. */
const SPLIT: Readonly<Record<string, readonly string[]>> = {
  "<reflection": ["<", "reflection"],
  "<risks": ["<", "ris", "ks"],
  risks: ["ris", "ks"],
  "<risk": ["<", "risk"],
  moderate: ["mod", "erate"],
  mild: ["m", "ild"],
  chronic: ["chron", "ic"],
  " imminence": [" im", "min", "ence"],
  _harm: ["_h", "arm"],
  _violence: ["_v", "iol", "ence"],
  _neglect: ["_neg", "lect"],
  suicide: ["su", "icide"],
  violence: ["viol", "ence"],
  abuse: ["ab", "use"],
  neglect: ["neg", "lect"],
  exploitation: ["explo", "itation"],
  stalking: ["st", "alking"],
};

/** @returns the tokens, whose concatenation is the answer */
export function cutTokens(answer: string): string[] {
  return (answer.match(PIECES) ?? []).flatMap((piece) => SPLIT[piece] ?? [piece]);
}

export type TokenProbability = { token: string; logprob: number };
export type AnsweredToken = TokenProbability & { alternatives: readonly TokenProbability[] };

/** Fillers for the places where nothing is decided; a real server has words of its language there. */
const FILLERS = [" the", " and", " a", " of", " to", " is", " in", " it", " that", " with"];
const ELSEWHERE = 0.97;
/** `>` and the line break are one token nearly always. */
const SHARE_OF_LONE_BRACKET = 0.02;

const firstToken = (value: string) => SPLIT[value]?.[0] ?? value;

/** What could have stood at each place where something is decided, by index of the token. */
function decisions(tokens: readonly string[], judgement: Judgement): Map<number, { token: string; p: number }[]> {
  const places = new Map<number, { token: string; p: number }[]>();
  const start = tokens.lastIndexOf("reflection") + 1;
  const decision = tokens.findIndex((token, index) => index > start && token === "ks") + 1;
  if (start === 0 || decision === 0) return places;
  const flag = judgement.flagProbability;
  places.set(decision, [
    { token: "/>", p: 1 - flag },
    { token: ">\n", p: flag * (1 - SHARE_OF_LONE_BRACKET) },
    { token: ">", p: flag * SHARE_OF_LONE_BRACKET },
  ]);
  let nth = -1;
  const add = (index: number, spread: Spread<string> | undefined) => {
    if (spread === undefined) return;
    places.set(
      index,
      spread.map(({ value, probability }) => ({ token: firstToken(value), p: probability })),
    );
  };
  for (let index = decision; index < tokens.length; index += 1) {
    const token = tokens[index];
    if (token === "risk") nth += 1;
    const spreads = judgement.spreads[nth];
    // A name is followed by `="` and then by the first token of its value.
    if (token === " subject") add(index + 2, spreads?.subject);
    if (token === " severity") add(index + 2, spreads?.severity);
    if (token === "ence" && tokens[index - 1] === "min") add(index + 2, spreads?.imminence);
  }
  return places;
}

const logOf = ({ token, p }: { token: string; p: number }): TokenProbability => ({ token, logprob: Math.log(p) });

/**
 * The tokens of an answer with their log-probabilities.
 *
 * @param tokens of {@link cutTokens}, perhaps cut off
 * @param top how many alternatives each place lists, the chosen one among them if it is likely enough (0 for none)
 * @returns one entry per token. What cannot be (probability 0) is left out of the alternatives
 */
export function withProbabilities(tokens: readonly string[], judgement: Judgement, top: number): AnsweredToken[] {
  const places = decisions(tokens, judgement);
  return tokens.map((token, index) => {
    const place = places.get(index);
    const chosen = place?.find((one) => one.token === token)?.p ?? ELSEWHERE;
    const filler = (place === undefined ? 1 - ELSEWHERE : 1e-6) / FILLERS.length;
    const others = place ?? [{ token, p: ELSEWHERE }];
    const alternatives = [...others, ...FILLERS.map((word) => ({ token: word, p: filler }))]
      .filter(({ p }) => p > 0)
      .sort((a, b) => b.p - a.p)
      .slice(0, top)
      .map(logOf);
    return { token, logprob: Math.log(chosen), alternatives };
  });
}
