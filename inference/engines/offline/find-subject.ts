import type { RiskSubject, RiskType } from "@/inference/risk";
import type { Rule, Rules } from "./load-rules";
import type { Match } from "./phrase-index";
import type { Token } from "./tokenize";

const SPEAKER = new Set(["i", "we"]);
const SPEAKER_AS_OBJECT = new Set(["me", "us", "myself", "mine"]);
const POSSESSIVE = new Set(["my", "our"]);
const OTHERS = new Set(["he", "she", "they"]);
const OTHERS_AS_OBJECT = new Set(["him", "her", "them", "himself", "herself", "themselves", "his", "their"]);
// "I found …", "I think …": the writer observes somebody else.
const OBSERVING = new Set(
  "found saw see noticed notice heard hear think believe know knew suspect worry worried caught witnessed read got received".split(
    " ",
  ),
);
const OWN_HARM: ReadonlySet<RiskType> = new Set(["suicide", "self_harm", "self_neglect"]);
const QUOTE_REACH = 8;

type Person = "i" | "my" | "other" | "other_object" | "partner" | null;

/** Which person each word names; "my" in front of a person ("my little sister") names that person. */
function personsIn(tokens: readonly Token[], rules: Rules): Person[] {
  return tokens.map(({ word }, at) => {
    if (SPEAKER.has(word)) return "i";
    if (SPEAKER_AS_OBJECT.has(word)) return "my";
    if (OTHERS.has(word)) return "other";
    if (OTHERS_AS_OBJECT.has(word)) return "other_object";
    if (!POSSESSIVE.has(word)) return null;
    // "my boyfriend took …": a partner is who does it, not who it is done to.
    if (rules.partnerWords.has(tokens[at + 1]?.word ?? "")) return "partner";
    const owned = tokens
      .slice(at + 1, at + 4)
      .some((next) => rules.personWords.has(next.word) || /^\d+$/u.test(next.word));
    return owned ? "other_object" : "my";
  });
}

/** True where the match is someone else's direct speech: `she texted me: "i want to die"`. */
function isReportedSpeech(tokens: readonly Token[], start: number, rules: Rules): boolean {
  for (let at = start - 1; at >= Math.max(0, start - QUOTE_REACH); at -= 1) {
    if (!rules.sayWords.has(tokens[at]?.word ?? "")) continue;
    const quoted = tokens.slice(at + 1, start + 1).some(({ before }) => /["':,]/u.test(before));
    const before = tokens.slice(Math.max(0, at - 4), at).map(({ word }) => word);
    const speaker = before.findLast((word) => SPEAKER.has(word) || OTHERS.has(word) || rules.personWords.has(word));
    return quoted && speaker !== undefined && !SPEAKER.has(speaker);
  }
  return false;
}

/** Who harms themselves: the nearest person before the words, unless the writer only reports what they saw. */
function ownHarmSubject(
  tokens: readonly Token[],
  persons: readonly Person[],
  { start, end }: Match<Rule>,
  rules: Rules,
): RiskSubject {
  const inside = persons.slice(start, end).find((person) => person !== null);
  const before = persons.slice(0, start);
  const writer = before.lastIndexOf("i");
  const someoneElse = persons.some((person) => person !== null && person !== "i" && person !== "my");
  const nearest = before.findLastIndex((person) => person === "other" || person === "i");
  const observes = writer !== -1 && nearest === writer && OBSERVING.has(tokens[writer + 1]?.word ?? "");
  if (inside === "i" || inside === "my") return "self";
  if (observes && someoneElse) return "other";
  if (nearest !== -1) return before[nearest] === "i" ? "self" : "other";
  if (inside !== undefined) return "other";
  const named =
    before.includes("other_object") ||
    before.includes("partner") ||
    tokens.slice(0, start).some(({ word }) => rules.personWords.has(word));
  return named && !before.includes("i") && !before.includes("my") ? "other" : "self";
}

/** Who is harmed by somebody: the writer wherever the writer stands as an object, else the other person named. */
function victimSubject(persons: readonly Person[], { start, end }: Match<Rule>): RiskSubject {
  const inside = persons.slice(start, end);
  if (inside.includes("my") || inside.includes("i")) return "self";
  if (inside.includes("other_object")) return "other";
  if (persons.includes("my")) return "self";
  if (persons.includes("other_object")) return "other";
  return persons.includes("i") || !persons.includes("other") ? "self" : "other";
}

/** The subject of a match: fixed by its rule, named by its pattern, or found around it. */
export function findSubject(tokens: readonly Token[], match: Match<Rule>, rules: Rules): RiskSubject {
  const { who, type } = match.entry;
  if (who !== "both") return who;
  const persons = personsIn(tokens, rules);
  const found = OWN_HARM.has(type)
    ? () => ownHarmSubject(tokens, persons, match, rules)
    : () => victimSubject(persons, match);
  const subject = match.pattern.names ?? found();
  return subject === "self" && isReportedSpeech(tokens, match.start, rules) ? "other" : subject;
}
