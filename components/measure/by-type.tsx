import { BarRow, BarRows } from "@/components/charts/bar-row";
import { RISK_TYPE_LABELS } from "@/components/decide/labels";
import { counted, interval, percent } from "@/components/measure/figures";
import { Panel } from "@/components/ui/panel";
import { Row, Table, TableBody, TableHead, Td, Th } from "@/components/ui/table";
import type { MeasureReport } from "@/domain/measure/get-measure-report";

type TypeRow = MeasureReport["byType"][number];

const seen = (row: TypeRow) => row.tp + row.fp + row.fn;

/** The same by type of risk: a chart of precision, and the counts behind it. Types that never came up are only named. */
export function ByType({ rows }: { rows: readonly TypeRow[] }) {
  const shown = rows.filter((row) => seen(row) > 0).sort((a, b) => seen(b) - seen(a));
  const silent = rows.filter((row) => seen(row) === 0).map((row) => RISK_TYPE_LABELS[row.type]);
  const never =
    silent.length === 0 ? undefined : `Neither the model nor a reviewer named: ${silent.join(", ").toLowerCase()}.`;
  if (shown.length === 0) {
    return (
      <Panel title="By type of risk">
        <p className="text-muted">Neither the model nor a reviewer named a risk in these conversations.</p>
      </Panel>
    );
  }
  return (
    <Panel
      flush
      title="By type of risk"
      description="A conversation counts once for each type. Bars show how often a type the model named was really there, with the 95% interval."
      footer={never}
    >
      <div className="border-b px-4 py-3">
        <BarRows label="Precision by type of risk">
          {shown.map(({ type, precision }) => (
            <BarRow
              key={type}
              label={<span className="whitespace-nowrap">{RISK_TYPE_LABELS[type]}</span>}
              value={precision?.value ?? null}
              low={precision?.low}
              high={precision?.high}
              valueText={precision ? percent(precision.value) : undefined}
              sub={precision ? `${interval(precision)} of ${precision.n.toLocaleString("en")}` : "never named"}
            />
          ))}
        </BarRows>
      </div>
      <Table caption="Counts by type of risk">
        <TableHead>
          <tr>
            <Th>Type</Th>
            <Th align="right" title="Named by the model and really there (TP)">
              Right
            </Th>
            <Th align="right" title="Named by the model and not there (FP)">
              False alarm
            </Th>
            <Th align="right" title="There, and not named by the model (FN)">
              Missed
            </Th>
            <Th align="right" title="Neither named nor there (TN)">
              Rightly not named
            </Th>
          </tr>
        </TableHead>
        <TableBody>
          {shown.map((row) => (
            <Row key={row.type}>
              <Th scope="row">{RISK_TYPE_LABELS[row.type]}</Th>
              {[row.tp, row.fp, row.fn, row.tn].map((count, column) => (
                <Td key={["tp", "fp", "fn", "tn"][column]} num className={count === 0 ? "text-faint" : undefined}>
                  {count.toLocaleString("en")}
                </Td>
              ))}
            </Row>
          ))}
        </TableBody>
      </Table>
      <p className="sr-only">{counted(shown.length, "type")} shown.</p>
    </Panel>
  );
}
