import { measurePath } from "@/components/measure/measure-path";
import { NoFigures } from "@/components/measure/no-figures";
import { Missing } from "@/components/measure/overview-headline";
import { ThresholdCalibration } from "@/components/measure/threshold-calibration";
import { ThresholdScores } from "@/components/measure/threshold-scores";
import { ThresholdTiers } from "@/components/measure/threshold-tiers";
import { buttonStyle } from "@/components/ui/button-style";
import { FilterLinks } from "@/components/ui/filter-links";
import { Panel } from "@/components/ui/panel";
import type { Thresholds as Answer, ThresholdQuery } from "@/domain/measure/thresholds/threshold-dto";

type ThresholdsProps = { thresholds: Answer; query: ThresholdQuery; mayReview: boolean };

const PATH = "/measure/thresholds";

/** Which model and strategy the cuts are of, over which days. */
function ReadBy({ thresholds: { readBy, period, counts }, query }: Omit<ThresholdsProps, "mayReview">) {
  const { calibration, ...filter } = query;
  const { read, flagged, decided } = counts;
  const days = period === null ? "" : `${period.days.toLocaleString("en")} ${period.days === 1 ? "day" : "days"}`;
  return (
    <Panel
      title="In hindsight"
      description="What the queue and recall would have been, had cases been opened from another cut on. It changes nothing. A conversation counts once, with the reading that its decision was about, or the newest: one that grows may come back, so that the real queue is longer."
    >
      <div className="grid gap-3">
        <FilterLinks
          legend="Read by"
          items={readBy.map(({ model, strategy, rules, readings, chosen }) => ({
            href: measurePath(PATH, { ...filter, model, strategy }, { calibration }),
            label: rules ? `${model} (keyword rules)` : `${model}, ${strategy}`,
            count: readings,
            current: chosen,
          }))}
        />
        <p className="tnum text-sm">
          {read.toLocaleString("en")} conversations read, {flagged.toLocaleString("en")} of them flagged and{" "}
          {decided.toLocaleString("en")} decided
          {period !== null && `, in ${days} from ${period.first} to ${period.last}`}.
        </p>
        <p className="flex gap-2">
          {(["csv", "jsonl"] as const).map((format) => (
            <a
              key={format}
              href={measurePath("/api/v1/measure/export", filter, { what: "thresholds", format })}
              download={`thresholds.${format}`}
              className={buttonStyle(undefined, "sm")}
            >
              {format === "csv" ? "CSV" : "JSON lines"}
              <span className="sr-only">: Cuts</span>
            </a>
          ))}
        </p>
      </div>
    </Panel>
  );
}

/** The queue and recall at other cuts, what cannot be known of them, and what scores stand for. */
export function Thresholds({ thresholds, query, mayReview }: ThresholdsProps) {
  const { period, byTier, byScore, calibration, missing } = thresholds;
  const { calibration: _, ...filter } = query;
  if (period === null) return <NoFigures filter={filter} path={PATH} mayReview={mayReview} />;
  return (
    <>
      <ReadBy thresholds={thresholds} query={query} />
      <Missing missing={missing} />
      <ThresholdTiers byTier={byTier} days={period.days} />
      <Panel
        title="Cut by score"
        description="Had a case been opened for each conversation whose stored score reaches the cut, whatever the model concluded. Scores are counted in bins: 0.05 wide in the middle, and narrower near 0 and 1."
        footer={
          byScore.today === null
            ? undefined
            : `What was done, a case where the model names a risk, is nearest to a cut at ${byScore.today.cut}: it would have treated ${byScore.today.differ.toLocaleString("en")} ${byScore.today.differ === 1 ? "conversation" : "conversations"} otherwise.`
        }
      >
        {byScore.today === null ? (
          <p className="text-pretty text-muted">{byScore.reason}</p>
        ) : (
          <ThresholdScores
            cuts={byScore.cuts}
            today={byScore.today}
            days={period.days}
            key={measurePath(PATH, query)}
          />
        )}
      </Panel>
      <ThresholdCalibration calibration={calibration} query={query} />
    </>
  );
}
