/** One score of several judges. Pure. */
import type { DecisionScore } from "@/inference/conversation-reading";
import { SEVERITIES } from "@/inference/risk";

/**
 * The mean over the judges that have a score: with sampled reflections it estimates how often the model would name a
 * risk, whatever it happened to write before. Severities are the mean over the judges that named a risk.
 *
 * @returns null where no judge has a score; `censored` where any of them is a bound
 */
export function meanScore(scores: readonly (DecisionScore | null)[]): DecisionScore | null {
  const known = scores.filter((score) => score !== null);
  if (known.length === 0) return null;
  const spreads = known.flatMap(({ severity }) => (severity === null ? [] : [severity]));
  const [mild = 0, moderate = 0, high = 0, critical = 0] = SEVERITIES.map((each) =>
    mean(spreads.map((spread) => spread[each])),
  );
  return {
    flag: mean(known.map(({ flag }) => flag)),
    severity: spreads.length === 0 ? null : { mild, moderate, high, critical },
    censored: known.some(({ censored }) => censored),
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
