/** Rates over time from counts of conversations. Pure. */
import { DRIFT_RATES, type Drift } from "@/domain/measure/figures/drift-dto";
import type { CountRow } from "@/domain/measure/figures/load-counts";
import { leftSentences } from "@/domain/measure/figures/missing-sentences";
import { counted, percent } from "@/domain/measure/figures/say";
import { groupRows, isDecided, modelRows, total } from "@/domain/measure/figures/tally";
import { pChart } from "@/domain/measure/statistics/control-chart";

type Rate = (typeof DRIFT_RATES)[number];

/** Of which conversations a rate speaks, and which of them it counts. */
const RATES: Readonly<
  Record<Rate, { of: (row: CountRow) => boolean; hit: (row: CountRow) => boolean; words: string }>
> = {
  flagged: {
    of: ({ outcome }) => outcome !== "unscored",
    hit: ({ outcome }) => outcome === "risk",
    words: "of what it read, the model flagged",
  },
  // Of flags alone: how many samples are decided on follows the rates that are set, and would move the line.
  overturned: {
    of: (row) => isDecided(row) && row.outcome === "risk",
    hit: ({ overturn }) => overturn !== "agrees",
    words: "of the flags that were decided, people overturned",
  },
  unscored: {
    of: () => true,
    hit: ({ outcome }) => outcome === "unscored",
    words: "of what came, the model could not read",
  },
};

function seriesOf(
  rate: Rate,
  step: string,
  groups: readonly (readonly [string, CountRow[]])[],
): Drift["series"][number] {
  const { of, hit, words } = RATES[rate];
  const points = groups.map(([from, rows]) => {
    const asked = rows.filter(of);
    return { from, n: total(asked), count: total(asked.filter(hit)) };
  });
  const some = points.filter(({ n }) => n > 0);
  const chart = pChart(some.map(({ n, count }) => ({ n, count })));
  if ("value" in chart)
    return {
      rate,
      chart: "p",
      centre: null,
      reason: chart.reason,
      points: some.map(({ from, n, count }) => ({
        from,
        n,
        hits: count,
        value: count / n,
        low: 0,
        high: 1,
        signal: null,
      })),
      means: chart.reason,
    };
  const drawn = chart.points.map(({ n, count, low, high, outside }, i) => ({
    from: some[i]?.from ?? "",
    n,
    hits: count,
    value: count / n,
    low,
    high,
    signal: outside,
  }));
  const outside = drawn.filter(({ signal }) => signal !== null).length;
  const laney = chart.scatter !== 1;
  const normal = `In an ordinary ${step}, ${words} about ${percent(chart.centre)}.`;
  const found =
    outside === 0
      ? "No point lies outside what chance alone would give."
      : `${counted(outside, "point")} ${outside === 1 ? "lies" : "lie"} outside what chance alone would give: look at what changed then.`;
  return {
    rate,
    chart: laney ? "laney" : "p",
    centre: chart.centre,
    reason: null,
    points: drawn,
    means: `${normal} ${found}`,
  };
}

/** The charts of some counts, told apart by the first day of each period. */
export function driftOf(step: Drift["step"], rows: readonly CountRow[]): Drift {
  const groups = groupRows(modelRows(rows), ({ key }) => key ?? "");
  return {
    step,
    series: DRIFT_RATES.map((rate) => seriesOf(rate, step, groups)),
    missing: leftSentences(rows),
  };
}
