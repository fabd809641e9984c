import { ChartFigure } from "@/components/charts/chart-figure";
import { Plane } from "@/components/charts/plane";
import { rangeText, shareText } from "@/components/charts/share-text";
import { Row, Table, TableBody, TableHead, Td, Th } from "@/components/ui/table";

export type ReliabilityPoint = {
  from: number;
  to: number;
  /** null where nothing is in the bin. */
  predicted: number | null;
  observed: { value: number; low: number; high: number; n: number } | null;
};

type ReliabilityPlotProps = { title: string; says: string; bins: readonly ReliabilityPoint[] };

const QUARTERS = [0, 0.25, 0.5, 0.75, 1] as const;
const TICKS = QUARTERS.map((share) => ({ at: share, label: `${share * 100}%` }));

/** Chances that were given against how often it was so: on the slanted line they hold. */
export function ReliabilityPlot({ title, says, bins }: ReliabilityPlotProps) {
  const filled = bins.flatMap(({ predicted, observed, ...bin }) =>
    predicted === null || observed === null ? [] : [{ ...bin, predicted, observed }],
  );
  return (
    <ChartFigure
      title={title}
      says={says}
      table={
        <Table caption={`${title}: bins`} maxHeight="20rem">
          <TableHead>
            <tr>
              <Th>Said</Th>
              <Th align="right">On average</Th>
              <Th align="right">Found</Th>
              <Th align="right">95% interval</Th>
              <Th align="right">Answers</Th>
            </tr>
          </TableHead>
          <TableBody>
            {filled.map(({ from, to, predicted, observed }) => (
              <Row key={from}>
                <Th scope="row">
                  {shareText(from)} to {shareText(to)}
                </Th>
                <Td num>{shareText(predicted)}</Td>
                <Td num>{shareText(observed.value)}</Td>
                <Td num>{rangeText(observed)}</Td>
                <Td num>{observed.n.toLocaleString("en")}</Td>
              </Row>
            ))}
          </TableBody>
        </Table>
      }
    >
      <Plane
        className="h-56"
        xTicks={TICKS}
        yTicks={TICKS}
        xLabel="Chance that was said; upwards: how often people found a risk"
        lines={
          <>
            <line
              x1={0}
              x2={100}
              y1={100}
              y2={0}
              vectorEffect="non-scaling-stroke"
              strokeDasharray="4 3"
              className="stroke-muted"
            />
            {filled.map(({ from, predicted, observed }) => (
              <line
                key={from}
                x1={predicted * 100}
                x2={predicted * 100}
                y1={100 - observed.low * 100}
                y2={100 - observed.high * 100}
                vectorEffect="non-scaling-stroke"
                className="stroke-2 stroke-accent"
              />
            ))}
          </>
        }
        marks={filled.map(({ from, predicted, observed }) => (
          <span
            key={from}
            className="absolute size-2.5 -translate-x-1/2 translate-y-1/2 rounded-full border-2 border-panel bg-accent [print-color-adjust:exact]"
            style={{ left: `${predicted * 100}%`, bottom: `${observed.value * 100}%` }}
          />
        ))}
      />
    </ChartFigure>
  );
}
