import { checkScored, type Scored } from "@/domain/measure/statistics/calibration";
import type { Estimate, Unknown } from "@/domain/measure/statistics/estimate";
import { intervalOfDraws } from "@/domain/measure/statistics/posterior";
import { createRandom } from "@/domain/measure/statistics/random";

/** Items in order of score, with the weight that each has in this draw. */
function areaOf(sorted: readonly Scored[], weights: Float64Array): number {
  let [yes, no, area] = [0, 0, 0];
  for (let start = 0; start < sorted.length; ) {
    let end = start;
    let [tiedYes, tiedNo] = [0, 0];
    for (; sorted[end]?.score === sorted[start]?.score && end < sorted.length; end += 1) {
      if (sorted[end]?.positive) tiedYes += weights[end] ?? 0;
      else tiedNo += weights[end] ?? 0;
    }
    area += tiedYes * (no + tiedNo / 2);
    yes += tiedYes;
    no += tiedNo;
    start = end;
  }
  return area / (yes * no);
}

/**
 * The area under the ROC curve: the chance that an item with a risk scores above one without, ties counting half
 * (Hanley and McNeil 1982), items weighted by 1/π. The interval is from resampled items.
 * @returns the reason where one of the two kinds is missing
 * @throws RangeError for a score that is no number, or a weight that is not above 0
 */
export function areaUnderCurve(
  items: readonly Scored[],
  { seed, draws = 500, confidence = 0.95 }: { seed: string; draws?: number; confidence?: number },
): Estimate | Unknown {
  checkScored(items);
  const sorted = [...items].sort((a, b) => a.score - b.score);
  const weights = Float64Array.from(sorted, ({ weight = 1 }) => weight);
  const value = areaOf(sorted, weights);
  if (Number.isNaN(value)) return { value: null, reason: "A ranking needs answers with a risk and answers without." };
  const random = createRandom(seed);
  const areas = new Float64Array(draws).map(() => {
    const drawn = new Float64Array(sorted.length);
    for (let i = 0; i < sorted.length; i += 1) {
      const at = Math.floor(random() * sorted.length);
      drawn[at] = (drawn[at] ?? 0) + (weights[at] ?? 0);
    }
    return areaOf(sorted, drawn);
  });
  return { value, ...intervalOfDraws(areas, { value, least: 0, most: 1, confidence }), n: items.length };
}
