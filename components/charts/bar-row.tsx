import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import { TONE_FILL, type Tone } from "@/components/ui/tone";

type BarRowProps = {
  label: ReactNode;
  /** From 0 to 1; null where there is nothing to go by. */
  value: number | null;
  valueText?: string;
  /** Ends of the interval, from 0 to 1; drawn as a whisker. */
  low?: number | null;
  high?: number | null;
  sub?: ReactNode;
  tone?: Tone;
};

const percent = (share: number) => `${(Math.min(1, Math.max(0, share)) * 100).toFixed(2)}%`;

/** One line of a bar chart: name, bar with its interval, and the figure in print. Stands in BarRows. */
export function BarRow({ label, value, valueText, low, high, sub, tone = "accent" }: BarRowProps) {
  const whisker = typeof low === "number" && typeof high === "number";
  return (
    <tr>
      <th scope="row" className="whitespace-nowrap py-1.5 pr-4 text-left font-normal text-default">
        {label}
      </th>
      <td aria-hidden className="w-full py-1.5">
        <div className="relative h-2 min-w-24 rounded-full bg-sunken">
          {value !== null && (
            <div
              className={cn("absolute inset-y-0 left-0 rounded-full opacity-75", TONE_FILL[tone])}
              style={{ width: percent(value) }}
            />
          )}
          {whisker && (
            <div
              className="absolute -inset-y-0.75 border-strong border-x"
              style={{ left: percent(low), right: percent(1 - high) }}
            >
              <div className="absolute inset-x-0 top-1/2 border-strong border-t" />
            </div>
          )}
        </div>
      </td>
      <td className="tnum whitespace-nowrap py-1.5 pl-4 text-right font-medium text-strong">
        {value === null ? "–" : (valueText ?? `${(value * 100).toFixed(1)}%`)}
      </td>
      <td className="tnum whitespace-nowrap py-1.5 pl-3 text-right text-muted text-xs max-sm:hidden">
        {sub ?? (whisker ? `${(low * 100).toFixed(1)}–${(high * 100).toFixed(1)}%` : null)}
      </td>
    </tr>
  );
}

/** A bar chart that is a table first: every figure is also text. */
export function BarRows({ label, className, children }: { label: string; className?: string; children: ReactNode }) {
  return (
    <table className={cn("w-full text-sm", className)}>
      <caption className="sr-only">{label}</caption>
      <tbody>{children}</tbody>
    </table>
  );
}
