/** How well predicted chances hold: Brier score, its parts, and the bins of a reliability diagram. Pure. */
import { allWeight, type Predicted } from "@/domain/measure/statistics/calibration";
import type { Estimate } from "@/domain/measure/statistics/estimate";
import { weightedShare } from "@/domain/measure/statistics/weighted-share";

/** A bin from `from` up to `to`: the mean chance that was predicted and the share that was so. Null where it is empty. */
export type ReliabilityBin = { from: number; to: number; predicted: number | null; observed: Estimate | null };

/**
 * The Brier score, the mean squared distance of chance and truth (less is better), and its parts (Murphy 1973):
 * value = reliability − resolution + uncertainty + within. `within` is what the bins hide of the chances inside them.
 */
export type Brier = {
  value: number;
  reliability: number;
  resolution: number;
  uncertainty: number;
  within: number;
  n: number;
};

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const weightOf = (items: readonly Predicted[]) => sum(items.map(allWeight));
const meanOf = (items: readonly Predicted[], of: (item: Predicted) => number) =>
  sum(items.map((item) => allWeight(item) * of(item))) / weightOf(items);

function binned(items: readonly Predicted[], bins: number): Predicted[][] {
  const filled = Array.from({ length: bins }, (): Predicted[] => []);
  for (const item of items) {
    if (!(item.chance >= 0 && item.chance <= 1)) throw new RangeError(`${item.chance} is not a chance.`);
    filled[Math.min(bins - 1, Math.floor(item.chance * bins))]?.push(item);
  }
  return filled;
}

/** The bins of a reliability diagram, equally wide. @throws RangeError for a chance outside [0, 1] */
export function reliabilityBins(items: readonly Predicted[], { bins = 10 }: { bins?: number } = {}): ReliabilityBin[] {
  return binned(items, bins).map((inside, i) => ({
    from: i / bins,
    to: (i + 1) / bins,
    predicted: inside.length === 0 ? null : meanOf(inside, ({ chance }) => chance),
    observed: weightedShare(inside),
  }));
}

/** The Brier score with its parts. Null without items. @throws RangeError for a chance outside [0, 1] */
export function brierScore(items: readonly Predicted[], { bins = 10 }: { bins?: number } = {}): Brier | null {
  if (items.length === 0) return null;
  const truth = ({ positive }: Predicted) => Number(positive);
  const value = meanOf(items, (item) => (item.chance - truth(item)) ** 2);
  const base = meanOf(items, truth);
  const all = weightOf(items);
  let [reliability, resolution] = [0, 0];
  for (const inside of binned(items, bins)) {
    if (inside.length === 0) continue;
    const [predicted, observed, part] = [
      meanOf(inside, ({ chance }) => chance),
      meanOf(inside, truth),
      weightOf(inside) / all,
    ];
    reliability += part * (predicted - observed) ** 2;
    resolution += part * (observed - base) ** 2;
  }
  const uncertainty = base * (1 - base);
  return {
    value,
    reliability,
    resolution,
    uncertainty,
    within: value - reliability + resolution - uncertainty,
    n: sum(items.map(({ count = 1 }) => count)),
  };
}
