import "server-only";
import { type Answer, type LabelledCase, worstSeverity } from "@/domain/measure/labelled-case";
import type { Engine, EngineReading } from "@/inference/engines/engine";
import type { EngineCall } from "@/inference/engines/model";
import type { Strategy } from "@/inference/strategies/strategy";

/** Readings asked for at once: enough to keep a server busy, few enough to leave it room for what is waiting. */
const AT_ONCE = 8;

/** `onAnswer` is waited for before the next case of its line is read, so that what it stores is stored in time. */
export type AnswerOptions = {
  strategy: Strategy;
  signal: AbortSignal;
  onAnswer?: (answer: Answer, place: number, read: EngineReading) => void | Promise<void>;
};

function tokens(calls: readonly EngineCall[], count: "promptTokens" | "completionTokens"): number | null {
  const known = calls.map((call) => call[count]).filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0);
}

/** What a reading says of a labelled case. Another reader that stood in says nothing about the one that is measured. */
function answerOf({ id, expected }: LabelledCase, read: EngineReading): Answer {
  const { reading, calls, latencyMs } = read;
  const isStandIn = read.provisional && read.engine !== "offline";
  const got = isStandIn ? "unscored" : reading.outcome;
  const risks = got === "risk" && reading.outcome === "risk" ? reading.risks : [];
  return {
    id,
    expected,
    got,
    types: [...new Set(risks.map(({ type }) => type))],
    level: got === "unscored" ? null : (worstSeverity(risks.map(({ severity }) => severity)) ?? "none"),
    cost: {
      calls: calls.length,
      promptTokens: tokens(calls, "promptTokens"),
      completionTokens: tokens(calls, "completionTokens"),
      latencyMs,
    },
  };
}

/**
 * Reads labelled cases, several at once, with the least urgency, so that real conversations go before.
 * @returns the answers in the order of the cases, once all are read or `signal` ends it: then those that were not read are
 *   not in it, since a reading that was broken off says nothing
 */
export async function answerCases(
  engine: Engine,
  cases: readonly LabelledCase[],
  { strategy, signal, onAnswer }: AnswerOptions,
): Promise<Answer[]> {
  const answers: (Answer | undefined)[] = [];
  const waiting = cases.entries();
  const readers = Array.from({ length: Math.min(AT_ONCE, cases.length) }, async () => {
    for (const [place, each] of waiting) {
      if (signal.aborted) return;
      const read = await engine.read(each.messages, { strategy, urgency: "bulk", signal });
      if (signal.aborted) return;
      const answer = answerOf(each, read);
      answers[place] = answer;
      await onAnswer?.(answer, place, read);
    }
  });
  await Promise.all(readers);
  return answers.filter((answer) => answer !== undefined);
}
