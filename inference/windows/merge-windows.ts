/** One reading of a conversation from those of its windows. Pure. */
import {
  type ConversationReading,
  type DecisionScore,
  type FoundRisk,
  unscored,
  type WindowReading,
} from "@/inference/conversation-reading";
import { imminenceRank, UNSCORED_REASONS } from "@/inference/risk";
import { kindOf, worseFirst } from "@/inference/strategies/combine-risks";

export type MergedReading = { reading: ConversationReading; incomplete: boolean; score: DecisionScore | null };

type Flagged = Extract<ConversationReading, { outcome: "risk" }>;
type Unscored = Extract<ConversationReading, { outcome: "unscored" }>;

const MOST_STRETCHES_NAMED = 3;
const list = new Intl.ListFormat("en-GB");

function unite(one: FoundRisk, other: FoundRisk): FoundRisk {
  const worst = worseFirst(one, other) > 0 ? other : one;
  const soonest = imminenceRank(other.imminence) > imminenceRank(one.imminence) ? other : one;
  return {
    ...worst,
    imminence: soonest.imminence,
    features: [...new Set([...one.features, ...other.features])],
    messages: [...new Set([...one.messages, ...other.messages])].sort((a, b) => a - b),
  };
}

/** One risk for each subject and type, the worst first. */
function uniteRisks(risks: readonly FoundRisk[]): FoundRisk[] {
  const united = new Map<string, FoundRisk>();
  for (const risk of risks) {
    const before = united.get(kindOf(risk));
    united.set(kindOf(risk), before === undefined ? risk : unite(before, risk));
  }
  return [...united.values()].sort(worseFirst);
}

/** What people call a stretch of messages, counted from 1; windows that touch or share messages are one stretch. */
function nameStretches(windows: readonly WindowReading[], messageCount: number): string {
  const stretches: { first: number; last: number }[] = [];
  for (const { first, last } of windows) {
    const before = stretches.at(-1);
    if (before !== undefined && first <= before.last + 1) before.last = Math.max(before.last, last);
    else stretches.push({ first, last });
  }
  const named = stretches
    .slice(0, MOST_STRETCHES_NAMED)
    .map(({ first, last }) => (first === last ? `${first + 1}` : `${first + 1} to ${last + 1}`));
  if (stretches.length > named.length) named.push("others");
  const [only] = stretches;
  const noun = stretches.length === 1 && only?.first === only?.last ? "Message" : "Messages";
  return `${noun} ${list.format(named)} of ${messageCount}`;
}

/** The reason that another try can mend comes before others, as it decides whether there is one. */
function pickReason(readings: readonly Unscored[]): Unscored | undefined {
  const rank = ({ reason }: Unscored) => UNSCORED_REASONS.indexOf(reason);
  return readings.toSorted((a, b) => rank(a) - rank(b))[0];
}

/** The highest flag. A window without a score could have had a higher one, so the flag is then a bound. */
function mergeScores(windows: readonly WindowReading[]): DecisionScore | null {
  const scores = windows.flatMap(({ score }) => score ?? []);
  const [highest] = scores.toSorted((a, b) => b.flag - a.flag);
  if (highest === undefined) return null;
  return { ...highest, censored: highest.censored || scores.length < windows.length };
}

function mergeUnscored(windows: readonly WindowReading[], failed: readonly Unscored[], messageCount: number) {
  const picked = pickReason(failed);
  if (picked === undefined) throw new RangeError("There is no unscored window.");
  const suspected = uniteRisks(failed.flatMap((reading) => reading.suspected));
  const isSame = failed.every(({ reason }) => reason === picked.reason);
  if (failed.length === windows.length && isSame) return unscored(picked.reason, picked.detail, suspected);
  const unread = windows.filter(({ reading }) => reading.outcome === "unscored");
  const what = messageCount === 1 ? "Part of the message" : nameStretches(unread, messageCount);
  return unscored(picked.reason, `${what} could not be read: ${picked.detail}`, suspected);
}

/**
 * Puts the readings of a conversation's windows together; that of a single window stays as it is.
 *
 * A risk in any window is a risk of the conversation: for each subject and type the worst severity with its agreement,
 * the soonest imminence, and all features and messages. The reflection is that of the window with the worst risk, the
 * newest of equals, and where nothing is found that of the newest window. A window that could not be read makes a
 * reading with a risk incomplete, and what was suspected there counts as risk beside it; without any risk the whole is
 * unscored.
 *
 * @param windows in the order of the conversation
 * @param messageCount how many messages were read, for the sentence that says which could not be
 * @throws RangeError when there are no windows: nothing read is not "no risk"
 */
export function mergeWindows(windows: readonly WindowReading[], messageCount: number): MergedReading {
  const [only, ...more] = windows;
  if (only === undefined) throw new RangeError("There are no windows to merge.");
  if (more.length === 0) return { reading: only.reading, incomplete: false, score: only.score };
  const score = mergeScores(windows);
  const readings = windows.map(({ reading }) => reading);
  const flagged = readings.filter((reading) => reading.outcome === "risk");
  const failed = readings.filter((reading) => reading.outcome === "unscored");
  if (flagged.length > 0) {
    const worstOf = ({ risks }: Flagged) => risks.toSorted(worseFirst)[0] ?? risks[0];
    const worst = flagged.reduce((before, next) => (worseFirst(worstOf(next), worstOf(before)) <= 0 ? next : before));
    const [first, ...others] = uniteRisks([
      ...flagged.flatMap(({ risks }) => risks),
      ...failed.flatMap(({ suspected }) => suspected),
    ]);
    if (first === undefined) throw new RangeError("A flagged window names no risk.");
    const reading = { outcome: "risk", reflection: worst.reflection, risks: [first, ...others] } as const;
    return { reading, incomplete: failed.length > 0, score };
  }
  if (failed.length > 0) return { reading: mergeUnscored(windows, failed, messageCount), incomplete: false, score };
  return { reading: readings.at(-1) ?? only.reading, incomplete: false, score };
}
