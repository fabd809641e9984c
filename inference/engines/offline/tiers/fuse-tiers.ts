import type { ReadableMessage } from "@/domain/ingest/message";
import { fuseScores, scoreRules } from "../heuristic";
import type { Judgement, SafetyJudge } from "./create-safety-judge";
import type { SafetyClassifier, TierScore } from "./tier-score";

/** The tiers beside the rules; `judge` null for none. */
export type Tiers = { judge: SafetyJudge | null; classifier: SafetyClassifier };

/** What the tiers said of a conversation. Scores are 1 (safe) to 0, null where there is none. */
export type TierReport = {
  rule: number;
  judge: Judgement;
  /** Which classifier was in use, how many messages it scored, their mean, as the seed has it, and the lowest. */
  classifier: { name: string; messages: number; mean: number | null; lowest: number | null; failed: string | null };
  /** The seed's fusion; null where neither judge nor classifier gave a score. */
  fused: number | null;
  /** True where judge or model find a conversation unsafe in which no rule matched: a person should look. */
  isLow: boolean;
};

/** Under this, a score of a judge or a model asks for a person. */
const LOW_SCORE = 0.5;
/** A model takes its time with each message; of a long conversation the newest ones are scored, and how many is told. */
const MOST_MESSAGES = 24;

const NOT_ASKED: Judgement = { state: "skipped", why: "off", call: null };

function mean(scores: readonly number[]): number | null {
  return scores.length === 0 ? null : scores.reduce((sum, score) => sum + score, 0) / scores.length;
}

function summary(name: string, answers: readonly TierScore[]): TierReport["classifier"] {
  const scores = answers.flatMap((answer) => (answer.state === "scored" ? [answer.score] : []));
  const failed = answers.find((answer) => answer.state === "unknown");
  return {
    name,
    messages: scores.length,
    mean: mean(scores),
    lowest: scores.length === 0 ? null : Math.min(...scores),
    failed: failed?.state === "unknown" ? failed.code : null,
  };
}

/**
 * Asks judge and classifier about a conversation in which `violations` risks were found by rules, and fuses the scores. A
 * tier that fails is unknown and takes no part; it never counts as safe. Never throws.
 */
export async function askTiers(
  messages: readonly ReadableMessage[],
  violations: number,
  { judge, classifier }: Tiers,
): Promise<TierReport> {
  const texts = messages.filter(({ text }) => text.trim() !== "").slice(-MOST_MESSAGES);
  const [judgement, answers] = await Promise.all([
    judge === null ? NOT_ASKED : judge.judge(messages),
    Promise.all(texts.map(({ text }) => classifier.score(text))),
  ]);
  const rule = scoreRules(violations, messages.length);
  const classified = summary(classifier.name, answers);
  const judged = judgement.state === "scored" ? judgement.score : null;
  const fused =
    judged === null && classified.mean === null
      ? null
      : fuseScores({ rule, judge: judged, classifier: classified.mean ?? 1 });
  const lowest = classifier.mayRaise ? classified.lowest : null;
  const isLow = violations === 0 && [judged, lowest].some((score) => score !== null && score < LOW_SCORE);
  return { rule, judge: judgement, classifier: classified, fused, isLow };
}
