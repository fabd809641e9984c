import { ChartFigure } from "@/components/charts/chart-figure";
import { bandPath, linePath, stepped } from "@/components/charts/path";
import { Plane } from "@/components/charts/plane";
import { waitScale } from "@/components/charts/scale";
import { rangeText, shareText } from "@/components/charts/share-text";
import { Row, Table, TableBody, TableHead, Td, Th } from "@/components/ui/table";

export type WaitingPoint = { seconds: number; share: number; low: number; high: number };

type SurvivalCurveProps = {
  title: string;
  says: string;
  points: readonly WaitingPoint[];
  /** Seconds that all curves of a page reach to, so that they can be compared. */
  longest: number;
  /** The time that is aimed at, in seconds; null for none. */
  due: number | null;
  /** Seconds as a person reads them. */
  inWords: (seconds: number) => string;
};

const QUARTERS = [0, 0.25, 0.5, 0.75, 1] as const;

/** The share of cases that still wait after so long (Kaplan-Meier), with its interval and the time that is aimed at. */
export function SurvivalCurve({ title, says, points, longest, due, inWords }: SurvivalCurveProps) {
  const scale = waitScale(longest);
  const from = { seconds: 0, share: 1, low: 1, high: 1 };
  const line = (of: (point: WaitingPoint) => number) =>
    stepped([from, ...points].map((point) => ({ x: scale.place(point.seconds), y: of(point) })));
  const dueAt = due === null ? null : scale.place(due);
  return (
    <ChartFigure
      title={title}
      says={says}
      table={
        <Table caption={`${title}: still waiting`} maxHeight="20rem">
          <TableHead>
            <tr>
              <Th>After</Th>
              <Th align="right">Still waiting</Th>
              <Th align="right">95% interval</Th>
            </tr>
          </TableHead>
          <TableBody>
            {points.map(({ seconds, share, low, high }) => (
              <Row key={seconds}>
                <Th scope="row">{inWords(seconds)}</Th>
                <Td num>{shareText(share)}</Td>
                <Td num>{rangeText({ low, high })}</Td>
              </Row>
            ))}
          </TableBody>
        </Table>
      }
    >
      <Plane
        xTicks={scale.ticks.map((seconds) => ({ at: scale.place(seconds), label: inWords(seconds) }))}
        yTicks={QUARTERS.map((share) => ({ at: share, label: `${share * 100}%` }))}
        lines={
          <>
            <path
              d={bandPath(
                line(({ high }) => high),
                line(({ low }) => low),
              )}
              className="fill-accent-soft stroke-none"
            />
            <path
              d={linePath(line(({ share }) => share))}
              vectorEffect="non-scaling-stroke"
              className="fill-none stroke-2 stroke-accent"
            />
            {dueAt !== null && (
              <line
                x1={dueAt * 100}
                x2={dueAt * 100}
                y1={0}
                y2={100}
                vectorEffect="non-scaling-stroke"
                strokeDasharray="4 3"
                className="stroke-strong"
              />
            )}
          </>
        }
        marks={
          due !== null &&
          dueAt !== null && (
            <span
              className="absolute top-0 whitespace-nowrap rounded-sm bg-panel px-1 text-strong"
              style={dueAt > 0.6 ? { right: `${(1 - dueAt) * 100}%` } : { left: `${dueAt * 100}%` }}
            >
              due in {inWords(due)}
            </span>
          )
        }
      />
    </ChartFigure>
  );
}
