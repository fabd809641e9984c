/** What readings cost. Pure. */
import type { Answer } from "@/domain/measure/labelled-case";

/** Sums over all cases, unscored ones too; null where nothing was read or nothing was counted. Times in milliseconds. */
export type CostScore = {
  calls: number;
  callsPerCase: number | null;
  promptTokens: number | null;
  completionTokens: number | null;
  p50Ms: number | null;
  p95Ms: number | null;
};

/** A quantile by nearest rank: the least value that is not below a share `q` of them. Null for no values. */
export function nearestRank(values: readonly number[], q: number): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)] ?? null;
}

/** A sum; null where no part is known. A part that is not known counts as nothing: the sum is then a lower bound. */
function sumKnown(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0);
}

/** Calls, tokens and times of some readings. */
export function scoreCost(answers: readonly Answer[]): CostScore {
  const costs = answers.map(({ cost }) => cost);
  const calls = costs.reduce((sum, cost) => sum + cost.calls, 0);
  const latencies = costs.map(({ latencyMs }) => latencyMs);
  return {
    calls,
    callsPerCase: costs.length === 0 ? null : calls / costs.length,
    promptTokens: sumKnown(costs.map(({ promptTokens }) => promptTokens)),
    completionTokens: sumKnown(costs.map(({ completionTokens }) => completionTokens)),
    p50Ms: nearestRank(latencies, 0.5),
    p95Ms: nearestRank(latencies, 0.95),
  };
}
