import { SmallMultiples } from "@/components/charts/chart-figure";
import { SurvivalCurve } from "@/components/charts/survival-curve";
import { formatDuration } from "@/components/settings/duration";
import { Panel } from "@/components/ui/panel";
import { Row, Table, TableBody, TableHead, Td, Th } from "@/components/ui/table";
import type { TimeFigures } from "@/domain/measure/figures/time-figures-dto";

type TimeRow = TimeFigures["rows"][number];

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** A wait, as finely as anybody cares: seconds up to ten minutes, minutes up to ten hours, then hours. */
function waitText(seconds: number): string {
  const grain = seconds < 10 * MINUTE ? 1 : seconds < 10 * HOUR ? MINUTE : HOUR;
  return formatDuration(Math.round(seconds / grain) * grain);
}

const tierText = (tier: number | null) => (tier === null ? "All tiers" : `Tier ${tier}`);
const STEP_TEXT: Readonly<Record<TimeRow["step"], string>> = {
  view: "Until somebody takes it",
  decision: "Until it is decided",
};

function TimeCell({ row, name }: { row: TimeRow; name: TimeRow["endless"][number] }) {
  const figure = row[name];
  if (figure.value === null)
    return (
      <Td num title={figure.reason} className="text-muted">
        not yet<span className="sr-only">: {figure.reason}</span>
      </Td>
    );
  return (
    <Td num title={figure.means}>
      <span className="font-medium text-strong">{waitText(figure.value)}</span>
      <span className="block text-muted text-xs">
        {waitText(figure.low)} to {row.endless.includes(name) && "over "}
        {waitText(figure.high)}
      </span>
    </Td>
  );
}

/** How long cases wait, tier by tier: half, nine of ten and all but one in a hundred, each with its interval. */
export function WaitTable({ times: { rows, resolution } }: { times: TimeFigures }) {
  const shown = rows.filter(({ cases }) => cases > 0);
  return (
    <Panel
      flush
      title="How long cases wait"
      description="What still waits, or was closed without it, counts for as long as it waited (Kaplan-Meier), so that leaving old cases lying does not look fast. “Not yet”: too few have ended to say."
      footer={resolution}
    >
      {shown.length === 0 ? (
        <p className="px-4 pb-4 text-muted">No case has been opened here, so nothing has waited.</p>
      ) : (
        <Table caption="Waits by tier">
          <TableHead>
            <tr>
              <Th>Tier</Th>
              <Th>Wait</Th>
              <Th align="right">Cases</Th>
              <Th align="right">Still waiting</Th>
              <Th align="right">Closed without</Th>
              <Th align="right">Half within</Th>
              <Th align="right">90% within</Th>
              <Th align="right">99% within</Th>
              <Th align="right">Due in</Th>
            </tr>
          </TableHead>
          <TableBody>
            {shown.map((row) => (
              <Row key={`${row.tier} ${row.step}`}>
                <Th scope="row">{tierText(row.tier)}</Th>
                <Td className="whitespace-nowrap">{STEP_TEXT[row.step]}</Td>
                <Td num>{row.cases.toLocaleString("en")}</Td>
                <Td num>{row.open.toLocaleString("en")}</Td>
                <Td num>{row.closed.toLocaleString("en")}</Td>
                <TimeCell row={row} name="p50" />
                <TimeCell row={row} name="p90" />
                <TimeCell row={row} name="p99" />
                <Td num className="whitespace-nowrap">
                  {row.dueSeconds === null ? "–" : formatDuration(row.dueSeconds)}
                </Td>
              </Row>
            ))}
          </TableBody>
        </Table>
      )}
    </Panel>
  );
}

function curveSays({ p50, p90, cases, open }: TimeRow): string {
  const still = `${open.toLocaleString("en")} of ${cases.toLocaleString("en")} still wait.`;
  if (p50.value === null) return p50.reason;
  const most = p90.value === null ? "" : `, nine of ten within ${waitText(p90.value)}`;
  return `Half within ${waitText(p50.value)}${most}; ${still}`;
}

/** The curves behind the table: the share that still waits after so long. */
export function WaitCurves({ times: { rows } }: { times: TimeFigures }) {
  const drawn = rows.filter(({ curve }) => curve.length > 0);
  if (drawn.length === 0) return null;
  const longest = Math.max(...drawn.flatMap(({ curve }) => curve.at(-1)?.seconds ?? 0));
  return (
    <Panel
      title="Who still waits after how long"
      description="Share of the cases that still wait. Shaded: the 95% interval. Dashed: the time the tier is due in. The axis of time is logarithmic."
    >
      <SmallMultiples>
        {drawn.map((row) => (
          <SurvivalCurve
            key={`${row.tier} ${row.step}`}
            title={`${tierText(row.tier)}: ${STEP_TEXT[row.step].toLowerCase()}`}
            says={curveSays(row)}
            points={row.curve}
            longest={longest}
            due={row.dueSeconds}
            inWords={waitText}
          />
        ))}
      </SmallMultiples>
    </Panel>
  );
}
