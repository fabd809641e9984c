import { type Estimate, normalDeviate, type Unknown } from "@/domain/measure/statistics/estimate";
import { agreementOf, type Weighting } from "@/domain/measure/statistics/gwet";

/** `standardError` is asymptotic (ASE); `z` tests κ = 0 with the error that holds under chance. */
export type KappaEstimate = Estimate & { standardError: number; z: number };

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/**
 * Cohen's κ of two raters (Cohen 1960, 1968), with the errors of Fleiss, Cohen and Everitt (1969), interval by ± z·ASE
 * within [−1, 1].
 * @param table counts by the first rater's category, then the second's; square, categories in order
 * @returns the reason where nobody rated, or both used one category only
 * @throws RangeError for a table that is not square
 */
export function cohenKappa(
  table: readonly (readonly number[])[],
  { weighting = "none", confidence = 0.95 }: { weighting?: Weighting; confidence?: number } = {},
): KappaEstimate | Unknown {
  const size = table.length;
  if (table.some((row) => row.length !== size)) throw new RangeError("A table of two raters is square.");
  const n = sum(table.flat());
  if (n === 0) return { value: null, reason: "No conversation was answered by both." };
  const rows = table.map((row) => sum(row) / n);
  const columns = rows.map((_, j) => sum(table.map((row) => row[j] ?? 0)) / n);
  const near = (i: number, j: number) => agreementOf(weighting, size, i, j);
  const rowMeans = rows.map((_, i) => sum(columns.map((share, j) => share * near(i, j))));
  const columnMeans = columns.map((_, j) => sum(rows.map((share, i) => share * near(i, j))));
  const observed = sum(table.flatMap((row, i) => row.map((count, j) => (count / n) * near(i, j))));
  const chance = sum(rows.map((share, i) => share * (rowMeans[i] ?? 0)));
  if (1 - chance < 1e-12) return { value: null, reason: "Both gave one and the same answer throughout." };
  const value = (observed - chance) / (1 - chance);
  let [spread, spreadByChance] = [0, 0];
  for (const [i, row] of table.entries()) {
    for (const [j, count] of row.entries()) {
      const means = (rowMeans[i] ?? 0) + (columnMeans[j] ?? 0);
      spread += (count / n) * (near(i, j) * (1 - chance) - means * (1 - observed)) ** 2;
      spreadByChance += (rows[i] ?? 0) * (columns[j] ?? 0) * (near(i, j) - means) ** 2;
    }
  }
  const left = spread - (observed * chance - 2 * chance + observed) ** 2;
  const standardError = Math.sqrt(Math.max(0, left) / n) / (1 - chance) ** 2;
  const errorByChance = Math.sqrt(Math.max(0, spreadByChance - chance ** 2) / n) / (1 - chance);
  const half = normalDeviate((1 - confidence) / 2) * standardError;
  return {
    value,
    low: Math.max(-1, value - half),
    high: Math.min(1, value + half),
    n,
    standardError,
    z: value / errorByChance,
  };
}
