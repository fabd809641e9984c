import betaQuantile from "@stdlib/stats-base-dists-beta-quantile";
import type { Estimate } from "@/domain/measure/statistics/estimate";

/** An answered item that stands for `weight` of them: 1/π, 1 unless told. `count` is how many such items there are, one unless told. */
export type WeightedAnswer = { positive: boolean; weight?: number; count?: number };

/**
 * A share of items of unequal weight, with Clopper-Pearson's interval at the effective sample size of Kish (1965),
 * (Σw)²/Σw², after Korn and Graubard (1998): as cautious as the exact one, which it is when all weights are the same.
 * @returns `n` is how many items were answered; null for none
 * @throws RangeError for a weight that is not above 0
 */
export function weightedShare(
  answers: readonly WeightedAnswer[],
  { confidence = 0.95 }: { confidence?: number } = {},
): Estimate | null {
  let [answered, sum, squares, positives] = [0, 0, 0, 0];
  for (const { positive, weight = 1, count = 1 } of answers) {
    if (!(weight > 0)) throw new RangeError(`No item weighs ${weight}.`);
    answered += count;
    sum += count * weight;
    squares += count * weight ** 2;
    if (positive) positives += count * weight;
  }
  if (sum === 0) return null;
  const value = positives / sum;
  const n = sum ** 2 / squares;
  const hits = value * n;
  const tail = (1 - confidence) / 2;
  const low = value === 0 ? 0 : betaQuantile(tail, hits, n - hits + 1);
  const high = value === 1 ? 1 : betaQuantile(1 - tail, hits + 1, n - hits);
  return { value, low, high, n: answered };
}
