/** What readings cost, in words. Pure. */
import type { StrategyFigures } from "@/domain/measure/evaluations/evaluation-schema";

const whole = (value: number) => Math.round(value).toLocaleString("en");

/** Calls, tokens and times as facts of a list. What nobody counted or measured is null, which the list shows as a gap. */
export function costItems(cost: StrategyFigures["cost"], each: string): { term: string; detail: string | null }[] {
  const { calls, callsPerCase, promptTokens, completionTokens, p50Ms, p95Ms } = cost;
  const perCase = callsPerCase === null ? "" : `, ${callsPerCase.toFixed(1)} ${each}`;
  const out = completionTokens === null ? "–" : whole(completionTokens);
  return [
    { term: "Calls", detail: `${whole(calls)}${perCase}` },
    { term: "Tokens", detail: promptTokens === null ? null : `${whole(promptTokens)} in, ${out} out` },
    {
      term: "Time",
      detail: p50Ms === null || p95Ms === null ? null : `p50 ${whole(p50Ms)} ms, p95 ${whole(p95Ms)} ms`,
    },
  ];
}
