/** How long things take, counting those that have not ended yet (Kaplan and Meier 1958). Pure. */
import { normalDeviate, type Unknown } from "@/domain/measure/statistics/estimate";

/** `after` is how long it took, or has taken so far where it has not `ended`. `count` waits of the same kind, 1 unless told. */
export type Wait = { after: number; ended: boolean; count?: number };

/** At one time at which something ended: the share still waiting just after, with its interval. */
export type Step = { after: number; atRisk: number; ended: number; waiting: number; low: number; high: number };

/** `n` waits, `open` of which have not ended. */
export type SurvivalCurve = { n: number; open: number; steps: Step[] };

/** The interval of a share that waits, by Greenwood's variance on the scale log(−log S), which keeps it in [0, 1]. */
function boundsOf(waiting: number, variance: number, z: number): { low: number; high: number } {
  const half = (z * Math.sqrt(variance)) / Math.log(waiting);
  return { low: waiting ** Math.exp(-half), high: waiting ** Math.exp(half) };
}

/** Ended and still open waits at each time, in order of time. */
function countByTime(waits: readonly Wait[]): [number, { ended: number; open: number }][] {
  const times = new Map<number, { ended: number; open: number }>();
  for (const { after, ended, count = 1 } of waits) {
    if (!(after >= 0 && count >= 0)) throw new RangeError(`No wait of ${after}, ${count} times.`);
    const at = times.get(after) ?? { ended: 0, open: 0 };
    at[ended ? "ended" : "open"] += count;
    times.set(after, at);
  }
  return [...times].sort(([a], [b]) => a - b);
}

/**
 * The share still waiting after each time. What is still open counts as waiting for as long as it has been seen to, so that
 * a queue of neglected cases does not make the figures better.
 * @param waits in any unit of time; the curve is in the same
 * @throws RangeError for a time or a count below 0
 */
export function survivalCurve(
  waits: readonly Wait[],
  { confidence = 0.95 }: { confidence?: number } = {},
): SurvivalCurve {
  const times = countByTime(waits);
  const n = times.reduce((sum, [, { ended, open }]) => sum + ended + open, 0);
  const z = normalDeviate((1 - confidence) / 2);
  const steps: Step[] = [];
  let [atRisk, waiting, greenwood] = [n, 1, 0];
  for (const [after, { ended, open }] of times) {
    if (ended > 0) {
      waiting *= 1 - ended / atRisk;
      greenwood += ended / (atRisk * (atRisk - ended));
      const over = { low: 0, high: steps.at(-1)?.high ?? 1 };
      steps.push({
        after,
        atRisk,
        ended,
        waiting,
        ...(atRisk === ended ? over : boundsOf(waiting, greenwood, z)),
      });
    }
    atRisk -= ended + open;
  }
  return { n, open: n - steps.reduce((sum, { ended }) => sum + ended, 0), steps };
}

/** A time by which a given share had ended. `high` is null where the curve's upper bound never falls that far. */
export type WaitQuantile = { value: number; low: number; high: number | null; n: number };

/** A share times a product of fractions may come out a hair above what it is. */
const HAIR = 1e-12;

/**
 * The time by which the share `ended` had ended: the first at which no more than 1 − ended still wait. Its interval is that
 * of Brookmeyer and Crowley (1982): the times at which the curve's own interval holds 1 − ended.
 * @param ended 0.5 for the median, 0.9 for p90
 * @returns the reason where the curve never falls that far: too much is still open
 */
export function waitQuantile({ n, open, steps }: SurvivalCurve, ended: number): WaitQuantile | Unknown {
  if (n === 0) return { value: null, reason: "There is nothing to time yet." };
  const left = 1 - ended + HAIR;
  const value = steps.find(({ waiting }) => waiting <= left)?.after;
  if (value === undefined) {
    const percent = Number((100 * ended).toFixed(1));
    return { value: null, reason: `Fewer than ${percent} % have ended so far: ${open} of ${n} have not.` };
  }
  const low = steps.find((step) => step.low <= left)?.after ?? value;
  return { value, low, high: steps.find((step) => step.high <= left)?.after ?? null, n };
}
