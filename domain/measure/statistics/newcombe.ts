import { wilson } from "@/domain/measure/statistics/wilson";

/** Successes among trials. */
export type Proportion = { hits: number; n: number };

/**
 * The difference of two proportions from different items, first − second, with Newcombe's hybrid score interval
 * (Newcombe 1998, method 10, without continuity correction). For two readings of the same items use `mcnemar`.
 * @returns null where one of the two has no trials
 * @throws RangeError for counts that are impossible
 */
export function newcombe(
  first: Proportion,
  second: Proportion,
  { confidence = 0.95 }: { confidence?: number } = {},
): { value: number; low: number; high: number } | null {
  const a = wilson(first.hits, first.n, { confidence });
  const b = wilson(second.hits, second.n, { confidence });
  if (a === null || b === null) return null;
  const value = a.value - b.value;
  return {
    value,
    low: value - Math.hypot(a.value - a.low, b.high - b.value),
    high: value + Math.hypot(a.high - a.value, b.value - b.low),
  };
}
