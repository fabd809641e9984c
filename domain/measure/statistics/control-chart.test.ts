import { describe, expect, test } from "vitest";
import { type ChartOptions, type ControlChart, ewmaChart, pChart } from "@/domain/measure/statistics/control-chart";
import type { Unknown } from "@/domain/measure/statistics/estimate";

/** The orange juice cans of R's qcc: unfit cans of 50, in 30 trial samples. */
const CANS = "12 15 8 10 4 7 16 9 14 10 5 6 17 12 22 8 10 5 13 11 20 18 24 15 9 12 7 13 9 6";
const JUICE = CANS.split(" ").map((count) => ({ count: Number(count), n: 50 }));

function known(chart: ControlChart | Unknown): ControlChart {
  if ("reason" in chart) throw new Error(chart.reason);
  return chart;
}

const outside = (chart: ControlChart) => chart.points.flatMap((point, i) => (point.outside === null ? [] : [i]));

describe("a p-chart", () => {
  test.each<[string, ChartOptions, number, number, number, number[]]>([
    ["all samples", {}, 0.2313333, 0.05242755, 0.4102391, [14, 22]],
    ["samples 15 and 23 set aside", { leaveOut: [14, 22] }, 0.215, 0.0407028, 0.3892972, [14, 20, 22]],
  ])("is qcc's, with %s", (_, options, centre, low, high, suspects) => {
    const chart = known(pChart(JUICE, options));
    expect(chart.centre).toBeCloseTo(centre, 6);
    expect(chart.points[0]?.low).toBeCloseTo(low, 6);
    expect(chart.points[0]?.high).toBeCloseTo(high, 6);
    expect(outside(chart)).toEqual(suspects);
  });

  // By numpy 1.26: z-scores of the seven weeks move by 6.05 binomial deviations from one to the next.
  test("widens by how much large counts really vary (Laney)", () => {
    const sizes = [6000, 8000, 7000, 9000, 6500, 7200, 8100];
    const weeks = [300, 496, 315, 522, 260, 511, 421].map((count, i) => ({ count, n: sizes[i] ?? 0 }));
    const chart = known(pChart(weeks));
    expect(chart.scatter).toBeCloseTo(6.051381234092841, 9);
    expect(chart.points[0]?.low).toBeCloseTo(0.0013176645187440508, 9);
    expect(chart.points[5]?.high).toBeCloseTo(0.10311877122589531, 9);
    expect(outside(chart)).toEqual([]);
    expect(outside(known(pChart(weeks, { limits: "binomial" })))).toEqual([2, 4, 5]);
  });

  test("judges nothing where nothing was counted, and is unknown without two points or any spread", () => {
    const chart = known(pChart([...JUICE, { count: 0, n: 0 }]));
    expect(chart.points.at(-1)).toEqual({ count: 0, n: 0, value: null, low: 0, high: 1, outside: null });
    expect(chart.centre).toBe(known(pChart(JUICE)).centre);
    expect(pChart(JUICE.slice(0, 1))).toHaveProperty("reason");
    expect(
      pChart([
        { count: 0, n: 50 },
        { count: 0, n: 50 },
      ]),
    ).toHaveProperty("reason");
  });
});

describe("an EWMA chart", () => {
  // By numpy 1.26, from the closed form for samples of one size: λ/(2−λ)·(1−(1−λ)^2i).
  test("sees the shift of the juice that lasts, and not the single sample", () => {
    const chart = known(ewmaChart(JUICE));
    expect(chart.points[0]).toMatchObject({ outside: null });
    expect(chart.points[10]?.value).toBeCloseTo(0.192691, 6);
    expect(chart.points[10]?.low).toBeCloseTo(0.174691, 6);
    expect(chart.points[29]?.high).toBeCloseTo(0.288186, 6);
    expect(outside(chart)).toEqual([22, 23]);
  });
});
