/** One reading from the votes of several judges. Pure. */
import { type ConversationReading, type FoundRisk, unscored } from "@/inference/conversation-reading";
import type { Reading, UnscoredReason } from "@/inference/risk";
import { combineRisks, kindOf, worseFirst } from "@/inference/strategies/combine-risks";
import type { VoteRule } from "@/inference/strategies/strategy";
import { standingOf, type Vote, votesNeeded } from "@/inference/strategies/vote";

type Unread = Extract<Reading, { outcome: "unscored" }>;

/**
 * What the votes come to when no more are asked for.
 *
 * @param judges how many judges were planned, which is what the rule counts against
 * @param votes of those that were asked, in the order of the judges
 * @returns the risks that enough judges named; none where enough judges are clear; else unscored, with everything that
 *   any judge named as suspected, and with the judges' own reason where all of them failed
 */
export function conclude(rule: VoteRule, judges: number, votes: readonly Vote[]): ConversationReading {
  const readings = votes.map(({ reading }) => reading);
  const standing = standingOf(
    rule,
    judges,
    readings.map(({ outcome }) => outcome),
  );
  if (standing === "none") return firstClear(readings);
  if (standing === "risk") {
    const [first, ...others] = combineRisks(risksIn(readings), votesNeeded(rule, judges), countReadable(readings));
    if (first === undefined) throw new Error("judges confirmed a risk, and none of them named one");
    return { outcome: "risk", reflection: reflectionOn([first, ...others], readings), risks: [first, ...others] };
  }
  const named = votes.map(({ reading, suspected = [] }) => [
    ...(reading.outcome === "risk" ? reading.risks : []),
    ...suspected,
  ]);
  return undecided(rule, judges, readings, combineRisks(named, 1, countReadable(readings)));
}

function firstClear(readings: readonly Reading[]): ConversationReading {
  const clear = readings.find((reading) => reading.outcome === "none");
  if (clear === undefined) throw new Error("judges found nothing, and none of them said so");
  return clear;
}

/** The judge that saw the worst of what is reported explains it; the first of equals. */
function reflectionOn(reported: readonly FoundRisk[], readings: readonly Reading[]): string {
  const kinds = new Set(reported.map(kindOf));
  const witnesses = readings.flatMap((reading) => {
    if (reading.outcome !== "risk") return [];
    const [worst] = reading.risks.filter((risk) => kinds.has(kindOf(risk))).sort(worseFirst);
    return worst === undefined ? [] : [{ worst, reflection: reading.reflection }];
  });
  return witnesses.sort((one, other) => worseFirst(one.worst, other.worst))[0]?.reflection ?? "";
}

function undecided(
  rule: VoteRule,
  judges: number,
  readings: readonly Reading[],
  suspected: readonly FoundRisk[],
): ConversationReading {
  const failures = readings.filter((reading) => reading.outcome === "unscored");
  const [first] = failures;
  if (first !== undefined && failures.length === readings.length) {
    const reason = mostCommonReason(failures);
    const detail = failures.find((failure) => failure.reason === reason)?.detail ?? first.detail;
    return unscored(reason, detail, suspected);
  }
  const named = risksIn(readings).length;
  const detail = `Of ${judges} judges, ${named} named a risk and ${failures.length} could not be read; ${votesNeeded(rule, judges)} have to name one.`;
  return unscored("judges_undecided", detail, suspected);
}

/** The first of equals, so that it does not depend on chance. */
function mostCommonReason(failures: readonly Unread[]): UnscoredReason {
  const reasons = [...Map.groupBy(failures, ({ reason }) => reason)];
  const most = Math.max(...reasons.map(([, same]) => same.length));
  return reasons.find(([, same]) => same.length === most)?.[0] ?? "internal_error";
}

function risksIn(readings: readonly Reading[]) {
  return readings.flatMap((reading) => (reading.outcome === "risk" ? [reading.risks] : []));
}

function countReadable(readings: readonly Reading[]): number {
  return readings.filter(({ outcome }) => outcome !== "unscored").length;
}
