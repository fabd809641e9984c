/** The lines of the exports from figures alone: what is cut is said, and what is not known stays empty. */

import { expect, it } from "vitest";
import { accuracyLines, reportingPeriod } from "@/domain/measure/exports/accuracy-lines";
import { breakdownLines, waitLines } from "@/domain/measure/exports/figure-lines";
import type { MeasureBreakdown } from "@/domain/measure/figures/breakdown-dto";
import { buildReport } from "@/domain/measure/figures/build-report";
import type { CountRow } from "@/domain/measure/figures/load-counts";
import { timeFiguresOf, type WaitRow } from "@/domain/measure/figures/time-figures";
import { independentShare } from "@/domain/measure/statistics/clustered";

const row = (of: Partial<CountRow>): CountRow => ({
  key: null,
  provisional: false,
  tier: 1,
  outcome: "risk",
  answer: "risk",
  visibility: "shown",
  stratum: null,
  probability: null,
  overturn: "agrees",
  n: 9,
  ...of,
});
const freshness = { waiting: 0, oldestWaitingAt: null, newestWaitingAt: null, check: null };
const gold = { asked: 0, risk: independentShare(0, 0), none: independentShare(0, 0) };
const report = buildReport(
  {
    rows: [row({}), row({ answer: "none", overturn: "false_positive", n: 1 })],
    unread: 0,
    freshness,
    gold,
    readTwice: [],
  },
  { draws: 10 },
);
const { precision, recall, prevalence, overturnRate, unscoredRate } = report.figures;
const counts = { measured: 10, decided: 10, precision, recall, prevalence, overturnRate, unscoredRate };
const languages = (others: number): MeasureBreakdown => ({
  by: "language",
  rows: ["de", "tl"].map((value) => ({ value, label: value, ...counts })),
  others,
});

it("has the columns and the words of the Commission's template, and says where a line is beyond it", () => {
  const lines = accuracyLines(report, languages(0), reportingPeriod({ from: "2026-01-01", to: "2026-07-01" }));
  const [first] = lines;
  expect(Object.keys(first ?? {}).join()).toBe(
    "Applicability,Service,Reporting period,Section,Indicator,Scope,Value,Contextual Information",
  );
  expect(first?.["Reporting period"]).toBe("2026-01-01/2026-06-30");
  const of = (indicator: string, scope: string) =>
    lines.find((line) => line.Indicator === `Accuracy of the automated means - ${indicator}` && line.Scope === scope);
  const section = "Use of automated means for content moderation";
  expect(of("Precision", "Total number")).toMatchObject({ Applicability: "All", Section: section, Value: 0.9 });
  expect(of("Precision", "de")).toMatchObject({ Applicability: "Only for VLOPs", Section: section, Value: 0.9 });
  expect(of("Precision", "tl")).toMatchObject({ Applicability: "Beyond the template", Section: "Beyond the template" });
  const unknown = of("Recall", "Total number");
  expect([unknown?.Value, unknown?.["Contextual Information"]]).toEqual([null, expect.stringMatching(/^Not known: /)]);
});

it.each([
  ["accuracy", (others: number) => accuracyLines(report, languages(others), "").map((line) => line.Value)],
  ["figures", (others: number) => breakdownLines(languages(others)).map((line) => line.value)],
] as const)("%s say how many conversations are in rows that were cut", (_, values) => {
  expect(values(4_711)).toContain(4_711);
  expect(values(0)).toHaveLength(values(4_711).length - 1);
});

it("waits without an upper end have none in a file either", () => {
  const wait = (state: WaitRow["state"], bucket: number, n: number): WaitRow => ({
    tier: 0,
    step: "view",
    state,
    bucket,
    n,
  });
  const waits = [wait("done", 100, 6), wait("open", 100, 3), wait("closed", 100, 2)];
  const lines = waitLines(timeFiguresOf(waits, [0], [60]));
  const of = (figure: string) => lines.find((line) => line.figure === figure && line.key === "0.view");
  expect(["cases", "done", "open", "closed"].map((name) => of(name)?.value)).toEqual([11, 6, 3, 2]);
  expect(of("p50")).toMatchObject({ value: 8, low: 8, high: null });
  const few = timeFiguresOf([wait("done", 100, 2)], [0], [60]).rows.find(({ step }) => step === "view");
  expect([few?.endless, few?.p50.means]).toEqual([
    ["p50", "p90", "p99"],
    expect.stringContaining("Too few have waited"),
  ]);
  expect(of("p99")).toMatchObject({ value: null, reason: expect.stringContaining("5 of 11 have not") });
});
