/** How bad the readings said it is, against how bad it is. Pure. */
import { type Answer, LEVELS, type Level } from "@/domain/measure/labelled-case";
import type { Estimate } from "@/domain/measure/statistics/estimate";
import { wilson } from "@/domain/measure/statistics/wilson";

/**
 * Over the cases that were read and whose label says how bad it is. `matrix` counts by expected level, then by the level
 * that was read. The other counts leave out cases without a risk, which are easy to get right and are in the specificity.
 */
export type SeverityScore = {
  cases: number;
  right: number;
  tooMild: number;
  tooSevere: number;
  share: Estimate | null;
  matrix: Record<Level, Record<Level, number>>;
};

const rank = (level: Level) => LEVELS.indexOf(level);
const byLevel = <Value>(value: () => Value) =>
  Object.fromEntries(LEVELS.map((level) => [level, value()])) as Record<Level, Value>;

/** Counts severities. What is milder than everything accepted is too mild; every other wrong one counts as too severe. */
export function scoreSeverity(answers: readonly Answer[]): SeverityScore {
  const matrix = byLevel(() => byLevel(() => 0));
  let [cases, right, tooMild] = [0, 0, 0];
  for (const { expected, level } of answers) {
    if (expected.level === null || level === null) continue;
    matrix[expected.level][level] += 1;
    if (expected.level === "none") continue;
    cases += 1;
    if (expected.accepted.includes(level)) right += 1;
    else if (rank(level) < Math.min(...expected.accepted.map(rank))) tooMild += 1;
  }
  return { cases, right, tooMild, tooSevere: cases - right - tooMild, share: wilson(right, cases), matrix };
}
