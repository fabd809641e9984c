import type { RiskSubject } from "@/inference/risk";
import type { Rule, Rules } from "./load-rules";
import type { Match } from "./phrase-index";
import type { Token } from "./tokenize";

const SPEAKER = new Set(["i", "me", "my", "myself", "we", "us"]);
const OTHERS = new Set(["he", "she", "they", "him", "her", "them", "himself", "herself", "themselves", "his", "their"]);
const QUOTE_REACH = 8;

function wordsBetween(tokens: readonly Token[], from: number, to: number): string[] {
  return tokens.slice(Math.max(0, from), to).map(({ word }) => word);
}

/** True where the match is someone else's direct speech: `she texted me: "i want to die"`. */
function isReportedSpeech(tokens: readonly Token[], start: number, rules: Rules): boolean {
  for (let at = start - 1; at >= Math.max(0, start - QUOTE_REACH); at -= 1) {
    if (!rules.sayWords.has(tokens[at]?.word ?? "")) continue;
    const quoted = tokens.slice(at + 1, start + 1).some(({ before }) => /["':,]/u.test(before));
    const speaker = wordsBetween(tokens, at - 4, at).findLast((word) => word === "i" || OTHERS.has(word) || rules.personWords.has(word));
    return quoted && speaker !== undefined && speaker !== "i";
  }
  return false;
}

/** Who is at risk in a match that names nobody: the nearest person before it in the sentence, else the writer. */
function nearestSubject(tokens: readonly Token[], match: Match<Rule>, rules: Rules): RiskSubject {
  const inside = wordsBetween(tokens, match.start, match.end).find((word) => SPEAKER.has(word) || OTHERS.has(word));
  if (inside !== undefined) return SPEAKER.has(inside) ? "self" : "other";
  const before = wordsBetween(tokens, 0, match.start);
  const writerActs = before.includes("i");
  const nearest = before.findLast(
    (word) => word === "i" || word === "he" || word === "she" || word === "they" || (!writerActs && rules.personWords.has(word)),
  );
  return nearest === undefined || nearest === "i" ? "self" : "other";
}

/** The subject of a match: fixed by its rule, named by its pattern, or found around it. */
export function findSubject(tokens: readonly Token[], match: Match<Rule>, rules: Rules): RiskSubject {
  const { who } = match.entry;
  if (who !== "both") return who;
  const subject = match.pattern.names ?? nearestSubject(tokens, match, rules);
  return subject === "self" && isReportedSpeech(tokens, match.start, rules) ? "other" : subject;
}
