/** From a stored score to a chance of risk: isotonic or Platt, judged on what was not fitted. Pure. */
import type { Unknown } from "@/domain/measure/statistics/estimate";
import { createRandom } from "@/domain/measure/statistics/random";

/** An answered item with the score that was stored for it; `weight` is 1/π and `count` how many are alike, both 1 unless told. */
export type Scored = { score: number; positive: boolean; weight?: number; count?: number };

/** What an item weighs with all that are like it. */
export const allWeight = ({ weight = 1, count = 1 }: { weight?: number; count?: number }): number => weight * count;

/** @throws RangeError for a score that is no number, or a weight that is not above 0 */
export function checkScored(items: readonly Scored[]): void {
  for (const { score, weight = 1 } of items) {
    if (!(Number.isFinite(score) && weight > 0)) throw new RangeError(`No item scores ${score} and weighs ${weight}.`);
  }
}

/** A fitted calibration, to be stored: knots between which a line runs, or the slope and intercept of a logistic curve. */
export type Calibration =
  | { kind: "isotonic"; knots: { score: number; chance: number }[] }
  | { kind: "platt"; slope: number; intercept: number };

/** The chance of risk at a score. Beyond the knots it stays at the outermost. */
export function calibrated(calibration: Calibration, score: number): number {
  if (calibration.kind === "platt") return 1 / (1 + Math.exp(calibration.slope * score + calibration.intercept));
  const { knots } = calibration;
  const above = knots.findIndex((knot) => knot.score >= score);
  const next = knots[above] ?? knots.at(-1);
  const last = knots[above - 1];
  if (next === undefined) return Number.NaN;
  if (last === undefined || next.score <= score) return next.chance;
  return last.chance + ((next.chance - last.chance) * (score - last.score)) / (next.score - last.score);
}

type Block = { from: number; to: number; weight: number; sum: number };

/**
 * Isotonic regression by pooling neighbours that violate the order (Ayer and others 1955): the best chances that never fall
 * as the score rises. Items of one score are one.
 * @throws RangeError for a score that is no number, or a weight that is not above 0
 */
export function fitIsotonic(items: readonly Scored[]): Calibration {
  checkScored(items);
  const blocks: Block[] = [];
  for (const { score, positive, ...item } of [...items].sort((a, b) => a.score - b.score)) {
    const weight = allWeight(item);
    const tied = blocks.at(-1);
    if (tied?.from === score) {
      tied.weight += weight;
      tied.sum += positive ? weight : 0;
    } else {
      blocks.push({ from: score, to: score, weight, sum: positive ? weight : 0 });
    }
  }
  const pooled: Block[] = [];
  for (const block of blocks) {
    let last = { ...block };
    for (
      let before = pooled.at(-1);
      before && before.sum / before.weight >= last.sum / last.weight;
      before = pooled.at(-1)
    ) {
      pooled.pop();
      last = { from: before.from, to: last.to, weight: before.weight + last.weight, sum: before.sum + last.sum };
    }
    pooled.push(last);
  }
  const knots = pooled.flatMap(({ from, to, weight, sum }) =>
    (from === to ? [from] : [from, to]).map((score) => ({ score, chance: sum / weight })),
  );
  return { kind: "isotonic", knots };
}

/** The log loss of a logistic curve, its slope and its curvature. Written so that large scores do not overflow. */
function logistic(
  items: readonly { score: number; target: number; weight: number }[],
  slope: number,
  intercept: number,
) {
  const at = { loss: 0, gradient: [0, 0] as [number, number], hessian: [1e-12, 0, 1e-12] as [number, number, number] };
  for (const { score, target, weight } of items) {
    const f = slope * score + intercept;
    const chance = 1 / (1 + Math.exp(f));
    at.loss += weight * (f >= 0 ? target * f + Math.log1p(Math.exp(-f)) : (target - 1) * f + Math.log1p(Math.exp(f)));
    const error = weight * (target - chance);
    const curve = weight * chance * (1 - chance);
    at.gradient = [at.gradient[0] + score * error, at.gradient[1] + error];
    at.hessian = [at.hessian[0] + score * score * curve, at.hessian[1] + score * curve, at.hessian[2] + curve];
  }
  return at;
}

/**
 * Platt's logistic calibration (2000), with his targets drawn in from 0 and 1, by Newton steps that are halved until they
 * help (Lin, Lin and Weng 2007). Chance = 1 / (1 + e^(slope·score + intercept)).
 * @throws RangeError for a score that is no number, or a weight that is not above 0
 */
export function fitPlatt(items: readonly Scored[]): Calibration {
  checkScored(items);
  const weighed = items.map(({ score, positive, ...item }) => ({ score, positive, weight: allWeight(item) }));
  const sumOf = (wanted: boolean) =>
    weighed.reduce((sum, { positive, weight }) => sum + (positive === wanted ? weight : 0), 0);
  const [yes, no] = [sumOf(true), sumOf(false)];
  const targets = weighed.map(({ score, positive, weight }) => ({
    score,
    weight,
    target: positive ? (yes + 1) / (yes + 2) : 1 / (no + 2),
  }));
  let [slope, intercept] = [0, Math.log((no + 1) / (yes + 1))];
  for (let round = 0; round < 100; round += 1) {
    const { loss, gradient, hessian } = logistic(targets, slope, intercept);
    if (Math.max(Math.abs(gradient[0]), Math.abs(gradient[1])) < 1e-9 * (yes + no)) break;
    const determinant = hessian[0] * hessian[2] - hessian[1] ** 2;
    const [ds, di] = [
      -(hessian[2] * gradient[0] - hessian[1] * gradient[1]) / determinant,
      -(hessian[0] * gradient[1] - hessian[1] * gradient[0]) / determinant,
    ];
    let step = 1;
    while (step > 1e-10 && logistic(targets, slope + step * ds, intercept + step * di).loss > loss) step /= 2;
    if (step <= 1e-10) break;
    [slope, intercept] = [slope + step * ds, intercept + step * di];
  }
  return { kind: "platt", slope, intercept };
}

/** Which fold each item is in: the items of each answer are shuffled by the seed and dealt round. */
function deal(items: readonly Scored[], folds: number, seed: string): number[] {
  const random = createRandom(seed);
  const places = items.map(() => 0);
  for (const wanted of [true, false]) {
    const keyed = items.flatMap(({ positive }, i) => (positive === wanted ? [{ i, key: random() }] : []));
    for (const [turn, { i }] of keyed.sort((a, b) => a.key - b.key).entries()) places[i] = turn % folds;
  }
  return places;
}

/** A chance that was predicted, beside what turned out to be so. */
export type Predicted = { chance: number; positive: boolean; weight?: number; count?: number };

/** Items that are alike, apart: as evenly into as many as there are folds as they go. */
function apart(item: Scored, folds: number): Scored[] {
  const { count = 1 } = item;
  if (count === 1) return [item];
  const part = (fold: number) => Math.floor(count / folds) + (fold < count % folds ? 1 : 0);
  return Array.from({ length: Math.min(count, folds) }, (_, fold) => ({ ...item, count: part(fold) }));
}

/**
 * Calibrates each item by what was fitted without it, since a calibration looks perfect on the items it was fitted to.
 * @param learn `fitIsotonic` or `fitPlatt`
 * @returns the chances in the order of the items, those that are alike in several parts; the reason where a kind of answer
 *   is too rare for the folds
 */
export function outOfFold(
  all: readonly Scored[],
  learn: (items: readonly Scored[]) => Calibration,
  { seed, folds = 5 }: { seed: string; folds?: number },
): Predicted[] | Unknown {
  const answers = (wanted: boolean) =>
    all.reduce((sum, { positive, count = 1 }) => sum + (positive === wanted ? count : 0), 0);
  const [yes, no] = [answers(true), answers(false)];
  if (yes < folds || no < folds) {
    const reason = `Calibration needs ${folds} answers with a risk and ${folds} without; there are ${yes} and ${no}.`;
    return { value: null, reason };
  }
  const items = all.flatMap((item) => apart(item, folds));
  const places = deal(items, folds, seed);
  const fits = Array.from({ length: folds }, (_, fold) => learn(items.filter((_item, i) => places[i] !== fold)));
  return items.map(({ score, ...item }, i) => {
    const calibration = fits[places[i] ?? 0];
    return { ...item, chance: calibration === undefined ? Number.NaN : calibrated(calibration, score) };
  });
}
