import type { ConversationView, Sentence } from "./conversation-view";
import { judgeMatch, type Signal } from "./judge-match";
import type { Combination, Rules } from "./load-rules";

// A message of a few thoughts is read as one; a long text gathers some of everything.
const MESSAGE_REACH = 5;
const CONVERSATION_REACH = 10;
const ANSWER_REACH = 3;
const SHORT_WORDS = 24;

function sentencesNear(view: ConversationView, at: number, within: Combination["within"]): readonly Sentence[] {
  if (within === "sentence") return view.sentences.slice(at, at + 1);
  const reach = within === "message" ? MESSAGE_REACH : CONVERSATION_REACH;
  const message = view.sentences[at]?.message;
  return view.sentences
    .slice(Math.max(0, at - reach), at + reach + 1)
    .filter((sentence) => within === "conversation" || sentence.message === message);
}

function isThere(names: readonly string[], near: readonly Sentence[]): boolean {
  return names.some((name) => near.some(({ concepts }) => concepts.has(name)));
}

function isAnswered(names: readonly string[], view: ConversationView, message: number): boolean {
  for (let at = Math.max(0, message - ANSWER_REACH); at <= message + ANSWER_REACH; at += 1) {
    const concepts = view.answered.get(at);
    if (concepts !== undefined && names.some((name) => concepts.has(name))) return true;
  }
  return false;
}

const OTHER_PERSON = new Set(["he", "she", "him", "her", "his", "they", "them", "their", "someone", "people"]);

/**
 * Whether somebody's life is spoken of at all: manuals and source code use the same words. A short message often leaves
 * the person out ("been looking up ways").
 */
function isPersonal(near: readonly Sentence[], rules: Rules): boolean {
  const words = near.reduce((sum, { tokens }) => sum + tokens.length, 0);
  return (
    words <= SHORT_WORDS ||
    near.some(
      ({ firstPerson, tokens }) =>
        firstPerson || tokens.some(({ word }) => OTHER_PERSON.has(word) || rules.personWords.has(word)),
    )
  );
}

function holds(combination: Combination, at: number, view: ConversationView, rules: Rules): boolean {
  const near = sentencesNear(view, at, combination.within);
  const message = view.sentences[at]?.message ?? 0;
  return (
    combination.others.every((names) => isThere(names, near)) &&
    combination.answered.every((names) => isAnswered(names, view, message)) &&
    !isThere(combination.unless, near) &&
    isPersonal(near, rules)
  );
}

/**
 * Signals of thoughts that mean a risk when they stand close together, however each of them is worded. The anchor of a
 * combination is judged in its surroundings like the match of a rule: negation, jokes, frames and recovery take it back.
 */
export function combineConcepts(view: ConversationView, rules: Rules): Signal[] {
  return view.sentences.flatMap((sentence, at) =>
    [...sentence.concepts].flatMap(([name, match]) =>
      (rules.combinations.get(name) ?? []).flatMap((combination) =>
        holds(combination, at, view, rules)
          ? (judgeMatch({ ...match, entry: combination.rule }, at, view, rules) ?? [])
          : [],
      ),
    ),
  );
}
