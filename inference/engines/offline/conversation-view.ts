import type { ReadableMessage } from "@/domain/ingest/message";
import type { Rule, Rules } from "./load-rules";
import type { Match } from "./phrase-index";
import { CUES, type Cue } from "./rule-schema";
import type { Token } from "./tokenize";

/** One sentence that a user wrote, with the rules that match in it and the cues found in it. */
export type Sentence = {
  message: number;
  tokens: readonly Token[];
  matches: readonly Match<Rule>[];
  cues: ReadonlySet<Cue>;
  firstPerson: boolean;
};

/** A conversation as the rules see it: what users wrote, sentence by sentence, and who else speaks. */
export type ConversationView = { sentences: readonly Sentence[]; hasAssistant: boolean; cues: ReadonlySet<Cue> };

const FIRST_PERSON = new Set(["i", "me", "my", "myself", "mine", "we", "us", "our"]);
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

function isCue(entry: Rule | Cue): entry is Cue {
  return typeof entry === "string" && (CUES as readonly string[]).includes(entry);
}

type Findings = Omit<Sentence, "message" | "tokens">;

function findIn(tokens: readonly Token[], rules: Rules): Findings {
  const found = rules.byUser.find(tokens);
  const matches = found.flatMap((match) => (isCue(match.entry) ? [] : [{ ...match, entry: match.entry }]));
  return {
    matches,
    cues: new Set(found.flatMap(({ entry }) => (isCue(entry) ? [entry] : []))),
    firstPerson: tokens.some(({ word }) => FIRST_PERSON.has(word)),
  };
}

/** Reads the users' messages of a conversation into sentences with their matches. Sentences said twice are matched once. */
export function viewConversation(messages: readonly ReadableMessage[], rules: Rules): ConversationView {
  const seen = new Map<string, Findings>();
  const sentences: Sentence[] = [];
  messages.forEach(({ role, text }, message) => {
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
    hasAssistant: messages.some(({ role }) => role === "assistant" || role === "agent"),
    cues: new Set(sentences.flatMap(({ cues }) => [...cues])),
  };
}
