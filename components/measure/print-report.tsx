import { ByType } from "@/components/measure/by-type";
import { DriftCharts } from "@/components/measure/drift-charts";
import { isFiltered } from "@/components/measure/measure-path";
import { filterInWords } from "@/components/measure/measure-words";
import { Corrected, OutcomeMatrix, Overturns, Strata } from "@/components/measure/overview-counts";
import { Missing, OtherFigures, OverviewHeadline } from "@/components/measure/overview-headline";
import { ReportMethod } from "@/components/measure/report-method";
import { Agreement, Anchoring } from "@/components/measure/reviewer-panels";
import { WaitCurves, WaitTable } from "@/components/measure/time-panels";
import { DescriptionList } from "@/components/ui/description-list";
import { Panel } from "@/components/ui/panel";
import type { Drift } from "@/domain/measure/figures/drift-dto";
import type { MeasureFilter } from "@/domain/measure/figures/measure-filter";
import type { MeasureReport } from "@/domain/measure/figures/overview-dto";
import type { ReviewerFigures } from "@/domain/measure/figures/reviewer-figures-dto";
import type { RiskFigures } from "@/domain/measure/figures/risk-figures-dto";
import type { TimeFigures } from "@/domain/measure/figures/time-figures-dto";
import type { ReportCover } from "@/domain/measure/get-print-report";

type PrintReportProps = {
  cover: ReportCover;
  filter: MeasureFilter;
  report: MeasureReport;
  risks: RiskFigures;
  drift: Drift;
  reviewers: ReviewerFigures;
  times: TimeFigures;
};

const minute = (at: string) => `${at.slice(0, 16).replace("T", " ")} UTC`;

function Cover({ cover: { madeAt, sourceName, checkpoint }, filter }: Pick<PrintReportProps, "cover" | "filter">) {
  const about = isFiltered(filter) ? filterInWords(filter, sourceName ?? undefined).join(", ") : "all conversations";
  return (
    <DescriptionList
      items={[
        { term: "Made", detail: minute(madeAt) },
        { term: "About", detail: about.charAt(0).toUpperCase() + about.slice(1) },
        {
          term: "Record",
          detail:
            checkpoint === null ? (
              "No checkpoint of the log yet"
            ) : (
              <>
                {checkpoint.size.toLocaleString("en")} entries, sealed {minute(checkpoint.createdAt)}, root{" "}
                <code className="wrap-anywhere font-mono text-xs">{checkpoint.root}</code>
              </>
            ),
        },
      ]}
    />
  );
}

/** The figures as a document: the same numbers as on the pages, with what they are about and how they were made. */
export function PrintReport({ cover, filter, report, risks, drift, reviewers, times }: PrintReportProps) {
  return (
    <>
      <Cover cover={cover} filter={filter} />
      <OverviewHeadline report={report} />
      <Missing missing={report.missing} />
      <OutcomeMatrix report={report} filter={filter} />
      <OtherFigures report={report} filter={filter} />
      <div className="break-before-page" />
      <Strata report={report} filter={filter} />
      <Overturns report={report} filter={filter} />
      <Corrected report={report} />
      <div className="break-before-page" />
      <ByType types={risks.types} filter={filter} />
      <div className="break-before-page" />
      <Panel title="Over time" description="By the week of the reading, in UTC.">
        <DriftCharts drift={drift} />
      </Panel>
      <div className="break-before-page" />
      <Agreement figures={reviewers} />
      <Anchoring anchoring={reviewers.anchoring} />
      <WaitTable times={times} />
      <WaitCurves times={times} />
      <div className="break-before-page" />
      <ReportMethod />
    </>
  );
}
