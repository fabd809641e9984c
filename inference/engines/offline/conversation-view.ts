import type { ReadableMessage } from "@/domain/ingest/message";
import { isNegated } from "./is-negated";
import type { Concept, Rule, Rules } from "./load-rules";
import type { Match } from "./phrase-index";
import type { Cue } from "./rule-schema";
import type { Token } from "./tokenize";

/** One sentence that a user wrote, with the rules that match in it and the cues and concepts found in it. */
export type Sentence = {
  message: number;
  tokens: readonly Token[];
  matches: readonly Match<Rule>[];
  cues: ReadonlySet<Cue>;
  /** The first match of each concept that no negation takes back. */
  concepts: ReadonlyMap<string, Match<Concept>>;
  firstPerson: boolean;
};

/** A conversation as the rules see it: what users wrote, sentence by sentence, and who else speaks. */
export type ConversationView = {
  sentences: readonly Sentence[];
  hasAssistant: boolean;
  cues: ReadonlySet<Cue>;
  /** The concepts in each message of an assistant or agent, by the message's index. */
  answered: ReadonlyMap<number, ReadonlySet<string>>;
};

const FIRST_PERSON = new Set(["i", "me", "my", "myself", "mine", "we", "us", "our"]);
// "I do not know how I would do it" is no plan; most other cues hold their own negations.
const SHARPENING: ReadonlySet<Cue> = new Set(["plan", "means"]);
const WINDOW_WORDS = 64;
const WINDOW_STEP = 44;

/** Cuts a sentence without punctuation into overlapping windows, so that the work per word stays bounded. */
export function windowsOf(tokens: readonly Token[]): (readonly Token[])[] {
  if (tokens.length <= WINDOW_WORDS) return [tokens];
  const windows: (readonly Token[])[] = [];
  for (let at = 0; at < tokens.length - (WINDOW_WORDS - WINDOW_STEP); at += WINDOW_STEP) {
    windows.push(tokens.slice(at, at + WINDOW_WORDS));
  }
  return windows;
}

type Findings = Omit<Sentence, "message" | "tokens">;

function findIn(tokens: readonly Token[], rules: Rules): Findings {
  const matches: Match<Rule>[] = [];
  const cues = new Set<Cue>();
  const concepts = new Map<string, Match<Concept>>();
  for (const { entry, ...place } of rules.byUser.find(tokens)) {
    if (typeof entry === "string") {
      if (!(SHARPENING.has(entry) && isNegated(tokens, place.start, rules.negators))) cues.add(entry);
    } else if ("key" in entry) matches.push({ ...place, entry });
    else if (!concepts.has(entry.concept) && !isNegated(tokens, place.start, rules.negators))
      concepts.set(entry.concept, { ...place, entry });
  }
  return { matches, cues, concepts, firstPerson: tokens.some(({ word }) => FIRST_PERSON.has(word)) };
}

function conceptsAnswered(text: string, rules: Rules): ReadonlySet<string> {
  const found = rules
    .tokenize(text)
    .flatMap(windowsOf)
    .flatMap((tokens) =>
      rules.byAssistant
        .find(tokens)
        .filter(({ start }) => !isNegated(tokens, start, rules.negators))
        .flatMap(({ entry }) => ("concept" in entry ? [entry.concept] : [])),
    );
  return new Set(found);
}

/** Reads the messages of a conversation into sentences with their matches. Sentences said twice are matched once. */
export function viewConversation(messages: readonly ReadableMessage[], rules: Rules): ConversationView {
  const seen = new Map<string, Findings>();
  const sentences: Sentence[] = [];
  const answered = new Map<number, ReadonlySet<string>>();
  messages.forEach(({ role, text }, message) => {
    if (role === "assistant" || role === "agent") answered.set(message, conceptsAnswered(text, rules));
    if (role !== "user") return;
    for (const tokens of rules.tokenize(text).flatMap(windowsOf)) {
      const key = tokens.map(({ word, before }) => before + word).join(" ");
      const findings = seen.get(key) ?? findIn(tokens, rules);
      seen.set(key, findings);
      sentences.push({ message, tokens, ...findings });
    }
  });
  return {
    sentences,
    hasAssistant: answered.size > 0,
    cues: new Set(sentences.flatMap(({ cues }) => [...cues])),
    answered,
  };
}
