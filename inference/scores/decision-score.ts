/**
 * What the probabilities of an answer's tokens say. The model decides whether it names a risk with one token, the one
 * after `<risks`: `/>` or `>`. Given a reflection the decision is nearly made, so scores lie close to 0 and 1; the mean
 * over judges with different reflections is the better one. Servers report probabilities after temperature.
 */
import type { DecisionScore } from "@/inference/conversation-reading";
import type { TokenLogprob } from "@/inference/engines/model";
import { severityScore } from "@/inference/scores/severity-score";
import { alternativesOf, indexOfTokenAt, mostOfUnlisted, placeTokens } from "@/inference/scores/token-places";

const REFLECTION_END = "</reflection>";
const LIST_START = "<risks";
const EMPTY_LONG_LIST = /^>[ \t\r\n]*<\/risks/;

/**
 * The score of one answer, for any way in which its text may be cut into tokens.
 *
 * @param tokens the tokens of the answer in order, with alternatives; null where the server sent none
 * @returns null where the answer has no decision token: no list after the reflection, an empty list in its long form
 *   (whose decision is spread over two tokens), or no probability at all. Never throws
 */
export function decisionScore(tokens: readonly TokenLogprob[] | null): DecisionScore | null {
  if (tokens === null) return null;
  const { text, placed } = placeTokens(tokens);
  const list = text.lastIndexOf(LIST_START);
  const reflectionEnd = text.lastIndexOf(REFLECTION_END);
  if (reflectionEnd === -1 || list < reflectionEnd) return null;
  const nameEnd = list + LIST_START.length;
  const decided = text.slice(nameEnd).trimStart();
  const at = text.length - decided.length;
  if (!/^[/>]/.test(decided) || EMPTY_LONG_LIST.test(decided)) return null;

  const place = placed[indexOfTokenAt(placed, at)];
  if (place === undefined) return null;
  const alternatives = alternativesOf(place.token);
  const before = text.slice(place.start, Math.max(place.start, nameEnd));
  const sums = { flagged: 0, clear: 0 };
  for (const alternative of alternatives) {
    if (!alternative.text.startsWith(before)) continue;
    const next = alternative.text.slice(before.length).trimStart();
    if (next.startsWith(">")) sums.flagged += alternative.probability;
    if (next.startsWith("/")) sums.clear += alternative.probability;
  }
  const unlisted = mostOfUnlisted(alternatives);
  const [flagged, clear] = [sums.flagged || unlisted, sums.clear || unlisted];
  if (!(flagged + clear > 0)) return null;
  const severity = decided.startsWith(">") ? severityScore(text, placed, at) : null;
  return {
    flag: flagged / (flagged + clear),
    severity: severity?.severity ?? null,
    censored: sums.flagged === 0 || sums.clear === 0 || (severity?.censored ?? false),
  };
}
