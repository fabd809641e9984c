/** An evaluation as lines for a terminal. Pure. */
import type { Comparison, Discordance } from "@/domain/measure/compare-answers";
import { type Counts, type Evaluation, RATIOS, worstMisses } from "@/domain/measure/evaluate";
import { type Answer, LEVELS } from "@/domain/measure/labelled-case";
import type { CostScore } from "@/domain/measure/score-cost";
import type { Estimate } from "@/domain/measure/statistics/estimate";

type Row = Counts & CostScore & { strategy: string; judges: number; rule: string | null; severity: Estimate | null };
type Result = Evaluation & {
  engine: string;
  model: string;
  strategies: readonly Row[];
  comparisons: readonly (Comparison & { first: string; second: string })[];
};

const percent = (ratio: number) => `${(100 * ratio).toFixed(1)} %`;
const share = (estimate: Estimate | null) =>
  estimate === null
    ? "–"
    : `${percent(estimate.value)} (${percent(estimate.low)} to ${percent(estimate.high)}, n ${estimate.n})`;
const whole = (value: number | null) => (value === null ? "–" : String(Math.round(value)));
const decimal = (value: number | null) => (value === null ? "–" : value.toFixed(1));

/** Columns as wide as their widest cell, the first to the left and the others to the right. */
function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join("  "),
  );
}

function severityLines({ severity }: Evaluation): string[] {
  const { cases, tooMild, tooSevere, matrix, share: right } = severity;
  if (cases === 0) return ["", "Severity: the labels do not say how bad it is."];
  return [
    "",
    `Severity of cases with a risk, as the label accepts: ${share(right)}; ${tooMild} too mild, ${tooSevere} too severe`,
    ...table([
      ["expected \\ read", ...LEVELS],
      ...LEVELS.map((expected) => [expected, ...LEVELS.map((got) => String(matrix[expected][got]))]),
    ]),
  ];
}

function typeLines({ byType, byDomain }: Evaluation): string[] {
  const named = byType.filter(({ tp, fp, fn }) => tp + fp + fn > 0);
  return [
    ...(named.length === 0
      ? []
      : [
          "",
          ...table([
            ["type", "cases", "tp", "fp", "fn", "recall", "precision"],
            ...named.map(({ type, cases, tp, fp, fn, intervals }) => [
              type,
              ...[cases, tp, fp, fn].map(String),
              share(intervals.recall),
              share(intervals.precision),
            ]),
          ]),
        ]),
    ...(byDomain.length === 0
      ? []
      : [
          "",
          ...table([
            ["domain of the suite", "cases", "fitting type", "other types", "missed"],
            ...byDomain.map(({ domain, cases, fitting, otherTypes, missed }) => [
              domain,
              ...[cases, fitting, otherTypes, missed].map(String),
            ]),
          ]),
        ]),
  ];
}

function strategyLines(rows: readonly Row[]): string[] {
  return [
    "",
    ...table([
      ["strategy", "recall", "specificity", "accuracy", "unscored", "calls/case", "p50 ms", "p95 ms"],
      ...rows.map((row) => [
        row.strategy === "single" ? row.strategy : `${row.strategy} (${row.judges}, ${row.rule})`,
        share(row.intervals.recall),
        share(row.intervals.specificity),
        share(row.intervals.accuracy),
        String(row.unscored),
        decimal(row.callsPerCase),
        whole(row.p50Ms),
        whole(row.p95Ms),
      ]),
    ]),
  ];
}

function comparisonLines({ comparisons }: Result): string[] {
  const line = (name: string, { cases, onlyFirst: b, onlySecond: c, p, midP }: Discordance) =>
    `  ${name}: of ${cases} cases only the first right ${b}, only the second right ${c}; p ${p.toPrecision(3)}, mid-p ${midP.toPrecision(3)}`;
  return comparisons.flatMap(({ first, second, accuracy, recall, specificity }) => [
    "",
    `${first} against ${second} (McNemar, exact, two-sided)`,
    line("all", accuracy),
    line("with a risk", recall),
    line("without", specificity),
  ]);
}

function missLines(answers: readonly Answer[], misses: number): string[] {
  const worst = worstMisses(answers);
  if (worst.length === 0) return [];
  const said = ({ got, level, types }: Answer) => (got === "risk" ? `${level} (${types.join(", ")})` : got);
  return [
    "",
    worst.length < misses ? `The ${worst.length} worst of ${misses} misses (--json lists all)` : `${misses} misses`,
    ...worst.map((miss) => `  ${miss.id}: expected ${miss.expected.level ?? miss.expected.outcome}, got ${said(miss)}`),
  ];
}

/** What `evaluate` prints for people. @param answers those of the first strategy */
export function linesOfEvaluation(result: Result, answers: readonly Answer[]): string[] {
  const { cases, tp, fp, fn, tn, unscored, intervals, cost } = result;
  const { calls, callsPerCase, promptTokens, completionTokens, p50Ms, p95Ms } = cost;
  return [
    `${cases} cases with ${result.engine} (${result.model}): tp ${tp}, fp ${fp}, fn ${fn}, tn ${tn}, unscored ${unscored}`,
    ...table(RATIOS.map((ratio) => [ratio, share(intervals[ratio])])),
    `${calls} calls, ${decimal(callsPerCase)} per case; tokens in ${whole(promptTokens)}, out ${whole(completionTokens)}; p50 ${whole(p50Ms)} ms, p95 ${whole(p95Ms)} ms`,
    ...typeLines(result),
    ...severityLines(result),
    ...(result.strategies.length > 1 ? strategyLines(result.strategies) : []),
    ...comparisonLines(result),
    ...missLines(answers, result.misses.length),
  ];
}
