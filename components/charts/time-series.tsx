import { ChartFigure } from "@/components/charts/chart-figure";
import { bandPath, linePath } from "@/components/charts/path";
import { Plane } from "@/components/charts/plane";
import { rowPlace, shareScale, shownLabels } from "@/components/charts/scale";
import { rangeText, shareText, tickText } from "@/components/charts/share-text";
import { Row, Table, TableBody, TableHead, Td, Th } from "@/components/ui/table";

export type SeriesPoint = {
  /** What the point is of, such as the first day of its week. */
  label: string;
  n: number;
  hits: number;
  value: number;
  /** The limits within which chance alone would keep it. */
  low: number;
  high: number;
  signal: "above" | "below" | null;
};

type TimeSeriesProps = {
  title: string;
  says: string;
  points: readonly SeriesPoint[];
  /** The usual rate; null where there is none to draw, and then no limits either. */
  centre: number | null;
};

/** Labels that fit under a plane on a telephone. */
const LABELS = 5;

function SeriesTable({ title, points, centre }: Pick<TimeSeriesProps, "title" | "points" | "centre">) {
  return (
    <Table caption={`${title}, by period`} maxHeight="20rem">
      <TableHead>
        <tr>
          <Th>From</Th>
          <Th align="right">Of</Th>
          <Th align="right">Counted</Th>
          <Th align="right">Rate</Th>
          {centre !== null && <Th align="right">Limits</Th>}
          {centre !== null && <Th>Outside</Th>}
        </tr>
      </TableHead>
      <TableBody>
        {points.map(({ label, n, hits, value, low, high, signal }) => (
          <Row key={label}>
            <Th scope="row">{label}</Th>
            <Td num>{n.toLocaleString("en")}</Td>
            <Td num>{hits.toLocaleString("en")}</Td>
            <Td num>{shareText(value)}</Td>
            {centre !== null && <Td num>{rangeText({ low, high })}</Td>}
            {centre !== null && <Td>{signal ?? "–"}</Td>}
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}

/**
 * A rate over time in a control chart. A point outside its limits is larger, of another shape and another colour, and the
 * sentence above says how many there are.
 */
export function TimeSeries({ title, says, points, centre }: TimeSeriesProps) {
  const limited = centre !== null;
  const scale = shareScale(points.flatMap(({ value, high }) => (limited ? [value, high] : [value])));
  const x = (index: number) => rowPlace(index, points.length);
  const line = (of: (point: SeriesPoint) => number) =>
    points.map((point, index) => ({ x: x(index), y: scale.place(of(point)) }));
  const middle = limited ? 100 - scale.place(centre) * 100 : 0;
  return (
    <ChartFigure title={title} says={says} table={<SeriesTable title={title} points={points} centre={centre} />}>
      <Plane
        xTicks={shownLabels(points.length, LABELS).map((index) => ({
          at: x(index),
          label: points[index]?.label ?? "",
        }))}
        yTicks={scale.ticks.map((tick) => ({ at: scale.place(tick), label: tickText(tick) }))}
        lines={
          <>
            {limited && (
              <>
                <path
                  d={bandPath(
                    line(({ high }) => high),
                    line(({ low }) => low),
                  )}
                  className="fill-accent-soft stroke-none"
                />
                <line
                  x1={0}
                  x2={100}
                  y1={middle}
                  y2={middle}
                  vectorEffect="non-scaling-stroke"
                  strokeDasharray="4 3"
                  className="stroke-muted"
                />
              </>
            )}
            <path
              d={linePath(line(({ value }) => value))}
              vectorEffect="non-scaling-stroke"
              className="fill-none stroke-2 stroke-accent"
            />
          </>
        }
        marks={points.map(({ label, value, signal }, index) => (
          <span
            key={label}
            className={
              signal === null
                ? "absolute size-1.5 -translate-x-1/2 translate-y-1/2 rounded-full bg-accent [print-color-adjust:exact]"
                : "absolute size-3 -translate-x-1/2 translate-y-1/2 rotate-45 border-2 border-panel bg-danger [print-color-adjust:exact]"
            }
            style={{ left: `${x(index) * 100}%`, bottom: `${scale.place(value) * 100}%` }}
          />
        ))}
      />
      {limited && (
        <p className="mt-1 pl-11 text-2xs text-faint">
          Shaded: what chance alone gives. Dashed: the usual rate.
          {points.some(({ signal }) => signal !== null) && " Diamonds lie outside."}
        </p>
      )}
    </ChartFigure>
  );
}
