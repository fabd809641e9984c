/** Asks as many judges as a strategy needs, in parallel where it can, and makes one reading of what they say. */
import { type ConversationReading, type DecisionScore, readingOfAnswer } from "@/inference/conversation-reading";
import { meanScore } from "@/inference/scores/mean-score";
import { conclude } from "@/inference/strategies/conclude";
import type { Strategy } from "@/inference/strategies/strategy";
import { fewestToDecide, standingOf, type Vote, votesNeeded } from "@/inference/strategies/vote";
import { loggableError } from "@/lib/http/loggable-error";
import { log } from "@/lib/log/log";

/** Judges of one model differ by what they happen to sample: at 0 all of them would give the same answer. */
export const JUDGE_TEMPERATURE = 0.6;
const FIRST_SEED = 1;
const TRIAGE_JUDGES = 2;

/** One judge to be asked. `index` counts from 0; the seed is its own within the strategy. */
export type Judge = { index: number; seed: number; temperature: number };

export type StrategyResult = {
  reading: ConversationReading;
  /** Mean over the judges that have one. */
  score: DecisionScore | null;
  /** Judges that were asked. Calls may be more: an answer that is not understood is asked for again. */
  asked: number;
  /** All judges, at least two, gave the very same answer although they sample: the server may ignore seeds. */
  identical: boolean;
};

type Ask = (judge: Judge) => Promise<Vote>;
type Panel = Extract<Strategy, { judges: number }>;

/**
 * Reads one text with a strategy.
 *
 * - `single`: one greedy judge, whose answer stands as it is.
 * - `panel`: all judges at once.
 * - `cascade`: two judges; the rest, at once, unless both say that there is nothing. Two clear answers are enough there
 *   whatever the rule, which is what makes it cheap on harmless text.
 * - `adaptive`: the fewest judges that can settle an all-clear, the common case, then again the fewest that could settle
 *   it, until the answer "risk or none" can no longer change. Severity may then rest on fewer judges than in a panel.
 *
 * @param ask one judge's vote. Where it throws, which a failing model must not do, that judge counts as unscored
 * @param firstSeed seed of the first judge; the others count up from it
 */
export async function runStrategy(strategy: Strategy, ask: Ask, firstSeed = FIRST_SEED): Promise<StrategyResult> {
  if (strategy.name === "single") {
    const vote = await askSafely(ask, { index: 0, seed: firstSeed, temperature: 0 });
    const suspected = (vote.suspected ?? []).map((risk) => ({ ...risk, agreement: null, messages: [] }));
    const reading = readingOfAnswer(vote.reading);
    return {
      reading: reading.outcome === "unscored" ? { ...reading, suspected } : reading,
      score: vote.score,
      asked: 1,
      identical: false,
    };
  }
  const votes: Vote[] = [];
  for (let next = nextBatch(strategy, votes); next > 0; next = nextBatch(strategy, votes)) {
    const judges = Array.from({ length: next }, (_, place) => votes.length + place);
    votes.push(...(await Promise.all(judges.map((index) => askSafely(ask, sampling(index, firstSeed))))));
  }
  // A cascade that ends at its triage was a vote of these two alone.
  const judges = strategy.name === "cascade" ? votes.length : strategy.judges;
  return {
    reading: conclude(strategy.rule, judges, votes),
    score: meanScore(votes.map(({ score }) => score)),
    asked: votes.length,
    identical: areIdentical(votes),
  };
}

/** How many judges to ask now, given all votes so far; 0 when it is over. */
function nextBatch({ name, judges, rule }: Panel, votes: readonly Vote[]): number {
  const outcomes = votes.map(({ reading }) => reading.outcome);
  const left = judges - votes.length;
  if (name === "panel") return left;
  if (name === "cascade") {
    if (votes.length === 0) return Math.min(TRIAGE_JUDGES, judges);
    return outcomes.every((outcome) => outcome === "none") && votes.length === TRIAGE_JUDGES ? 0 : left;
  }
  if (votes.length === 0) return judges + 1 - votesNeeded(rule, judges);
  return standingOf(rule, judges, outcomes) === "open" ? fewestToDecide(rule, judges, outcomes) : 0;
}

function sampling(index: number, firstSeed: number): Judge {
  return { index, seed: firstSeed + index, temperature: JUDGE_TEMPERATURE };
}

/** One judge that breaks must not lose the votes of the others. */
async function askSafely(ask: Ask, judge: Judge): Promise<Vote> {
  try {
    return await ask(judge);
  } catch (error) {
    log.error({ judge: judge.index, error: loggableError(error) }, "a judge failed inside this program");
    const detail = "A judge failed because of a mistake in this program.";
    return { reading: { outcome: "unscored", reason: "internal_error", detail }, score: null };
  }
}

function areIdentical(votes: readonly Vote[]): boolean {
  const answers = new Set(votes.map(({ reading }) => JSON.stringify(reading)));
  return votes.length > 1 && answers.size === 1 && votes.every(({ reading }) => reading.outcome !== "unscored");
}
