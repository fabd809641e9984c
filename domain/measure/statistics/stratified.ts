/** Totals of a population from a sample of known chances: stratified, Horvitz-Thompson and Hájek. Pure. */
import { checkCounts } from "@/domain/measure/statistics/estimate";

/**
 * One stratum of a frame: `size` conversations, of which `reviewed` were drawn and have an answer, `positive` of them yes.
 * A conversation that was drawn but not answered is in `size` alone.
 *
 * `beside` are those in `size` that came into the draw, were not drawn, and whose answer is known all the same, since
 * somebody came upon them. The sample stands for them too, and they are no random sample: they bound what the stratum can
 * hold, from below by their positives and from above by their negatives, and are in neither `reviewed` nor `positive`.
 */
export type SampledStratum = {
  name: string;
  size: number;
  reviewed: number;
  positive: number;
  beside?: { size: number; positive: number };
};

/** The fewest and the most positives a stratum can hold, by the answers that are known of it, sampled or not. */
export function knownBounds({ size, reviewed, positive, beside }: SampledStratum): { least: number; most: number } {
  const least = positive + (beside?.positive ?? 0);
  return { least, most: least + size - reviewed - (beside?.size ?? 0) };
}

/** Whether every answer of a stratum is known, so that nothing is left to estimate. */
export const isReadWhole = ({ size, reviewed, beside }: SampledStratum): boolean =>
  size - reviewed - (beside?.size ?? 0) <= 0;

/** Whether there is something left to estimate, and not one answer of a sample to estimate it from. */
export const isUnread = (stratum: SampledStratum): boolean => stratum.reviewed === 0 && !isReadWhole(stratum);

/** How many positives it holds: N·x/n, but no fewer and no more than can be; of an unread one those that are known. */
export function positivesOf(stratum: SampledStratum): number {
  const { size, reviewed, positive } = stratum;
  const { least, most } = knownBounds(stratum);
  return reviewed === 0 ? least : Math.min(most, Math.max(least, (size * positive) / reviewed));
}

/** @throws RangeError for counts that are impossible, or two strata of one name */
export function checkStrata(strata: readonly SampledStratum[]): void {
  const names = new Set<string>();
  for (const { name, size, reviewed, positive, beside } of strata) {
    if (names.has(name)) throw new RangeError(`Two strata are called "${name}".`);
    names.add(name);
    checkCounts(positive, reviewed);
    checkCounts(reviewed, size);
    checkCounts(beside?.positive ?? 0, beside?.size ?? 0);
    checkCounts(beside?.size ?? 0, size - reviewed);
  }
}

/**
 * A total with its estimated variance: `variance` for a finite population, where what has been read is known, and
 * `endlessVariance` without that correction. Null where a stratum that is not read whole has fewer than two answers.
 */
export type Total = { total: number; variance: number | null; endlessVariance: number | null };

/** A stratum of `size` items, of which some were measured. */
export type MeasuredStratum = { size: number; values: readonly number[] };

/**
 * The total of a number over a stratified population: Σ N_h·ȳ_h, with variance Σ N_h²·(1 − n_h/N_h)·s_h²/n_h
 * (Cochran 1977, 5.3). A stratum that is measured whole adds no variance.
 * @returns null where a stratum has items and none was measured
 */
export function stratifiedSum(strata: readonly MeasuredStratum[]): Total | null {
  let [total, variance, endlessVariance] = [0, 0, 0];
  for (const { size, values } of strata) {
    const n = values.length;
    if (size === 0) continue;
    if (n === 0) return null;
    const mean = values.reduce((sum, value) => sum + value, 0) / n;
    const spread = n > 1 ? values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1) : Number.NaN;
    total += size * mean;
    variance += n === size ? 0 : (size ** 2 * (1 - n / size) * spread) / n;
    endlessVariance += (size ** 2 * spread) / n;
  }
  return { total, variance: numberOrNull(variance), endlessVariance: numberOrNull(endlessVariance) };
}

/**
 * How many positives the strata hold: Σ N_h·x_h/n_h, with variance Σ N_h²·(1 − n_h/N_h)·p_h(1−p_h)/(n_h−1). For display:
 * an interval of recall from this variance misses far too often when misses are rare; use `estimateRecall`.
 * @returns null where a stratum has conversations and none was reviewed
 * @throws RangeError for counts that are impossible
 */
export function stratifiedTotal(strata: readonly SampledStratum[]): Total | null {
  checkStrata(strata);
  let [total, variance, endlessVariance] = [0, 0, 0];
  for (const { size, reviewed: n, positive } of strata) {
    if (size === 0) continue;
    if (n === 0) return null;
    const p = positive / n;
    const one = n > 1 ? (size ** 2 * p * (1 - p)) / (n - 1) : Number.NaN;
    total += size * p;
    variance += n === size ? 0 : (1 - n / size) * one;
    endlessVariance += one;
  }
  return { total, variance: numberOrNull(variance), endlessVariance: numberOrNull(endlessVariance) };
}

const numberOrNull = (value: number) => (Number.isNaN(value) ? null : value);

/** One drawn item: what was measured, and the chance in (0, 1] with which it was drawn. */
export type Drawn = { value: number; chance: number };

/**
 * The Horvitz-Thompson total Σ y/π of items that were drawn each by its own chance and independently of the others, with
 * the variance of that design, Σ (1−π)·y²/π² (Särndal, Swensson and Wretman 1992, 3.5), and `size`, Σ 1/π.
 * @throws RangeError for a chance that is not in (0, 1]
 */
export function horvitzThompson(items: readonly Drawn[]): { total: number; variance: number; size: number } {
  let [total, variance, size] = [0, 0, 0];
  for (const { value, chance } of items) {
    if (!(chance > 0 && chance <= 1)) throw new RangeError(`No chance to be drawn is ${chance}.`);
    total += value / chance;
    variance += ((1 - chance) * value ** 2) / chance ** 2;
    size += 1 / chance;
  }
  return { total, variance, size };
}

/** The Hájek mean Σ(y/π) / Σ(1/π): better than the total over a known size when the sample's own size varies. Null without items. */
export function hajekMean(items: readonly Drawn[]): number | null {
  const { total, size } = horvitzThompson(items);
  return size === 0 ? null : total / size;
}
