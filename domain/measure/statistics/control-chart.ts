/** Whether a rate has drifted: p-charts, Laney's p′ and an EWMA chart. Pure. */
import type { Unknown } from "@/domain/measure/statistics/estimate";

/** One day or week: `count` out of `n`. */
export type Point = { count: number; n: number };

/** A point with its limits. `value` is null and nothing is outside where there was nothing to count. */
export type ChartPoint = Point & {
  value: number | null;
  low: number;
  high: number;
  outside: "above" | "below" | null;
};

/**
 * `centre` is the rate that is expected. `scatter` is how much more than binomial the points vary, 1 where that is not asked
 * for; the limits lie `sigmas` away.
 */
export type ControlChart = { centre: number; scatter: number; points: ChartPoint[] };

export type ChartOptions = {
  /** "auto" takes Laney's limits when the middle point counts 5,000 or more: binomial limits are then absurdly tight. */
  limits?: "binomial" | "laney" | "auto";
  sigmas?: number;
  /** Points, by place, that do not count towards the centre: known upsets. They are judged all the same. */
  leaveOut?: readonly number[];
};

const LARGE = 5_000;
/** The expected range of two standard normals, 2/√π: what makes a mean moving range a standard deviation. */
const MEAN_RANGE_OF_TWO = 2 / Math.sqrt(Math.PI);

/** How far points lie from the centre, in binomial standard deviations, without those that count nothing. */
function standardised(points: readonly Point[], centre: number): number[] {
  return points
    .filter(({ n }) => n > 0)
    .map(({ count, n }) => (count / n - centre) / Math.sqrt((centre * (1 - centre)) / n));
}

/** Laney's σ_z (2002): the mean moving range of the standardised points, as a standard deviation. */
function scatterOf(points: readonly Point[], centre: number): number {
  const z = standardised(points, centre);
  const ranges = z.slice(1).map((value, i) => Math.abs(value - (z[i] ?? 0)));
  return ranges.reduce((sum, range) => sum + range, 0) / ranges.length / MEAN_RANGE_OF_TWO;
}

function middleSize(points: readonly Point[]): number {
  const sizes = points.map(({ n }) => n).sort((a, b) => a - b);
  return sizes[Math.floor(sizes.length / 2)] ?? 0;
}

/** The rate of the points that count, or why there is no chart. */
function centreOf(points: readonly Point[], leaveOut: readonly number[]): number | Unknown {
  const base = points.filter(({ n }, i) => n > 0 && !leaveOut.includes(i));
  if (base.length < 2) return { value: null, reason: "A chart needs two periods in which something was counted." };
  const centre = base.reduce((sum, { count }) => sum + count, 0) / base.reduce((sum, { n }) => sum + n, 0);
  if (centre > 0 && centre < 1) return centre;
  return { value: null, reason: "The rate was the same extreme throughout, so it has no natural spread to judge by." };
}

/** A point against its limits, which are put into [0, 1]. */
function judge(point: Point, shown: number, centre: number, reach: number): ChartPoint {
  const [low, high] = [Math.max(0, centre - reach), Math.min(1, centre + reach)];
  if (point.n === 0) return { ...point, value: null, low: 0, high: 1, outside: null };
  return { ...point, value: shown, low, high, outside: shown > high ? "above" : shown < low ? "below" : null };
}

/**
 * A p-chart (Shewhart): the rate of each point against centre ± 3·√(p̄(1−p̄)/n), or against Laney's p′, which widens that by
 * how much the points really vary.
 * @returns the reason where fewer than two points count anything, or the rate never left 0 or 1
 */
export function pChart(
  points: readonly Point[],
  { limits = "auto", sigmas = 3, leaveOut = [] }: ChartOptions = {},
): ControlChart | Unknown {
  const centre = centreOf(points, leaveOut);
  if (typeof centre !== "number") return centre;
  const base = points.filter((_, i) => !leaveOut.includes(i));
  const laney = limits === "laney" || (limits === "auto" && middleSize(base) >= LARGE);
  const scatter = laney ? scatterOf(base, centre) : 1;
  const reach = (n: number) => sigmas * scatter * Math.sqrt((centre * (1 - centre)) / n);
  return {
    centre,
    scatter,
    points: points.map((point) => judge(point, point.count / point.n, centre, reach(point.n))),
  };
}

/**
 * An EWMA chart (Roberts 1959), which sees small shifts that last: each point shows a mean in which the past fades by
 * 1 − λ, against limits from the exact variance of that mean, periods of unequal size included.
 * @param options `lambda` 0.2 and `sigmas` 2.86 give one false alarm in about 370 periods
 * @returns the reason as for `pChart`
 */
export function ewmaChart(
  points: readonly Point[],
  {
    lambda = 0.2,
    sigmas = 2.86,
    leaveOut = [],
  }: { lambda?: number; sigmas?: number; leaveOut?: readonly number[] } = {},
): ControlChart | Unknown {
  const centre = centreOf(points, leaveOut);
  if (typeof centre !== "number") return centre;
  let [mean, variance] = [centre, 0];
  const judged = points.map((point) => {
    if (point.n > 0) {
      mean = lambda * (point.count / point.n) + (1 - lambda) * mean;
      variance = (lambda ** 2 * centre * (1 - centre)) / point.n + (1 - lambda) ** 2 * variance;
    }
    return judge(point, mean, centre, sigmas * Math.sqrt(variance));
  });
  return { centre, scatter: 1, points: judged };
}
