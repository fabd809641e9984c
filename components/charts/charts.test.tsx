/** What a reader of a screen, or of a page in black and white, gets from each drawing. */
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { IntervalPlot } from "@/components/charts/interval-plot";
import { Matrix } from "@/components/charts/matrix";
import { SurvivalCurve } from "@/components/charts/survival-curve";
import { TimeSeries } from "@/components/charts/time-series";

/** The text of the markup outside what is hidden from screen readers. */
function spoken(markup: string): string {
  return markup
    .replace(/<td aria-hidden="true".*?<\/td>/gs, "")
    .replace(/<[^>]+>/g, " ")
    .replace(/\s+/g, " ");
}

it("says every figure of an interval plot in words, and why one is not known", () => {
  const text = spoken(
    renderToStaticMarkup(
      <IntervalPlot
        caption="Figures"
        of="Answers"
        rows={[
          { key: "a", label: "Precision", value: 0.834, low: 0.7, high: 0.91, n: 1204 },
          { key: "b", label: "Recall", value: null, reason: "Nothing was drawn.", n: 0 },
        ]}
      />,
    ),
  );
  for (const said of ["Precision 83% 70% to 91%", "1,204", "Recall Not known. Nothing was drawn."])
    expect(text).toContain(said);
  expect(text).not.toContain("Recall 0%");
});

const week = (label: string, value: number, signal: "above" | null) => ({
  label,
  n: 100,
  hits: value * 100,
  value,
  low: 0.05,
  high: 0.2,
  signal,
});

it("marks a point outside its limits by shape, and in the table by a word", () => {
  const markup = renderToStaticMarkup(
    <TimeSeries
      title="Flagged"
      says="One point lies outside."
      centre={0.1}
      points={[week("2026-11-02", 0.1, null), week("2026-11-09", 0.3, "above")]}
    />,
  );
  expect(markup.match(/rotate-45/g)).toHaveLength(1);
  expect(spoken(markup)).toContain("2026-11-09 100 30 30% 5.0% to 20% above");
});

it("draws no limits where there is no usual rate", () => {
  const markup = renderToStaticMarkup(
    <TimeSeries title="Flagged" says="Too few." centre={null} points={[week("2026-11-02", 0.1, null)]} />,
  );
  expect(markup).not.toContain("Limits");
  expect(markup).not.toContain("stroke-dasharray");
});

it("tells of waits that are still open in the table as in the curve", () => {
  const text = spoken(
    renderToStaticMarkup(
      <SurvivalCurve
        title="Tier 0"
        says="Half were decided within 40 s."
        points={[{ seconds: 40, share: 0.5, low: 0.4, high: 0.6 }]}
        longest={600}
        due={60}
        inWords={(seconds) => `${seconds} s`}
      />,
    ),
  );
  expect(text).toContain("40 s 50% 40% to 60%");
  expect(text).toContain("due in 60 s");
});

it("leads from a cell of a confusion to what it counts, and from an empty one nowhere", () => {
  const markup = renderToStaticMarkup(
    <Matrix
      caption="Severity"
      rowTitle="Model"
      columnTitle="Person"
      rows={["Mild", "High"]}
      columns={["Mild", "High"]}
      counts={[
        [3, 2],
        [0, 5],
      ]}
      href={(row, column) => `/cases/${row}.${column}`}
    />,
  );
  expect(markup).toContain('aria-label="2, Model Mild, Person High" class');
  expect(markup).toContain('href="/cases/0.1"');
  expect(markup).not.toContain('href="/cases/1.0"');
});
