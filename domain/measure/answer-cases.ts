import "server-only";
import type { Answer, LabelledCase } from "@/domain/measure/labelled-case";
import { readingFacts } from "@/domain/measure/reading-facts";
import type { Engine, EngineReading } from "@/inference/engines/engine";
import type { Strategy } from "@/inference/strategies/strategy";

/** Readings asked for at once: enough to keep a server busy, few enough to leave it room for what is waiting. */
const AT_ONCE = 8;

/** `onAnswer` is waited for before the next case of its line is read, so that what it stores is stored in time. */
export type AnswerOptions = {
  strategy: Strategy;
  signal: AbortSignal;
  onAnswer?: (answer: Answer, place: number, read: EngineReading) => void | Promise<void>;
};

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
      const answer = { id: each.id, expected: each.expected, ...readingFacts(read) };
      answers[place] = answer;
      await onAnswer?.(answer, place, read);
    }
  });
  await Promise.all(readers);
  return answers.filter((answer) => answer !== undefined);
}
