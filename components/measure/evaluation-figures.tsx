import { BarRow, BarRows } from "@/components/charts/bar-row";
import { Matrix } from "@/components/charts/matrix";
import { RISK_TYPE_LABELS, SEVERITY_LABELS } from "@/components/decide/labels";
import { costItems } from "@/components/measure/cost-words";
import { counted, interval, percent } from "@/components/measure/figures";
import { DescriptionList } from "@/components/ui/description-list";
import { Panel } from "@/components/ui/panel";
import { Row, Table, TableBody, TableHead, Td, Th } from "@/components/ui/table";
import type { StrategyFigures } from "@/domain/measure/evaluations/evaluation-schema";
import { LEVELS, type Level } from "@/domain/measure/labelled-case";

const LEVEL_LABELS: Readonly<Record<Level, string>> = { none: "None", ...SEVERITY_LABELS };
const RATIOS = [
  { ratio: "recall", label: "Recall", of: "risks found" },
  { ratio: "specificity", label: "Specificity", of: "harmless cases left alone" },
  { ratio: "precision", label: "Precision", of: "flags that were right" },
  { ratio: "accuracy", label: "Accuracy", of: "cases answered rightly" },
] as const;
const DOMAIN_LABELS = {
  self: "The person themselves",
  self_neglect: "Self-neglect",
  others: "Other people",
  dependent_at_risk: "Somebody who depends on others",
  victimisation: "Harm done to the person",
} as const;

/** The four shares of a strategy with their intervals, and what it cost. */
export function SharesPanel({ figures, title }: { figures: StrategyFigures; title: string }) {
  const { intervals, cost, unscored, cases, tp, fp, fn, tn } = figures;
  return (
    <Panel
      title={title}
      description="Bars are shares of the cases that were read; the whisker is the 95% interval."
      footer={
        unscored === 0
          ? undefined
          : `${counted(unscored, "case")} of ${cases} could not be read, and are in no share. At the desk a person looks at them.`
      }
    >
      <div className="grid gap-6 lg:grid-cols-[minmax(0,1fr)_18rem]">
        <BarRows label="Shares with their intervals">
          {RATIOS.map(({ ratio, label, of }) => {
            const estimate = intervals[ratio];
            return (
              <BarRow
                key={ratio}
                label={
                  <span className="grid">
                    <span className="font-medium text-strong">{label}</span>
                    <span className="text-muted text-xs max-sm:hidden">{of}</span>
                  </span>
                }
                value={estimate?.value ?? null}
                low={estimate?.low}
                high={estimate?.high}
                valueText={estimate ? percent(estimate.value) : undefined}
                sub={estimate ? `${interval(estimate)} of ${estimate.n.toLocaleString("en")}` : "no such case"}
              />
            );
          })}
        </BarRows>
        <DescriptionList
          items={[
            { term: "Risks", detail: `${tp} found, ${fn} missed` },
            { term: "Harmless", detail: `${tn} left alone, ${fp} flagged` },
            ...costItems(cost, "a case"),
          ]}
        />
      </div>
    </Panel>
  );
}

/** How bad the readings said it is against how bad it is. */
export function SeverityPanel({ severity }: { severity: StrategyFigures["severity"] }) {
  const { cases, share, tooMild, tooSevere, matrix } = severity;
  const labels = LEVELS.map((level) => LEVEL_LABELS[level]);
  return (
    <Panel title="Severity" description="Rows are the labels, columns the readings; outlined cells agree.">
      <Matrix
        caption="Severity of the labels against severity of the readings, in cases"
        rowTitle="Label"
        columnTitle="Reading"
        rows={labels}
        columns={labels}
        counts={LEVELS.map((expected) => LEVELS.map((read) => matrix[expected][read]))}
      />
      <p className="mt-3 max-w-prose text-pretty text-muted text-xs">
        {share === null
          ? "The labels do not say how bad the risks are."
          : `Of ${counted(cases, "case")} with a risk, ${percent(share.value)} (${interval(share)}) were read within what the label accepts; ${tooMild} too mild, ${tooSevere} too severe.`}
      </p>
    </Panel>
  );
}

const COUNTS = ["tp", "fp", "fn"] as const;

/** The same by type of risk, and by domain where the labels use the older words. */
export function TypesPanel({ figures: { byType, byDomain } }: { figures: StrategyFigures }) {
  const shown = byType.filter(({ tp, fp, fn }) => tp + fp + fn > 0);
  if (byDomain.length > 0) {
    return (
      <Panel
        flush
        title="By domain"
        description="The suite says whom it is about; several types may stand for one domain."
      >
        <Table caption="Cases by domain of the suite">
          <TableHead>
            <tr>
              <Th>Domain</Th>
              <Th align="right">Cases</Th>
              <Th align="right">Fitting type</Th>
              <Th align="right">Only others</Th>
              <Th align="right">Missed</Th>
            </tr>
          </TableHead>
          <TableBody>
            {byDomain.map(({ domain, cases, fitting, otherTypes, missed }) => (
              <Row key={domain}>
                <Th scope="row">{DOMAIN_LABELS[domain]}</Th>
                <Td num>{cases}</Td>
                <Td num>{fitting}</Td>
                <Td num>{otherTypes}</Td>
                <Td num>{missed}</Td>
              </Row>
            ))}
          </TableBody>
        </Table>
      </Panel>
    );
  }
  return (
    <Panel flush title="By type of risk" description="Over the cases whose types the label gives.">
      {shown.length === 0 ? (
        <p className="px-4 py-3 text-muted text-sm">No type was named, by a label or by a reading.</p>
      ) : (
        <Table caption="Counts by type of risk">
          <TableHead>
            <tr>
              <Th>Type</Th>
              <Th align="right">Right</Th>
              <Th align="right">False alarm</Th>
              <Th align="right">Missed</Th>
              <Th align="right">Recall</Th>
            </tr>
          </TableHead>
          <TableBody>
            {shown.map((row) => (
              <Row key={row.type}>
                <Th scope="row">{RISK_TYPE_LABELS[row.type]}</Th>
                {COUNTS.map((count) => (
                  <Td key={count} num className={row[count] === 0 ? "text-faint" : undefined}>
                    {row[count]}
                  </Td>
                ))}
                <Td num className="whitespace-nowrap">
                  {row.intervals.recall ? (
                    <>
                      {percent(row.intervals.recall.value)}{" "}
                      <span className="text-muted text-xs">{interval(row.intervals.recall)}</span>
                    </>
                  ) : (
                    "–"
                  )}
                </Td>
              </Row>
            ))}
          </TableBody>
        </Table>
      )}
    </Panel>
  );
}
