/** An answer as the tokens it was made of, and what else the model could have written at a place. Pure. */
import type { TokenLogprob } from "@/inference/engines/model";

/** A token of an answer with the place of its first character. */
export type PlacedToken = { token: TokenLogprob; start: number };

/** What the model could have written instead, by text, with its probability; the text that was written is among them. */
export type Alternative = { text: string; probability: number };

/** The text of an answer, and where each token of it lies. Tokens without text lie nowhere and are left out. */
export function placeTokens(tokens: readonly TokenLogprob[]): { text: string; placed: readonly PlacedToken[] } {
  let start = 0;
  const placed: PlacedToken[] = [];
  for (const token of tokens) {
    if (token.token !== "") placed.push({ token, start });
    start += token.token.length;
  }
  return { text: tokens.map(({ token }) => token).join(""), placed };
}

/** Number of the token that holds the character at a place; -1 where the text is shorter. */
export function indexOfTokenAt(placed: readonly PlacedToken[], at: number): number {
  return placed.findIndex(({ token, start }) => at < start + token.token.length);
}

/** Every text that could have stood in a token's place, as far as the server said. */
export function alternativesOf({ token, logprob, top }: TokenLogprob): Alternative[] {
  const listed = top.some((other) => other.token === token);
  return [...(listed ? [] : [{ token, logprob }]), ...top].map((other) => ({
    text: other.token,
    probability: probabilityOf(other.logprob),
  }));
}

/**
 * The most that a text which the server did not list can have had: servers list the likeliest, so no more than the least
 * likely one listed, and no more than all of them leave over.
 */
export function mostOfUnlisted(alternatives: readonly Alternative[]): number {
  const rest = 1 - alternatives.reduce((sum, { probability }) => sum + probability, 0);
  return Math.max(0, Math.min(rest, ...alternatives.map(({ probability }) => probability)));
}

function probabilityOf(logprob: number): number {
  return Number.isNaN(logprob) ? 0 : Math.min(1, Math.exp(logprob));
}
