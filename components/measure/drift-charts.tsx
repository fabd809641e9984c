import { TimeSeries } from "@/components/charts/time-series";
import { measurePath } from "@/components/measure/measure-path";
import { LeftOut } from "@/components/measure/overview-headline";
import { FilterLinks } from "@/components/ui/filter-links";
import { Panel } from "@/components/ui/panel";
import { DRIFT_STEPS, type Drift } from "@/domain/measure/figures/drift-dto";
import type { MeasureFilter } from "@/domain/measure/figures/measure-filter";

type Series = Drift["series"][number];

const TITLES: Readonly<Record<Series["rate"], string>> = {
  flagged: "Flagged by the model",
  overturned: "Flags overturned by people",
  unscored: "Not read by the model",
};

/** Rates over time, each in a control chart of its own. */
export function DriftCharts({ drift: { step, series } }: { drift: Drift }) {
  const charts = {
    p: "Limits of a p-chart.",
    laney: "Limits of Laney’s p′-chart, since each period counts very many.",
  };
  return (
    <div className="grid gap-8">
      {series.map(({ rate, chart, centre, points, means, reason }) => {
        const title = `${TITLES[rate]}, by ${step}`;
        if (points.length === 0) {
          return (
            <section key={rate} aria-label={title} className="grid gap-0.5">
              <h3 className="font-medium text-sm text-strong">{title}</h3>
              <p className="text-muted text-xs">{reason ?? means}</p>
            </section>
          );
        }
        return (
          <TimeSeries
            key={rate}
            title={title}
            says={centre === null ? means : `${means} ${charts[chart]}`}
            centre={centre}
            points={points.map(({ from, ...point }) => ({ ...point, label: from }))}
          />
        );
      })}
    </div>
  );
}

/** The same in a panel with the choice between days and weeks. */
export function DriftPanel({ drift, filter }: { drift: Drift; filter: MeasureFilter }) {
  return (
    <Panel
      title="Over time"
      description="Whether the model, what is written to it, or the people who decide have changed. By the time of the reading, in UTC."
      actions={
        <FilterLinks
          legend="Periods"
          items={DRIFT_STEPS.map((step) => ({
            href: measurePath("/measure/drift", filter, { step }),
            label: step === "day" ? "Days" : "Weeks",
            current: step === drift.step,
          }))}
        />
      }
    >
      <div className="grid gap-8">
        <LeftOut missing={drift.missing} />
        <DriftCharts drift={drift} />
      </div>
    </Panel>
  );
}
