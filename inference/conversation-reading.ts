/** What a strategy makes of the answers of its judges over the windows of a conversation. Pure types. */
import type { Reading, Risk, Severity, UnscoredReason } from "@/inference/risk";

/** A risk of a whole conversation, and where it was seen. */
export type FoundRisk = Risk & {
  /** Share of the judges that gave a readable answer and named this risk, 0 to 1; null where only one was asked. */
  agreement: number | null;
  /** The messages that show it, as indexes into the messages that were read, ascending; empty where that is not known. */
  messages: readonly number[];
};

/**
 * The result for a conversation or a window of it. `suspected` holds risks that were seen although the whole could not be
 * scored: by some judges, or by the rules while the model was away. They can make a case more urgent, and never less.
 */
export type ConversationReading =
  | { outcome: "risk"; reflection: string; risks: readonly [FoundRisk, ...FoundRisk[]] }
  | { outcome: "none"; reflection: string; risks: readonly [] }
  | { outcome: "unscored"; reason: UnscoredReason; detail: string; suspected: readonly FoundRisk[] };

/**
 * What the probabilities of an answer's tokens say (docs/model.md, "Scores"): how much the model leaned towards naming a
 * risk, and towards each severity. Not a probability of harm.
 */
export type DecisionScore = {
  /** p(`<risks>`) / (p(`<risks>`) + p(`<risks/>`)) at the decision token, 0 to 1. */
  flag: number;
  /** Over the severities of the worst risk named, summing to 1; null where no risk was named. */
  severity: Readonly<Record<Severity, number>> | null;
  /** An alternative was missing from what the server returned, so that its probability is a bound. */
  censored: boolean;
};

/** The reading of one window: a run of messages that fits into what the model can see at once. */
export type WindowReading = {
  /** SHA-256, in hex, of everything that decides the reading: model, strategy, rules of the transform, and the prompt. */
  fingerprint: string;
  /** First and last message in it, as indexes into the messages that were read. */
  first: number;
  last: number;
  reading: ConversationReading;
  score: DecisionScore | null;
  /** Taken over from an earlier reading of the very same window. */
  reused: boolean;
};

/** The unscored reading for a reason. `detail` is shown to reviewers and holds no content. */
export function unscored(
  reason: UnscoredReason,
  detail: string,
  suspected: readonly FoundRisk[] = [],
): ConversationReading {
  return { outcome: "unscored", reason, detail, suspected };
}

/** One answer as the reading of a whole: by one judge, and without saying which messages show its risks. */
export function readingOfAnswer(reading: Reading): ConversationReading {
  if (reading.outcome === "unscored") return unscored(reading.reason, reading.detail);
  if (reading.outcome === "none") return reading;
  const [first, ...rest] = reading.risks;
  const found = (risk: Risk): FoundRisk => ({ ...risk, agreement: null, messages: [] });
  return { ...reading, risks: [found(first), ...rest.map(found)] };
}
