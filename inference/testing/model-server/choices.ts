/** The `choices` of a completion: an answer cut into tokens, ended as it should be, with log-probabilities. */
import { cutTokens, type TokenProbability, withProbabilities } from "@/inference/testing/model-server/answer-tokens";
import type { Dialect } from "@/inference/testing/model-server/dialects/dialect";
import type { FaultKind } from "@/inference/testing/model-server/faults";
import type { Judgement } from "@/inference/testing/model-server/judge";

type Spoken = {
  answer: string;
  judgement: Judgement;
  fault: FaultKind | null;
  /** The most tokens that there is room for. */
  limit: number;
  /** How many alternatives each token lists; null without log-probabilities. */
  top: number | null;
  /** How many choices; all of them are the same, as one seed makes them. */
  count: number;
};
export type Choices = { json: string; tokens: number };

/** With its bytes, as every server sends it. */
const wireToken = ({ token, logprob }: TokenProbability) => ({ token, logprob, bytes: [...Buffer.from(token)] });

function makeChoices({ answer, judgement, fault, limit, top, count }: Spoken, dialect: Dialect): Choices {
  const all = cutTokens(answer);
  const kept =
    fault === "empty" ? 0 : fault === "truncated" || fault === "abort" ? Math.floor(all.length / 2) : all.length;
  const tokens = all.slice(0, Math.min(kept, limit));
  const text = tokens.join("");
  const isCut = fault !== "empty" && tokens.length < all.length;
  const message = { role: "assistant", ...dialect.messageExtras };
  const choice = {
    message:
      fault === "reasoning-only"
        ? { ...message, content: null, [dialect.reasoningField]: text }
        : { ...message, content: text },
    logprobs:
      top === null
        ? null
        : {
            content: withProbabilities(tokens, judgement, top).map(({ alternatives, ...token }) => ({
              ...wireToken(token),
              top_logprobs: alternatives.map(wireToken),
            })),
          },
    finish_reason: fault === "abort" ? "abort" : isCut ? "length" : "stop",
  };
  const choices = fault === "no-choices" ? [] : Array.from({ length: count }, (_, index) => ({ index, ...choice }));
  return { json: JSON.stringify(choices), tokens: tokens.length * count };
}

/** Log-probabilities are 40 kB of JSON, and answers by rule repeat. */
const KEPT = 500;

/** @returns a function that makes choices for one dialect, and keeps the newest ones */
export function createChoices(dialect: Dialect) {
  const made = new Map<string, Choices>();
  return (spoken: Spoken): Choices => {
    const { answer, judgement, fault, limit, top, count } = spoken;
    // No token is shorter than one character, so a limit above that changes nothing.
    const room = limit >= answer.length ? "" : limit;
    const spreads = top === null ? "" : JSON.stringify([judgement.flagProbability, judgement.spreads]);
    const key = [fault, room, top, count, spreads, answer].join("\n");
    const before = made.get(key);
    if (before !== undefined) return before;
    const choices = makeChoices(spoken, dialect);
    if (made.size >= KEPT) made.clear();
    made.set(key, choices);
    return choices;
  };
}
