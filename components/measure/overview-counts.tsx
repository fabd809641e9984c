import { IntervalPlot } from "@/components/charts/interval-plot";
import { Matrix } from "@/components/charts/matrix";
import { shareText } from "@/components/charts/share-text";
import { figureRow } from "@/components/measure/figure-rows";
import { counted } from "@/components/measure/figures";
import { cellPath } from "@/components/measure/measure-path";
import { ANSWER_LABELS, MODEL_LABELS, OVERTURN_LABELS, stratumLabel } from "@/components/measure/measure-words";
import { TextLink } from "@/components/ui/link-button";
import { Panel } from "@/components/ui/panel";
import { Row, Table, TableBody, TableHead, Td, Th } from "@/components/ui/table";
import { ANSWERS, MODEL_OUTCOMES } from "@/domain/measure/figures/measure-cell";
import type { MeasureFilter } from "@/domain/measure/figures/measure-filter";
import type { MeasureReport, StratumFigure } from "@/domain/measure/figures/overview-dto";

type PartProps = { report: MeasureReport; filter: MeasureFilter };

/** What the model said against what people said, every count a way to the conversations it counts. */
export function OutcomeMatrix({ report, filter }: PartProps) {
  const { flagged, clear, unscored, decided, measured, unread } = report.conversations;
  return (
    <Panel
      title="Conversations"
      description={`${counted(measured, "conversation")}, ${decided.toLocaleString("en")} of them decided by a person. Open a number to see them.`}
      footer={unread > 0 ? `${counted(unread, "conversation")} waiting to be read by the model.` : undefined}
    >
      <Matrix
        caption="What the model said against what people found, in conversations"
        rowTitle="Model"
        columnTitle="Person"
        rows={MODEL_OUTCOMES.map((outcome) => MODEL_LABELS[outcome])}
        columns={ANSWERS.map((answer) => ANSWER_LABELS[answer])}
        counts={[
          [flagged.tp, flagged.fp, flagged.waits, flagged.open, 0],
          [clear.fn, clear.tn, clear.waits, clear.open, clear.unasked],
          [unscored.risk, unscored.none, unscored.waits, unscored.open, 0],
        ]}
        href={(row, column) => {
          const [outcome, answer] = [MODEL_OUTCOMES[row], ANSWERS[column]];
          return outcome && answer && cellPath(filter, "outcome", outcome, answer);
        }}
      />
      <p className="mt-3 max-w-prose text-pretty text-muted text-xs">
        Outlined cells agree. First row, second column: {counted(flagged.fp, "false alarm")}. Second row, first column:{" "}
        {counted(clear.fn, "miss", "misses")} that somebody found.
      </p>
    </Panel>
  );
}

/** What was missed in a group. */
function missedText({ missed }: StratumFigure): string {
  if (missed.value === null) return "not known";
  const [value, low, high] = [missed.value, missed.low, missed.high].map((of) => Math.round(of).toLocaleString("en"));
  return `${value} (${low} to ${high})`;
}

/** What recall rests on: what was not flagged, how much of it was drawn, and what was found in that. */
export function Strata({ report, filter }: PartProps) {
  const { strata, missed } = report.recall;
  if (strata.length === 0) return null;
  const answer = (stratum: string, which: "all" | "risk", count: number) => {
    // Groups are told apart by rate as well, and the list by name alone: of two of one name neither count is that of its list.
    const alone = strata.filter((row) => row.stratum === stratum).length === 1 && /^\w{1,40}$/.test(stratum);
    const text = count.toLocaleString("en");
    return alone && count > 0 ? <TextLink href={cellPath(filter, "stratum", stratum, which)}>{text}</TextLink> : text;
  };
  return (
    <Panel
      flush
      title="What recall is made of"
      description={missed.value === null ? missed.reason : missed.means}
      footer="Drawn: picked by chance for a blind reading. Samples nobody has answered are missing, not clear."
    >
      <Table caption="Groups of the unflagged, and what was found in them">
        <TableHead>
          <tr>
            <Th>Not flagged</Th>
            <Th align="right">Conversations</Th>
            <Th align="right">Chance</Th>
            <Th align="right">Drawn</Th>
            <Th align="right">Answered</Th>
            <Th align="right">With a risk</Th>
            <Th align="right">Missed, as estimated</Th>
          </tr>
        </TableHead>
        <TableBody>
          {strata.map((row) => (
            <Row key={`${row.stratum} ${row.probability}`}>
              <Th scope="row">{stratumLabel(row.stratum)}</Th>
              <Td num>{answer(row.stratum, "all", row.size)}</Td>
              <Td num>{row.probability === null ? "–" : shareText(row.probability)}</Td>
              <Td num>{row.drawn.toLocaleString("en")}</Td>
              <Td num>
                {row.reviewed.toLocaleString("en")}
                {row.response !== null && <span className="text-muted"> ({shareText(row.response)})</span>}
              </Td>
              <Td num>{answer(row.stratum, "risk", row.positive)}</Td>
              <Td num className={row.missed.value === null ? "text-muted" : undefined}>
                {missedText(row)}
              </Td>
            </Row>
          ))}
        </TableBody>
      </Table>
    </Panel>
  );
}

/** What people did with the model's answer. */
export function Overturns({ report, filter }: PartProps) {
  return (
    <Panel title="What people changed" description="Each decided conversation once, by its gravest difference.">
      <IntervalPlot
        caption="What people changed, as shares of the decided conversations"
        of="Decided"
        rows={report.overturns
          .filter(({ count, class: kind }) => count > 0 || kind === "false_positive" || kind === "false_negative")
          .map(({ class: kind, count, share }) =>
            figureRow(share, {
              key: kind,
              label: `${OVERTURN_LABELS[kind]}: ${count.toLocaleString("en")}`,
              href: count > 0 ? cellPath(filter, "overturn", kind) : undefined,
            }),
          )}
      />
    </Panel>
  );
}

const CORRECTED = [
  ["precision", "Precision, corrected"],
  ["recall", "Recall, corrected"],
  ["prevalence", "Prevalence, corrected"],
  ["sensitivity", "Reviewers: risks found, of reference cases with one"],
  ["specificity", "Reviewers: none found, of reference cases without"],
] as const;

/** How far the figures move if reviewers err as they do on reference cases. */
export function Corrected({ report }: Pick<PartProps, "report">) {
  return (
    <Panel
      title="If reviewers err as on reference cases"
      description="The same figures, corrected for how often people were wrong where the answer is known (Rogan and Gladen), and how often that was. Far from the figures above, they say that those hang on the reviewers."
    >
      <IntervalPlot
        caption="Figures corrected for the error of reviewers"
        of="Answers"
        axis="all"
        rows={CORRECTED.map(([key, label]) => figureRow(report.corrected[key], { key, label }))}
      />
    </Panel>
  );
}
