import { cn } from "@/components/ui/cn";

export type Level = 0 | 1 | 2 | 3 | 4;

type LevelMarkProps = {
  level: Level;
  /** The word for this step; always spoken, and shown unless `hideLabel`. */
  label?: string;
  hideLabel?: boolean;
  size?: "sm" | "md";
  className?: string;
};

const INKS: Record<Level, string> = {
  0: "text-faint",
  1: "text-level-1",
  2: "text-level-2",
  3: "text-level-3",
  4: "text-level-4",
};

const BARS = [
  { x: 0, height: 5 },
  { x: 4, height: 8 },
  { x: 8, height: 10.5 },
  { x: 12, height: 13 },
] as const;

/** A step on a scale of four: as many bars as the step and stubs for the rest, its colour, its word. Readable without colour. */
export function LevelMark({ level, label, hideLabel = false, size = "md", className }: LevelMarkProps) {
  const side = size === "sm" ? 13 : 15;
  return (
    <span className={cn("inline-flex items-center gap-1.5 whitespace-nowrap align-middle", className)}>
      <svg aria-hidden="true" width={side} height={side} viewBox="0 0 15 13" className={cn("shrink-0", INKS[level])}>
        {BARS.map((bar, index) =>
          index < level ? (
            <rect
              key={bar.x}
              x={bar.x}
              y={13 - bar.height}
              width={3}
              height={bar.height}
              rx={0.75}
              fill="currentColor"
            />
          ) : (
            <rect key={bar.x} x={bar.x} y={11} width={3} height={2} rx={0.75} className="fill-control" />
          ),
        )}
      </svg>
      {label !== undefined && (
        <span className={cn(hideLabel ? "sr-only" : "font-medium text-strong", size === "sm" ? "text-xs" : "text-sm")}>
          {label}
        </span>
      )}
    </span>
  );
}
