import { SmallMultiples } from "@/components/charts/chart-figure";
import { ReliabilityPlot } from "@/components/charts/reliability-plot";
import { shareText } from "@/components/charts/share-text";
import { measurePath } from "@/components/measure/measure-path";
import { calibrationInWords } from "@/components/measure/threshold-words";
import { FilterLinks } from "@/components/ui/filter-links";
import { Panel } from "@/components/ui/panel";
import { Row, Table, TableBody, TableHead, Td, Th } from "@/components/ui/table";
import { CALIBRATIONS, type ScoreCalibration, type ThresholdQuery } from "@/domain/measure/thresholds/threshold-dto";

type Known = Extract<ScoreCalibration, { before: unknown }>;
type ThresholdCalibrationProps = { calibration: ScoreCalibration; query: ThresholdQuery };

const NAMES = { isotonic: "Isotonic", platt: "Platt" } as const;

function ChanceTable({ scores }: Pick<Known, "scores">) {
  return (
    <details className="text-sm">
      <summary className="focus-ring w-fit rounded-sm text-accent text-xs">What a score stands for</summary>
      <div className="mt-2 rounded-md border">
        <Table caption="What a score stands for" maxHeight="20rem">
          <TableHead>
            <tr>
              <Th>Score from</Th>
              <Th align="right">Chance of a risk</Th>
              <Th align="right">Answers</Th>
            </tr>
          </TableHead>
          <TableBody>
            {scores.map(({ from, chance, n }) => (
              <Row key={from}>
                <Th scope="row">{from}</Th>
                <Td num>{shareText(chance)}</Td>
                <Td num>{n.toLocaleString("en")}</Td>
              </Row>
            ))}
          </TableBody>
        </Table>
      </div>
    </details>
  );
}

/** How far stored scores can be taken for chances, before and after calibration. */
export function ThresholdCalibration({ calibration, query }: ThresholdCalibrationProps) {
  const { calibration: _, ...filter } = query;
  return (
    <Panel
      title="What the scores stand for"
      description="A score says how much the model leaned towards naming a risk; it is no chance of harm. Calibration reads from people’s decisions what chance it stands for. Nothing in the queue is changed by it."
    >
      {calibration.method === null ? (
        <p className="text-pretty text-muted">{calibration.reason}</p>
      ) : (
        <div className="grid gap-4">
          <div className="flex">
            <FilterLinks
              legend="Calibration"
              items={CALIBRATIONS.map((method) => ({
                href: measurePath("/measure/thresholds", filter, { calibration: method }),
                label: NAMES[method],
                current: method === calibration.method,
              }))}
            />
          </div>
          <p className="max-w-prose text-pretty text-sm">{calibrationInWords(calibration)}</p>
          <SmallMultiples>
            <ReliabilityPlot
              title="Scores as they are"
              says="On the dashed line a score would be the chance of a risk. Bars are 95% intervals."
              bins={calibration.before.bins}
            />
            <ReliabilityPlot
              title={`Calibrated (${NAMES[calibration.method]})`}
              says="Each answer judged by what was learned from the other four fifths."
              bins={calibration.after.bins}
            />
          </SmallMultiples>
          <ChanceTable scores={calibration.scores} />
        </div>
      )}
    </Panel>
  );
}
