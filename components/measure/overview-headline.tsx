import { IntervalPlot } from "@/components/charts/interval-plot";
import { rangeText, shareText } from "@/components/charts/share-text";
import { figureRow } from "@/components/measure/figure-rows";
import { cellPath } from "@/components/measure/measure-path";
import { BASIS_LABELS } from "@/components/measure/measure-words";
import { Callout } from "@/components/ui/callout";
import { TextLink } from "@/components/ui/link-button";
import { Panel } from "@/components/ui/panel";
import type { Figure } from "@/domain/measure/figures/figure";
import type { MeasureFilter } from "@/domain/measure/figures/measure-filter";
import type { MeasureReport } from "@/domain/measure/figures/overview-dto";

/** What is missing from the figures, before the figures. */
export function Missing({ missing }: Pick<MeasureReport, "missing">) {
  if (missing.length === 0)
    return <Callout tone="ok">Nothing is missing: all that was asked of people has been answered.</Callout>;
  return <LeftOut missing={missing} />;
}

/** The same where there is something to say, and nothing where there is not. */
export function LeftOut({ missing }: Pick<MeasureReport, "missing">) {
  if (missing.length === 0) return null;
  return (
    <Callout tone="warn" title="What these figures leave out">
      <ul className="mt-1 grid list-disc gap-1 pl-4">
        {missing.map((line) => (
          <li key={line} className="max-w-prose text-pretty">
            {line}
          </li>
        ))}
      </ul>
    </Callout>
  );
}

/** How many of those asked answered, and whether they saw the model's answer. */
function RestsOn({ figure }: { figure: Figure }) {
  const { n, response, basis } = figure;
  const answers = `${n.toLocaleString("en")} ${n === 1 ? "answer" : "answers"}`;
  return (
    <p className="text-muted text-xs">
      {answers}
      {response !== null && `, ${shareText(response)} of those asked for`}. {BASIS_LABELS[basis]}.
    </p>
  );
}

function BigFigure({ id, question, name, figure }: { id: string; question: string; name: string; figure: Figure }) {
  return (
    <section aria-labelledby={id} className="grid content-start gap-2">
      <h2 id={id} className="eyebrow">
        {question}
      </h2>
      <p className="flex flex-wrap items-baseline gap-x-3">
        <span
          className={`tnum font-semibold text-2xl tracking-tight ${figure.value === null ? "text-muted" : "text-strong"}`}
        >
          {figure.value === null ? "Not known" : shareText(figure.value)}
        </span>
        <span className="tnum text-muted">
          {name}
          {figure.value !== null && `, ${rangeText(figure)} at 95%`}
        </span>
      </p>
      {figure.value !== null && (
        <div aria-hidden className="relative h-3 max-w-md rounded-full bg-sunken [print-color-adjust:exact]">
          <div
            className="absolute inset-y-0 rounded-full bg-accent/35"
            style={{ left: `${figure.low * 100}%`, right: `${(1 - figure.high) * 100}%` }}
          />
          <div
            className="absolute -inset-y-0.5 w-1 -translate-x-1/2 rounded-full bg-accent"
            style={{ left: `${figure.value * 100}%` }}
          />
        </div>
      )}
      <p className="max-w-prose text-pretty">{figure.value === null ? figure.reason : figure.means}</p>
      <RestsOn figure={figure} />
    </section>
  );
}

/** Recall with the error of reviewers taken out, or why that cannot be said. */
function CorrectedRecall({ figure, isRecallKnown }: { figure: Figure; isRecallKnown: boolean }) {
  if (!isRecallKnown) return null;
  return (
    <p className="max-w-prose text-pretty text-sm">
      {figure.value === null ? (
        <>Not corrected for the error of reviewers. {figure.reason}</>
      ) : (
        <>
          Corrected for the error of reviewers:{" "}
          <strong className="tnum text-strong">
            {shareText(figure.value)}, {rangeText(figure)}
          </strong>
          . {figure.means}
        </>
      )}
    </p>
  );
}

/** Precision and recall, each with what it means; and what a desk that reviews only flags would take for recall. */
export function OverviewHeadline({ report }: { report: MeasureReport }) {
  const { precision, recall } = report.figures;
  const { floor, flagsOnly } = report.recall;
  return (
    <Panel>
      <div className="grid gap-6 pt-1 md:grid-cols-2 md:gap-8">
        <BigFigure
          id="precision"
          question="When the model flags a conversation, how often is it right?"
          name="Precision"
          figure={precision}
        />
        <div className="grid content-start gap-3">
          <BigFigure
            id="recall"
            question="Of the conversations with a risk, how many does it flag?"
            name="Recall"
            figure={recall}
          />
          {floor !== null && (
            <p className="text-sm">
              At least <strong className="tnum text-strong">{shareText(floor)}</strong>, by the bound that is never too
              high more often than promised.
            </p>
          )}
          <CorrectedRecall figure={report.corrected.recall} isRecallKnown={recall.value !== null} />
          {flagsOnly.value !== null && (
            <p className="max-w-prose text-pretty border-l-2 pl-3 text-muted text-xs">
              <strong className="text-default">Not recall: {shareText(flagsOnly.value)}.</strong> {flagsOnly.means}
            </p>
          )}
        </div>
      </div>
    </Panel>
  );
}

const OTHERS = [
  ["elusion", "Missed among the unflagged (elusion)"],
  ["prevalence", "With a risk, of all (prevalence)"],
  ["falsePositiveRate", "Flagged, of those without a risk"],
  ["overturnRate", "Overturned, of those decided"],
  ["unscoredRate", "Unscored, of all that came"],
] as const;

/** The other figures under each other. */
export function OtherFigures({ report, filter }: { report: MeasureReport; filter: MeasureFilter }) {
  const { unscored } = report.conversations;
  return (
    <Panel
      title="Further figures"
      footer={
        unscored.all === 0 ? undefined : (
          <>
            The model could not read{" "}
            <TextLink href={cellPath(filter, "outcome", "unscored", "all")}>
              {unscored.all.toLocaleString("en")} of the conversations
            </TextLink>
            . They count neither for nor against it.
          </>
        )
      }
    >
      <IntervalPlot
        caption="Further figures, each with its interval"
        of="Answers"
        rows={OTHERS.map(([key, label]) =>
          figureRow(report.figures[key], {
            key,
            label,
            sub: report.figures[key].value === null ? undefined : report.figures[key].means,
          }),
        )}
      />
    </Panel>
  );
}
