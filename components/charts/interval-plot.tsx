import Link from "next/link";
import { Fragment, type ReactNode } from "react";
import { agreementScale, shareScale } from "@/components/charts/scale";
import { shareText, tickText } from "@/components/charts/share-text";

export type IntervalRow = {
  key: string;
  label: ReactNode;
  /** A line under the label. */
  sub?: ReactNode;
  /** Where the label leads, such as the figures of that source alone. */
  href?: string;
} & ({ value: number; low: number; high: number; n: number } | { value: null; reason: string; n: number });

type IntervalPlotProps = {
  caption: string;
  /** What n counts, for the heading of its column. */
  of: string;
  rows: readonly IntervalRow[];
  /**
   * "shares" fits the axis to them; "all" draws it from 0 to 100% whatever they are, so that two plots can be laid side by
   * side; "agreement" is for coefficients of agreement, which are no shares.
   */
  axis?: keyof typeof AXES;
};

const plain = (value: number) => value.toFixed(2);
const AXES = {
  shares: { scale: shareScale, text: shareText, tick: tickText },
  all: { scale: () => shareScale([1]), text: shareText, tick: tickText },
  agreement: { scale: agreementScale, text: plain, tick: (value: number) => String(value) },
} as const;

const percent = (share: number) => `${(share * 100).toFixed(2)}%`;

function Whisker({ value, low, high, ticks }: { value: number; low: number; high: number; ticks: readonly number[] }) {
  return (
    <div className="relative h-4 min-w-16 [print-color-adjust:exact]">
      {ticks.map((tick) => (
        <div key={tick} className="absolute inset-y-0 border-line border-l" style={{ left: percent(tick) }} />
      ))}
      <div
        className="absolute inset-y-1 border-accent border-x"
        style={{ left: percent(low), right: percent(1 - high) }}
      >
        <div className="absolute inset-x-0 top-1/2 -translate-y-1/2 border-accent border-t-2" />
      </div>
      <div
        className="absolute top-1/2 size-2.5 -translate-x-1/2 -translate-y-1/2 rounded-full border-2 border-panel bg-accent"
        style={{ left: percent(value) }}
      />
    </div>
  );
}

/**
 * Figures under each other, each a dot with the interval it lies in. A table first: every number is also text, and what is
 * not known says why in place of a dot.
 */
export function IntervalPlot({ caption, of, rows, axis = "shares" }: IntervalPlotProps) {
  const { scale: axisFor, text, tick: tickLabel } = AXES[axis];
  const known = rows.flatMap((row) => (row.value === null ? [] : [row.low, row.high]));
  const scale = axisFor(known);
  const range = ({ low, high }: { low: number; high: number }) => `${text(low)} to ${text(high)}`;
  return (
    <table className="w-full text-sm">
      <caption className="sr-only">{caption}</caption>
      <thead className="text-muted text-xs">
        <tr>
          <th scope="col" className="sr-only">
            Name
          </th>
          <td aria-hidden className="tnum relative h-5 text-2xs">
            {known.length > 0 &&
              scale.ticks.map((tick) => (
                <span
                  key={tick}
                  className="absolute bottom-0 -translate-x-1/2 max-sm:not-first:hidden"
                  style={{ left: percent(scale.place(tick)) }}
                >
                  {tickLabel(tick)}
                </span>
              ))}
          </td>
          <th scope="col" className="pl-4 text-right font-medium">
            Value
          </th>
          <th scope="col" className="whitespace-nowrap pl-4 text-right font-medium max-sm:hidden">
            95% interval
          </th>
          <th scope="col" className="pl-4 text-right font-medium max-sm:hidden">
            {of}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Fragment key={row.key}>
            <tr className="border-t">
              <th scope="row" className="py-2 pr-4 text-left font-normal text-default sm:min-w-36">
                {row.href === undefined ? (
                  row.label
                ) : (
                  <Link
                    href={row.href}
                    className="focus-ring rounded-sm underline decoration-line-strong underline-offset-3"
                  >
                    {row.label}
                  </Link>
                )}
              </th>
              {row.value === null ? (
                <td colSpan={3} className="py-2 text-pretty text-muted text-xs">
                  <span className="font-medium text-default">Not known.</span> {row.reason}
                </td>
              ) : (
                <>
                  <td aria-hidden className="w-1/2 py-2">
                    <Whisker
                      value={scale.place(row.value)}
                      low={scale.place(row.low)}
                      high={scale.place(row.high)}
                      ticks={scale.ticks.map(scale.place)}
                    />
                  </td>
                  <td className="tnum whitespace-nowrap py-2 pl-4 text-right font-medium text-strong">
                    {text(row.value)}
                    <span className="block font-normal text-muted text-xs sm:hidden">{range(row)}</span>
                  </td>
                  <td className="tnum whitespace-nowrap py-2 pl-4 text-right text-muted text-xs max-sm:hidden">
                    {range(row)}
                  </td>
                </>
              )}
              <td className="tnum py-2 pl-4 text-right text-muted text-xs max-sm:hidden">
                {row.n.toLocaleString("en")}
              </td>
            </tr>
            {row.sub !== undefined && (
              <tr>
                <td colSpan={5} className="max-w-0 text-pretty pb-2 text-muted text-xs">
                  {row.sub}
                </td>
              </tr>
            )}
          </Fragment>
        ))}
      </tbody>
    </table>
  );
}
