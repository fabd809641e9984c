"use client";
import { useId, useState } from "react";
import { ChartFigure } from "@/components/charts/chart-figure";
import { CutCurves } from "@/components/charts/cut-curves";
import { rangeText, shareText } from "@/components/charts/share-text";
import { CountCell, RateCell, TIERS } from "@/components/measure/threshold-tiers";
import { againstToday, perDayText, scoreCutInWords, tiersInWords } from "@/components/measure/threshold-words";
import { Row, Table, TableBody, TableHead, Td, Th } from "@/components/ui/table";
import type { Cut, CutRate, Simulation } from "@/domain/measure/thresholds/threshold-dto";

type Today = NonNullable<Simulation["today"]>;
type ThresholdScoresProps = { cuts: readonly Cut[]; today: Today; days: number };

/** Cuts that are written under the curves, as many as have room on a telephone: the axis is by bins, so their distances say nothing. */
const WRITTEN = [0, 0.01, 0.1, 0.5, 0.9, 0.99];

function CutTable({ cuts, today, days }: ThresholdScoresProps) {
  return (
    <Table caption="Queue and recall by score cut" maxHeight="24rem">
      <TableHead>
        <tr>
          <Th>From a score of</Th>
          <Th align="right">Cases a day</Th>
          {TIERS.map((tier) => (
            <Th key={tier} align="right">
              Tier {tier}
            </Th>
          ))}
          <Th align="right">Not flagged</Th>
          <Th align="right">Recall</Th>
          <Th align="right">At least</Th>
          <Th align="right">With a risk</Th>
        </tr>
      </TableHead>
      <TableBody>
        {cuts.map(({ cut, perDay, byTier, noTier, recall, precision, atLeast }) => (
          <Row key={cut} selected={cut === today.cut}>
            <Th scope="row">{cut}</Th>
            <Td num>{perDayText(perDay)}</Td>
            {TIERS.map((tier) => (
              <CountCell key={tier} cases={byTier[tier] ?? 0} days={days} />
            ))}
            <CountCell cases={noTier} days={days} />
            <RateCell rate={recall} />
            <Td num>{atLeast === null ? "–" : shareText(atLeast)}</Td>
            <RateCell rate={precision} />
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}

function Fact({ term, value, sub }: { term: string; value: string; sub: string }) {
  return (
    <div className="grid content-start gap-0.5">
      <dt className="text-muted text-xs">{term}</dt>
      <dd className="tnum font-semibold text-lg text-strong">{value}</dd>
      <dd className="text-pretty text-muted text-xs">{sub}</dd>
    </div>
  );
}

const intervalOf = (rate: CutRate) => (rate.value === null ? rate.reason : `95% interval ${rangeText(rate)}`);
const shownValue = (rate: CutRate) => (rate.value === null ? "Not known" : shareText(rate.value));

/** What the chosen cut would have meant. */
function AtCut({ cut, today, days }: { cut: Cut; today: Today; days: number }) {
  const { recall, precision, atLeast } = cut;
  const promise = atLeast === null ? "" : `; at least ${shareText(atLeast)}`;
  return (
    <div className="grid gap-2">
      <dl className="grid gap-4 sm:grid-cols-3">
        <Fact term="Cases a day" value={perDayText(cut.perDay)} sub={tiersInWords(cut, days) || "none"} />
        <Fact term="Recall" value={shownValue(recall)} sub={`${intervalOf(recall)}${promise}`} />
        <Fact term="Of them with a risk" value={shownValue(precision)} sub={intervalOf(precision)} />
      </dl>
      <p className="text-sm">Against what was done: {againstToday(cut, today)}</p>
    </div>
  );
}

/** Moves a cut over the stored scores: a slider, what it would have meant, and the curves with all of them as a table. */
export function ThresholdScores({ cuts, today, days }: ThresholdScoresProps) {
  const id = useId();
  const now = Math.max(
    0,
    cuts.findIndex(({ cut }) => cut === today.cut),
  );
  const [chosen, setChosen] = useState(now);
  const cut = cuts[chosen] ?? cuts[now];
  if (cut === undefined) return null;
  return (
    <div className="grid gap-5">
      <div className="grid gap-1.5">
        <p className="flex flex-wrap items-baseline gap-x-2">
          <label htmlFor={id} className="font-medium text-sm text-strong">
            A case from a score of
          </label>
          <output htmlFor={id} aria-live="off" className="tnum font-semibold text-lg text-strong">
            {cut.cut}
          </output>
        </p>
        <input
          id={id}
          type="range"
          min={0}
          max={cuts.length - 1}
          step={1}
          value={chosen}
          onChange={({ target }) => setChosen(Number(target.value))}
          aria-valuetext={scoreCutInWords(cut)}
          className="focus-ring h-6 w-full cursor-pointer rounded-sm accent-accent touch:h-11"
        />
        <p className="flex justify-between text-2xs text-muted">
          <span>more cases, fewer missed</span>
          <span>fewer cases, more missed</span>
        </p>
      </div>
      <AtCut cut={cut} today={today} days={days} />
      <ChartFigure
        title="At each cut"
        says="Shaded: the 95% interval of recall. Whole line: the cut chosen above. Dashed: the cut nearest to what was done. Cases a day on a logarithmic axis; the cuts stand side by side, however far apart they are."
        table={<CutTable cuts={cuts} today={today} days={days} />}
      >
        <CutCurves
          points={cuts.map((each) => ({
            label: WRITTEN.includes(each.cut) ? String(each.cut) : "",
            perDay: each.perDay,
            recall: each.recall.value === null ? null : each.recall,
          }))}
          today={now}
          chosen={chosen}
        />
      </ChartFigure>
    </div>
  );
}
