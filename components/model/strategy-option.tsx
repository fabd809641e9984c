import { interval, percent } from "@/components/measure/figures";
import {
  type Choice,
  callsText,
  isSameChoice,
  STRATEGY_LABELS,
  STRATEGY_NOTES,
} from "@/components/model/strategy-words";
import type { MeasuredStrategy, ModelReport } from "@/domain/measure/model-report";

type Props = { choice: Choice; report: ModelReport; checked: boolean; onChoose: () => void };

const AVERAGE = { maximumFractionDigits: 1 } as const;

/** What the strategy was seen to cost on this desk within the hour; null where nothing was read by it. */
function measuredHere(strategy: string, { readings }: ModelReport): string | null {
  const seen = readings.strategies.find((each) => each.strategy === strategy);
  if (!seen) return null;
  const calls = seen.callsPerReading.toLocaleString("en", AVERAGE);
  const each = calls === "1" ? "1 call each" : `${calls} calls each`;
  const over = seen.readings === 1 ? "one reading" : `${seen.readings.toLocaleString("en")} readings`;
  return `${each}, p50 ${seen.p50Ms.toLocaleString("en")} ms, over ${over}`;
}

/** Shares with their 95 % intervals, and how many cases they rest on. */
function worthText({ recall, specificity, accuracy, cases }: MeasuredStrategy): string {
  const said = [
    ["recall", recall],
    ["specificity", specificity],
    ["accuracy", accuracy],
  ] as const;
  const shares = said.flatMap(([name, share]) =>
    share === null ? [] : `${name} ${percent(share.value)} (${interval(share)})`,
  );
  return `${shares.join(", ")}; ${cases.toLocaleString("en")} cases`;
}

/** What the choice was measured to cost; null where that was not counted. */
function costText({ callsPerCase, p50Ms }: MeasuredStrategy): string | null {
  const parts = [
    callsPerCase === null ? null : `${callsPerCase.toLocaleString("en", AVERAGE)} calls a case`,
    p50Ms === null ? null : `p50 ${p50Ms.toLocaleString("en")} ms`,
  ].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join(", ");
}

/** What labelled cases said of this very choice, with these judges and this rule. */
function Worth({ choice, report }: Pick<Props, "choice" | "report">) {
  const measured = report.measured.find((each) => isSameChoice(each, choice));
  if (!measured) return <span>On labelled cases: not measured yet</span>;
  const cost = costText(measured);
  return (
    <>
      <span>On labelled cases: {worthText(measured)}</span>
      {cost !== null && <span>{cost}</span>}
    </>
  );
}

/** One strategy to choose, with what it costs by its rules and what it was measured to cost here. */
export function StrategyOption({ choice, report, checked, onChoose }: Props) {
  const { strategy } = choice;
  const here = measuredHere(strategy, report);
  return (
    <label className="relative grid cursor-pointer grid-cols-[1rem_minmax(0,1fr)] gap-x-3 gap-y-1 px-3 py-2.5 first:rounded-t-md last:rounded-b-md hover:bg-hover has-checked:bg-selected has-focus-visible:outline-2 has-focus-visible:-outline-offset-2 has-focus-visible:outline-focus sm:grid-cols-[1rem_minmax(0,1fr)_minmax(0,15rem)]">
      <input
        type="radio"
        name="strategy"
        value={strategy}
        checked={checked}
        onChange={onChoose}
        className="mt-0.5 size-4 accent-(--color-accent) outline-none"
      />
      <span className="grid gap-0.5">
        <span className="flex flex-wrap items-baseline gap-x-2">
          <span className="font-medium text-strong">{STRATEGY_LABELS[strategy]}</span>
          <span className="tnum text-muted text-xs">{callsText(choice)} for each part</span>
        </span>
        <span className="text-muted text-xs">{STRATEGY_NOTES[strategy]}</span>
      </span>
      <span className="tnum grid content-start gap-0.5 text-muted text-xs max-sm:col-start-2">
        <Worth choice={choice} report={report} />
        <span>{here === null ? "Here: not read by it in the last hour" : `Here: ${here}`}</span>
      </span>
    </label>
  );
}
