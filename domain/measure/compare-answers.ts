/** Which of two strategies answered the same labelled cases better, and whether that can be chance. Pure. */
import type { Answer } from "@/domain/measure/labelled-case";
import { mcnemar } from "@/domain/measure/statistics/mcnemar";

/** Over the cases that both read. `onlyFirst` and `onlySecond` are the discordant pairs b and c of McNemar's test. */
export type Discordance = {
  cases: number;
  both: number;
  onlyFirst: number;
  onlySecond: number;
  neither: number;
  p: number;
  midP: number;
};
/** All cases; those with a risk, where being right is recall; those without, where it is specificity. */
export type Comparison = Record<"accuracy" | "recall" | "specificity", Discordance>;

/** McNemar's test over counts of cases by who was right. */
export function discordanceOf(counts: Pick<Discordance, "both" | "onlyFirst" | "onlySecond" | "neither">): Discordance {
  const { both, onlyFirst, onlySecond, neither } = counts;
  return { cases: both + onlyFirst + onlySecond + neither, ...counts, ...mcnemar(onlyFirst, onlySecond) };
}

type Pair = { expected: "risk" | "none"; first: boolean; second: boolean };

function discordance(pairs: readonly Pair[]): Discordance {
  const count = (first: boolean, second: boolean) =>
    pairs.filter((pair) => pair.first === first && pair.second === second).length;
  return discordanceOf({
    both: count(true, true),
    onlyFirst: count(true, false),
    onlySecond: count(false, true),
    neither: count(false, false),
  });
}

/**
 * Compares answers to the same cases, in the same order. A case that one of the two could not read is in neither.
 * @throws RangeError where they are not about the same cases
 */
export function compareAnswers(first: readonly Answer[], second: readonly Answer[]): Comparison {
  if (first.length !== second.length) throw new RangeError("the two did not answer the same cases");
  const pairs = first.flatMap((one, place): Pair[] => {
    const other = second[place];
    if (other?.id !== one.id) throw new RangeError("the two did not answer the same cases in the same order");
    if (one.got === "unscored" || other.got === "unscored") return [];
    const expected = one.expected.outcome;
    return [{ expected, first: one.got === expected, second: other.got === expected }];
  });
  return {
    accuracy: discordance(pairs),
    recall: discordance(pairs.filter(({ expected }) => expected === "risk")),
    specificity: discordance(pairs.filter(({ expected }) => expected === "none")),
  };
}
