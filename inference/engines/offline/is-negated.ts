import type { Token } from "./tokenize";

const REACH = 5;
const CLAUSE_STARTS = new Set([
  "and",
  "but",
  "because",
  "so",
  "if",
  "when",
  "then",
  "although",
  "though",
  "until",
  "yet",
  "while",
  "since",
  "except",
  "plus",
]);
const OPINIONS = new Set([
  "think",
  "feel",
  "feeling",
  "believe",
  "say",
  "saying",
  "mean",
  "mean that",
  "saying that",
  "like",
  "that",
]);
// "not sure", "can not stop", "do not know": the negation belongs to these words, and what follows still stands.
const BOUND_AFTER_NOT = new Set(
  "only stop help told tell telling said talked spoken spoke sure know understand care mind deny lie lying joking kidding just even tell wait sleep eat breathe quit shake handle take ok okay well good fine safe enough see remember".split(
    " ",
  ),
);

/**
 * True where a negation in the same clause, at most five words before `start`, takes the phrase at `start` back:
 * "I would never hurt her", "I'm not suicidal". Not where it belongs to other words: "I can't stop thinking about …".
 */
export function isNegated(tokens: readonly Token[], start: number, negators: ReadonlySet<string>): boolean {
  if (tokens[start]?.word === "i" && !OPINIONS.has(tokens[start - 1]?.word ?? "")) return false;
  for (let at = start - 1; at >= Math.max(0, start - REACH); at -= 1) {
    const word = tokens[at]?.word ?? "";
    const after = tokens[at + 1];
    if (CLAUSE_STARTS.has(word)) return false;
    if (negators.has(word))
      return (
        !(at + 1 < start && BOUND_AFTER_NOT.has(after?.word ?? "")) && !(word !== "not" && isNegatedAt(tokens, at))
      );
    if (word === "i" && !OPINIONS.has(tokens[at - 1]?.word ?? "")) return false;
    if (/[,;:"()\u2014\u2013]/u.test(after?.before ?? "") && at + 1 <= start && !isListComma(tokens, at + 1))
      return false;
  }
  return false;
}

/** "can not stop", "will never stop": a stop-word that is itself negated does not negate. */
function isNegatedAt(tokens: readonly Token[], at: number): boolean {
  const before = tokens[at - 1]?.word;
  return before === "not" || before === "never";
}

/** A comma inside a list ("no plan, intent or thoughts of suicide") does not end the reach of the negation. */
function isListComma(tokens: readonly Token[], at: number): boolean {
  return tokens.slice(at, at + 4).some(({ word }) => word === "or" || word === "nor");
}
