import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";

export type AxisTick = {
  /** From 0 to 1 along its axis. */
  at: number;
  label: string;
};

type PlaneProps = {
  xTicks: readonly AxisTick[];
  yTicks: readonly AxisTick[];
  /** What the axis across counts. */
  xLabel?: string;
  /** SVG on a plane from 0 to 100 both ways, stretched to the room there is: lines keep their width, dots would not. */
  lines: ReactNode;
  /** Placed by percent over the plane: dots and labels, which keep their shape. */
  marks?: ReactNode;
  className?: string;
};

const percent = (share: number) => `${(share * 100).toFixed(2)}%`;

/** A plane with its axes. Text is text, so that it keeps its size on a telephone and on paper. */
export function Plane({ xTicks, yTicks, xLabel, lines, marks, className }: PlaneProps) {
  return (
    <div className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-2 pt-2 text-2xs text-muted">
      <div className="tnum relative w-9">
        {yTicks.map(({ at, label }) => (
          <span
            key={label}
            className="absolute right-0 translate-y-1/2 whitespace-nowrap"
            style={{ bottom: percent(at) }}
          >
            {label}
          </span>
        ))}
      </div>
      <div className={cn("relative h-44 border-strong border-b border-l", className)}>
        <svg
          aria-hidden
          viewBox="0 0 100 100"
          preserveAspectRatio="none"
          className="absolute inset-0 size-full overflow-visible [print-color-adjust:exact]"
        >
          {yTicks.map(({ at, label }) => (
            <line
              key={label}
              x1={0}
              x2={100}
              y1={100 - at * 100}
              y2={100 - at * 100}
              vectorEffect="non-scaling-stroke"
              className="stroke-line"
            />
          ))}
          {lines}
        </svg>
        {marks}
      </div>
      <div />
      <div className="tnum relative mt-1 h-4">
        {xTicks.map(({ at, label }) => (
          <span
            key={label}
            className={cn(
              "absolute whitespace-nowrap",
              at < 0.04 ? "" : at > 0.96 ? "-translate-x-full" : "-translate-x-1/2",
            )}
            style={{ left: percent(at) }}
          >
            {label}
          </span>
        ))}
      </div>
      {xLabel !== undefined && <div className="col-start-2 text-faint">{xLabel}</div>}
    </div>
  );
}
