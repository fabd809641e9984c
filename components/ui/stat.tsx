import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import type { Tone } from "@/components/ui/tone";

type StatProps = {
  label: ReactNode;
  value: ReactNode;
  /** What the figure rests on: an interval, a count, a span of time. */
  sub?: ReactNode;
  tone?: Exclude<Tone, "accent" | "info">;
  className?: string;
};

const INKS = { neutral: "text-strong", danger: "text-danger", warn: "text-warn", ok: "text-ok" };

/** One figure with its name and what it rests on. Stands in a StatRow. */
export function Stat({ label, value, sub, tone = "neutral", className }: StatProps) {
  return (
    <div className={cn("-mr-px -mb-px grid content-start gap-1 border-r border-b px-4 py-3", className)}>
      <dt className="eyebrow">{label}</dt>
      <dd className={cn("tnum font-semibold text-2xl tracking-tight", INKS[tone])}>{value}</dd>
      {sub !== undefined && <dd className="tnum text-muted text-xs">{sub}</dd>}
    </div>
  );
}

/** Figures in one row, parted by hairlines; wraps on narrow screens. */
export function StatRow({ className, children }: { className?: string; children: ReactNode }) {
  return (
    <dl
      className={cn(
        "grid grid-cols-[repeat(auto-fit,minmax(9.5rem,1fr))] overflow-clip rounded-lg border bg-panel",
        className,
      )}
    >
      {children}
    </dl>
  );
}
