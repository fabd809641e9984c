import {
  IMMINENCES,
  type Imminence,
  imminenceRank,
  type RiskSubject,
  type RiskType,
  SEVERITIES,
  type Severity,
  severityRank,
} from "@/inference/risk";
import type { ConversationView, Sentence } from "./conversation-view";
import { findSubject } from "./find-subject";
import { isNegated } from "./is-negated";
import type { Rule, Rules } from "./load-rules";
import type { Match } from "./phrase-index";
import type { Cue } from "./rule-schema";

/** What one match says once its surroundings are read. `at` is the sentence it stands in. */
export type Signal = {
  key: string;
  /** The words that matched and their place, to tell two light signals of one rule apart. Never shown. */
  words: string;
  start: number;
  end: number;
  type: RiskType;
  subject: RiskSubject;
  severity: Severity;
  imminence: Imminence;
  weight: number;
  feature: string | null;
  at: number;
  /** Index of the message it stands in. */
  message: number;
  timeNamed: boolean;
};

const FRAME_REACH = 4;
const UNLESS_REACH = 6;
const SURVIVABLE: ReadonlySet<RiskType> = new Set(["suicide", "self_harm", "self_neglect"]);
const VICTIMISATION: ReadonlySet<RiskType> = new Set([
  "abuse",
  "sexual_violence",
  "neglect",
  "exploitation",
  "stalking",
]);

function atLeast(severity: Severity, floor: Severity): Severity {
  return severityRank(severity) >= severityRank(floor) ? severity : floor;
}
function atMost(severity: Severity, ceiling: Severity): Severity {
  return severityRank(severity) <= severityRank(ceiling) ? severity : ceiling;
}
function sooner(imminence: Imminence, floor: Imminence): Imminence {
  return imminenceRank(imminence) >= imminenceRank(floor) ? imminence : floor;
}
function raise(severity: Severity): Severity {
  return SEVERITIES[Math.min(severityRank(severity) + 1, SEVERITIES.length - 1)] ?? severity;
}

/** The cues of the sentences up to `reach` away, within the same message; `later` adds the next message's first ones. */
function cuesAround(view: ConversationView, at: number, reach: number, sameMessage: boolean): Set<Cue> {
  const message = view.sentences[at]?.message;
  return new Set(
    view.sentences
      .slice(Math.max(0, at - reach), at + reach + 1)
      .filter((sentence) => !sameMessage || sentence.message === message)
      .flatMap(({ cues }) => [...cues]),
  );
}

/** True where one of the rule's `unless` phrases stands at most six words from the match. */
function meansSomethingElse({ entry, start, end }: Match<Rule>, { tokens }: Sentence): boolean {
  const others = entry.unless?.find(tokens) ?? [];
  return others.some((other) => other.end > start - UNLESS_REACH && other.start < end + UNLESS_REACH);
}

/** True where a frame (fiction, a song, research, the news) shows that the words are not about the writer's life. */
function isFramed(
  match: Match<Rule>,
  sentence: Sentence,
  near: ReadonlySet<Cue>,
  view: ConversationView,
  subject: RiskSubject,
): boolean {
  if (view.cues.has("reversal")) return false;
  if (near.has("fiction")) return !match.entry.feature?.startsWith("lethal");
  if (!near.has("media") && !near.has("research")) return false;
  // A combination has its own words for study and news; what the writer says of themselves is no quotation.
  if (match.entry.combined && sentence.firstPerson) return false;
  const span = sentence.tokens.slice(match.start, match.end);
  const aboutWriter = span.some(({ word }) => word === "i" || word === "me" || word === "myself");
  if (sentence.tokens[match.start]?.before.match(/["'“]/u)) return true;
  if (sentence.cues.has("media") || sentence.cues.has("research")) return !aboutWriter && !near.has("close_person");
  if (match.entry.weight < 1) return true;
  return subject === "other" ? !near.has("close_person") && !sentence.firstPerson : false;
}

/** True where the words are a figure of speech: slang with laughter, or a plain phrase with an everyday cause. */
function isJoke(rule: Rule, sentence: Sentence, near: ReadonlySet<Cue>): boolean {
  if (rule.tone === "explicit") return false;
  if (near.has("means") || near.has("plan")) return false;
  if (sentence.cues.has("hyperbole")) return true;
  if (rule.tone === "slang") return near.has("laughter") || near.has("hyperbole") || sentence.cues.has("trivial");
  return rule.weight < 1 && (near.has("laughter") || near.has("hyperbole"));
}

/** True where the writer tells of a time that is over: recovered, or left behind long ago. */
function isOver(rule: Rule, near: ReadonlySet<Cue>): boolean {
  if (near.has("relapse") || near.has("means") || near.has("plan")) return false;
  if (SURVIVABLE.has(rule.type)) return near.has("recovery");
  return VICTIMISATION.has(rule.type) && near.has("recovery") && near.has("past");
}

function sharpen(signal: Signal, close: ReadonlySet<Cue>): Signal {
  const { type } = signal;
  if (signal.weight < 1) return signal;
  let { severity, imminence } = signal;
  const prepared = (type === "suicide" || type === "violence") && (close.has("means") || close.has("plan"));
  const timeNamed = close.has("urgent_time") || close.has("immediate_time");
  if (type === "suicide" || type === "violence") {
    if (timeNamed) {
      severity = atLeast(severity, "high");
      imminence = sooner(imminence, "urgent");
    }
    if (prepared) {
      severity = "critical";
      imminence = sooner(imminence, close.has("immediate_time") ? "emergency" : "urgent");
    }
  } else if (close.has("immediate_time") && severityRank(severity) >= severityRank("moderate")) {
    severity = raise(severity);
    imminence = sooner(imminence, severityRank(severity) >= severityRank("critical") ? "emergency" : "urgent");
  } else if (close.has("urgent_time") && severityRank(severity) >= severityRank("high"))
    imminence = sooner(imminence, "urgent");
  return { ...signal, severity, imminence, timeNamed };
}

/**
 * Reads a match in its surroundings: what it says about whom, how badly and how soon, or null where a negation, a joke, a
 * frame, a recovery or another meaning takes it back. `at` is the index of the match's sentence in the view.
 */
export function judgeMatch(match: Match<Rule>, at: number, view: ConversationView, rules: Rules): Signal | null {
  const sentence = view.sentences[at];
  const rule = match.entry;
  if (sentence === undefined) return null;
  if (rule.with_role === "assistant" && !view.hasAssistant) return null;
  if (meansSomethingElse(match, sentence)) return null;
  if (isNegated(sentence.tokens, match.start, rules.negators)) return null;

  const near = cuesAround(view, at, FRAME_REACH, true);
  // "The character is me": what was told of somebody else is meant of the writer.
  const ownStory = near.has("fiction") && view.cues.has("reversal");
  const subject = ownStory && rule.who === "both" ? "self" : findSubject(sentence.tokens, match, rules);
  if (isFramed(match, sentence, near, view, subject) || isJoke(rule, sentence, near) || isOver(rule, near)) return null;
  const needsPerson = subject === "other" && (rule.who === "both" || rule.needs_person);
  if (needsPerson && !view.cues.has("close_person") && !view.cues.has("known_person")) return null;

  const signal: Signal = {
    key: rule.key,
    words: sentence.tokens
      .slice(match.start, match.end)
      .map(({ word }) => word)
      .join(" "),
    start: match.start,
    end: match.end,
    type: rule.type,
    subject,
    severity: rule.severity,
    imminence: rule.imminence,
    weight: rule.weight,
    feature: rule.feature ?? null,
    at,
    message: sentence.message,
    timeNamed: false,
  };
  if (sentence.cues.has("past") && !near.has("relapse") && rule.tone !== "explicit") {
    const weight = SURVIVABLE.has(rule.type) ? signal.weight * 0.6 : signal.weight;
    return { ...signal, weight, severity: atMost(signal.severity, "moderate"), imminence: IMMINENCES[0] };
  }
  if (near.has("laughter") && !near.has("immediate_time") && rule.tone === "plain")
    return subject === "self" ? { ...signal, severity: "mild" } : null;
  return sharpen(signal, cuesAround(view, at, 1, false));
}
