import { IntervalPlot } from "@/components/charts/interval-plot";
import { figureRow } from "@/components/measure/figure-rows";
import { counted } from "@/components/measure/figures";
import { measurePath } from "@/components/measure/measure-path";
import { languageLabel } from "@/components/triage/filter-labels";
import { FilterLinks } from "@/components/ui/filter-links";
import { Panel } from "@/components/ui/panel";
import type { Dimension, MeasureBreakdown } from "@/domain/measure/figures/breakdown-dto";
import { DIMENSIONS } from "@/domain/measure/figures/breakdown-dto";
import type { MeasureFilter } from "@/domain/measure/figures/measure-filter";

const LABELS: Readonly<Record<Dimension, string>> = {
  source: "Source",
  language: "Language",
  week: "Week",
  month: "Month",
  model: "Model",
  strategy: "Strategy",
  tier: "Tier",
  visibility: "Model hidden or shown",
};

type BreakdownPanelProps = { path: string; breakdown: MeasureBreakdown; filter: MeasureFilter };

/** The filter narrowed to one row; none for a period, whose end the row does not name. */
function narrowed(by: Dimension, value: string, filter: MeasureFilter): string | undefined {
  if (by === "week" || by === "month") return undefined;
  // What has no value of its own, such as no model, is not in the filter's words.
  if (value === "unknown" && by !== "language") return undefined;
  return measurePath("/measure", filter, { [by]: value, by });
}

/** Precision and recall by source, language, period and so on: where the model is better, and where it is not known. */
export function BreakdownPanel({ path, breakdown, filter }: BreakdownPanelProps) {
  const { by, rows, others } = breakdown;
  const label = (row: (typeof rows)[number]) =>
    by === "language" && row.value !== "unknown" ? languageLabel(row.value) : row.label;
  return (
    <Panel
      title="Told apart"
      actions={
        <FilterLinks
          legend="Tell apart by"
          items={DIMENSIONS.map((dimension) => ({
            href: measurePath(path, filter, { by: dimension }),
            label: LABELS[dimension],
            current: dimension === by,
          }))}
        />
      }
      footer={others > 0 ? `${counted(others, "conversation")} of smaller groups are not shown.` : undefined}
    >
      {rows.length === 0 ? (
        <p className="text-muted">There is nothing to tell apart here.</p>
      ) : (
        <div className="grid gap-8 lg:grid-cols-2">
          {(["precision", "recall"] as const).map((name) => (
            <section key={name} aria-label={name} className="grid min-w-0 content-start gap-1">
              <h3 className="font-medium text-sm text-strong">{name === "precision" ? "Precision" : "Recall"}</h3>
              <IntervalPlot
                caption={`${name === "precision" ? "Precision" : "Recall"} by ${LABELS[by].toLowerCase()}`}
                of="Answers"
                axis="all"
                rows={rows.map((row) =>
                  figureRow(row[name], {
                    key: row.value,
                    label: <bdi>{label(row)}</bdi>,
                    sub: `${row.decided.toLocaleString("en")} of ${row.measured.toLocaleString("en")} decided`,
                    href: narrowed(by, row.value, filter),
                  }),
                )}
              />
            </section>
          ))}
        </div>
      )}
    </Panel>
  );
}
