import { BreakdownPanel } from "@/components/measure/breakdown-panel";
import { NoFigures } from "@/components/measure/no-figures";
import { Corrected, OutcomeMatrix, Overturns, Strata } from "@/components/measure/overview-counts";
import { Missing, OtherFigures, OverviewHeadline } from "@/components/measure/overview-headline";
import { ReadingGuide } from "@/components/measure/reading-guide";
import { TakeOut } from "@/components/measure/take-out";
import type { MeasureBreakdown } from "@/domain/measure/figures/breakdown-dto";
import type { MeasureFilter } from "@/domain/measure/figures/measure-filter";
import type { MeasureReport } from "@/domain/measure/figures/overview-dto";

type OverviewProps = {
  report: MeasureReport;
  breakdown: MeasureBreakdown;
  filter: MeasureFilter;
  mayReview: boolean;
  mayExport: boolean;
  mayExportContent: boolean;
};

/** What matters first: precision and recall, and what they leave out. Then what they are made of. */
export function Overview({ report, breakdown, filter, mayReview, mayExport, mayExportContent }: OverviewProps) {
  if (report.conversations.measured === 0) return <NoFigures filter={filter} path="/measure" mayReview={mayReview} />;
  return (
    <>
      <OverviewHeadline report={report} />
      <Missing missing={report.missing} />
      <div className="grid items-start gap-6 lg:grid-cols-2 [&>*]:min-w-0">
        <OutcomeMatrix report={report} filter={filter} />
        <Overturns report={report} filter={filter} />
      </div>
      <OtherFigures report={report} filter={filter} />
      <Strata report={report} filter={filter} />
      <BreakdownPanel path="/measure" breakdown={breakdown} filter={filter} />
      <Corrected report={report} />
      <TakeOut filter={filter} mayExport={mayExport} mayExportContent={mayExportContent} />
      <ReadingGuide />
    </>
  );
}
