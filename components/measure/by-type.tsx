import Link from "next/link";
import { IntervalPlot } from "@/components/charts/interval-plot";
import { RISK_TYPE_LABELS, SUBJECT_LABELS } from "@/components/decide/labels";
import { figureRow } from "@/components/measure/figure-rows";
import { cellPath } from "@/components/measure/measure-path";
import { Panel } from "@/components/ui/panel";
import { Row, Table, TableBody, TableHead, Td, Th } from "@/components/ui/table";
import { TYPE_CELLS } from "@/domain/measure/figures/measure-cell";
import type { MeasureFilter } from "@/domain/measure/figures/measure-filter";
import type { TypeRow } from "@/domain/measure/figures/risk-figures-dto";

type ByTypeProps = { types: readonly TypeRow[]; filter: MeasureFilter };

const seen = ({ tp, fp, fn, open }: TypeRow) => tp + fp + fn + open;

const HEADS = {
  tp: { label: "Right", title: "Named by the model and found by a person (TP)" },
  fp: { label: "False alarm", title: "Named by the model and not found by the person (FP)" },
  fn: { label: "Missed", title: "Found by a person and not named by the model (FN)" },
  open: { label: "Undecided", title: "Named by the model and not decided yet" },
} as const;

function Counts({ rows, filter }: { rows: readonly TypeRow[]; filter: MeasureFilter }) {
  return (
    <Table caption="Counts by type of risk and who is at risk">
      <TableHead>
        <tr>
          <Th>Type</Th>
          <Th>At risk</Th>
          {TYPE_CELLS.map((cell) => (
            <Th key={cell} align="right" title={HEADS[cell].title}>
              {HEADS[cell].label}
            </Th>
          ))}
        </tr>
      </TableHead>
      <TableBody>
        {rows.map((row) => (
          <Row key={`${row.type} ${row.subject}`}>
            <Th scope="row" className={row.subject === "any" ? undefined : "font-normal text-muted"}>
              {RISK_TYPE_LABELS[row.type]}
            </Th>
            <Td className={row.subject === "any" ? undefined : "text-muted"}>
              {row.subject === "any" ? "Anybody" : SUBJECT_LABELS[row.subject]}
            </Td>
            {TYPE_CELLS.map((cell) => (
              <Td key={cell} num className={row[cell] === 0 ? "text-faint" : undefined}>
                {row[cell] === 0 ? (
                  "0"
                ) : (
                  <Link
                    href={cellPath(filter, "type", row.type, row.subject, cell)}
                    className="focus-ring rounded-sm underline decoration-line-strong underline-offset-3"
                  >
                    {row[cell].toLocaleString("en")}
                  </Link>
                )}
              </Td>
            ))}
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}

/** By type of risk and who is at risk: how far naming it can be trusted, how much of it is found, and the counts behind both. */
export function ByType({ types, filter }: ByTypeProps) {
  const shown = types.filter((row) => seen(row) > 0);
  const whole = shown.filter(({ subject }) => subject === "any").sort((a, b) => seen(b) - seen(a));
  const named = new Set(whole.map(({ type }) => type));
  const silent = [...new Set(types.map(({ type }) => type))].filter((type) => !named.has(type));
  if (whole.length === 0) {
    return (
      <Panel title="By type of risk">
        <p className="text-muted">Neither the model nor a person named a risk in these conversations.</p>
      </Panel>
    );
  }
  const counts = whole.flatMap((row) => [
    row,
    ...shown.filter(({ type, subject }) => type === row.type && subject !== "any"),
  ]);
  return (
    <>
      <div className="grid items-start gap-6 lg:grid-cols-2 [&>*]:min-w-0">
        <Panel
          title="Precision by type"
          description="Of the conversations in which the model named it: how often a person found it."
        >
          <IntervalPlot
            caption="Precision by type of risk"
            of="Answers"
            axis="all"
            rows={whole.map((row) => figureRow(row.precision, { key: row.type, label: RISK_TYPE_LABELS[row.type] }))}
          />
        </Panel>
        <Panel
          title="Recall by type"
          description="Of the conversations in which it is there: how many the model named it in."
        >
          <IntervalPlot
            caption="Recall by type of risk"
            of="Answers"
            axis="all"
            rows={whole.map((row) => figureRow(row.recall, { key: row.type, label: RISK_TYPE_LABELS[row.type] }))}
          />
        </Panel>
      </div>
      <Panel
        flush
        title="Counts"
        description="A conversation counts once for each type, and once for each who is at risk. Open a number to see its conversations."
        footer={
          silent.length === 0
            ? undefined
            : `Neither the model nor a person named: ${silent.map((type) => RISK_TYPE_LABELS[type].toLowerCase()).join(", ")}.`
        }
      >
        <Counts rows={counts} filter={filter} />
      </Panel>
    </>
  );
}
