/** How long cases wait, from counts of waits. Pure. */
import { z } from "zod";
import type { Figure } from "@/domain/measure/figures/figure";
import { counted } from "@/domain/measure/figures/say";
import { STEPS, type TimeFigures } from "@/domain/measure/figures/time-figures-dto";
import { bucketSeconds } from "@/domain/measure/figures/wait-step";
import { type SurvivalCurve, survivalCurve, type Wait, waitQuantile } from "@/domain/measure/statistics/survival";

/** Points of a curve that are sent: more than a screen has is of no use. */
const CURVE_POINTS = 200;

export const waitRowSchema = z.object({
  tier: z.number().int(),
  step: z.enum(STEPS),
  /** `closed`: the case ended without this. */
  state: z.enum(["done", "closed", "open"]),
  bucket: z.number().int(),
  n: z.number().int(),
});
export type WaitRow = z.infer<typeof waitRowSchema>;

const QUANTILES = [
  ["p50", 0.5],
  ["p90", 0.9],
  ["p99", 0.99],
] as const;

/** Whether too much still waits, or too little has waited, for the interval to have an upper end. */
function hasNoEnd(curve: SurvivalCurve, ended: number): boolean {
  const found = waitQuantile(curve, ended);
  return found.value !== null && found.high === null;
}

function quantile(curve: SurvivalCurve, ended: number, step: (typeof STEPS)[number]): Figure {
  const done = curve.n - curve.open;
  const rests = { n: done, response: curve.n === 0 ? null : done / curve.n, basis: "none" as const };
  const until = step === "view" ? "somebody took them" : "they were decided";
  const found = waitQuantile(curve, ended);
  const words = `The time within which ${ended === 0.5 ? "half of the cases" : `${ended * 100}% of the cases`} were past the wait until ${until}.`;
  if (found.value === null) return { value: null, reason: found.reason, ...rests, means: words };
  // Where too much is still open for an upper end, the longest wait that ended is the least it can be.
  const longest = Math.max(found.value, curve.steps.at(-1)?.after ?? 0);
  const short = curve.open > 0 ? "Too many still wait" : "Too few have waited";
  const open = found.high === null ? ` ${short} to say how much longer it may be than the upper end.` : "";
  return { value: found.value, low: found.low, high: found.high ?? longest, ...rests, means: words + open };
}

function curvePoints({ steps }: SurvivalCurve): TimeFigures["rows"][number]["curve"] {
  const every = Math.max(1, Math.ceil(steps.length / CURVE_POINTS));
  return steps
    .filter((_, i) => i % every === 0 || i === steps.length - 1)
    .map(({ after, waiting, low, high }) => ({ seconds: after, share: waiting, low, high }));
}

/** The figures of some waits, for each of these tiers (null: all together), with the time each is due in. */
export function timeFiguresOf(
  rows: readonly WaitRow[],
  tiers: readonly (number | null)[],
  dueSeconds: readonly number[],
): TimeFigures {
  const figures = tiers.flatMap((tier) =>
    STEPS.map((step) => {
      const own = rows.filter((row) => row.step === step && (tier === null || row.tier === tier));
      const waits: Wait[] = own.map(({ bucket, state, n }) => ({
        after: bucketSeconds(bucket),
        ended: state === "done",
        count: n,
      }));
      const curve = survivalCurve(waits);
      const open = own.reduce((sum, { state, n }) => sum + (state === "open" ? n : 0), 0);
      return {
        tier,
        step,
        cases: curve.n,
        done: curve.n - curve.open,
        open,
        closed: curve.open - open,
        p50: quantile(curve, 0.5, step),
        p90: quantile(curve, 0.9, step),
        p99: quantile(curve, 0.99, step),
        endless: QUANTILES.flatMap(([name, ended]) => (hasNoEnd(curve, ended) ? [name] : [])),
        curve: curvePoints(curve),
        dueSeconds: tier === null ? null : (dueSeconds[tier] ?? null),
      };
    }),
  );
  const all = figures.find(({ tier }) => tier === tiers[0])?.cases ?? 0;
  return {
    rows: figures,
    missing: [],
    resolution: `Times are told apart to within 2% or one second, over ${counted(all, "case")}.`,
  };
}
