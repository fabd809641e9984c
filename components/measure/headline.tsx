import { BarRow, BarRows } from "@/components/charts/bar-row";
import { Matrix } from "@/components/charts/matrix";
import { counted, interval, percent, precisionInWords } from "@/components/measure/figures";
import { Panel } from "@/components/ui/panel";
import type { MeasureReport } from "@/domain/measure/get-measure-report";

const ANSWERS = ["Risk", "No risk"] as const;

function Precision({ report }: { report: MeasureReport }) {
  const { precision, conversations } = report;
  if (precision === null) {
    return (
      <>
        <p className="font-semibold text-2xl text-muted tracking-tight">Not known yet</p>
        <p className="max-w-prose text-pretty">
          Nobody has decided on a conversation that the model flagged, so there is nothing to say about its flags.
        </p>
      </>
    );
  }
  return (
    <>
      <p className="flex flex-wrap items-baseline gap-x-3">
        <span className="tnum font-semibold text-2xl text-strong tracking-tight">{percent(precision.value)}</span>
        <span className="tnum text-muted">
          {interval(precision)} at 95%, {counted(precision.n, "decision")}
        </span>
      </p>
      <BarRows label="Precision with its interval" className="-ml-4">
        <BarRow
          label={<span className="sr-only">Precision</span>}
          value={precision.value}
          low={precision.low}
          high={precision.high}
          valueText=""
          sub=""
        />
      </BarRows>
      <p className="max-w-prose text-pretty">{precisionInWords(precision, conversations.tp)}</p>
    </>
  );
}

/** The page's answer: how far a flag can be trusted, what is not known, and the four counts behind both. */
export function Headline({ report }: { report: MeasureReport }) {
  const { tp, fp, fn, tn } = report.conversations;
  const [recall, ...caveats] = report.unknown;
  return (
    <div className="grid gap-6 lg:grid-cols-[minmax(0,1fr)_auto]">
      <Panel className="grid content-start">
        <div className="grid gap-6 pt-1 md:grid-cols-2 md:gap-8">
          <section aria-labelledby="precision" className="grid content-start gap-2">
            <h2 id="precision" className="eyebrow">
              When the model flags a conversation, how often is it right?
            </h2>
            <Precision report={report} />
            {caveats.map((caveat) => (
              <p key={caveat} className="max-w-prose text-pretty text-muted text-xs">
                {caveat}
              </p>
            ))}
          </section>
          <section aria-labelledby="recall" className="grid content-start gap-2">
            <h2 id="recall" className="eyebrow">
              How many of the risks does it find?
            </h2>
            <p className="font-semibold text-2xl text-muted tracking-tight">Not known</p>
            <p className="max-w-prose text-pretty">{recall?.replace(/^Recall is not known\. /, "")}</p>
          </section>
        </div>
      </Panel>
      <Panel
        title="Conversations"
        description={`${counted(tp + fp + fn + tn, "conversation")} read by the model and decided by a person`}
      >
        <Matrix
          caption="What reviewers found against what the model said, in conversations"
          rowTitle="Reviewer"
          columnTitle="Model"
          rows={ANSWERS}
          columns={ANSWERS}
          counts={[
            [tp, fn],
            [fp, tn],
          ]}
        />
        <p className="mt-3 max-w-64 text-pretty text-muted text-xs">
          Outlined cells agree. Lower left: {counted(fp, "false alarm")}. Upper right: {counted(fn, "miss", "misses")}{" "}
          that somebody found.
        </p>
      </Panel>
    </div>
  );
}
