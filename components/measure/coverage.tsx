import { counted } from "@/components/measure/figures";
import { Meter } from "@/components/ui/meter";
import { Panel } from "@/components/ui/panel";
import type { MeasureReport } from "@/domain/measure/get-measure-report";

type CoverageProps = Pick<MeasureReport, "coverage" | "unscored">;

/** How much of what came in has been looked at by a person: the figures speak only for that part. */
export function Coverage({ coverage, unscored }: CoverageProps) {
  const rows = [
    { label: "Flagged", ...coverage.flagged },
    { label: "Not flagged", ...coverage.clear },
    { label: "Unscored: the model could not read them", ...coverage.unscored },
  ];
  const { waiting } = coverage;
  return (
    <Panel
      title="What has been looked at"
      description="All conversations of the source; dates and model do not filter this part."
      footer={waiting > 0 ? `${counted(waiting, "conversation")} waiting to be read.` : undefined}
    >
      <div className="grid gap-4">
        {rows.map(({ label, conversations, decided }) => (
          <Meter
            key={label}
            label={label}
            value={decided}
            max={conversations}
            valueText={`${decided.toLocaleString("en")} of ${conversations.toLocaleString("en")} decided`}
          />
        ))}
        <p className="text-pretty text-muted text-xs">
          Of the unscored ones that a person decided on, {unscored.risk.toLocaleString("en")} held a risk and{" "}
          {unscored.none.toLocaleString("en")} did not. They count neither for nor against the model above.
        </p>
      </div>
    </Panel>
  );
}
