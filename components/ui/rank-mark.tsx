import { cn } from "@/components/ui/cn";

export type Rank = 0 | 1 | 2 | 3;

type RankMarkProps = {
  rank: Rank;
  /** What is printed; "T0" to "T3" unless given. */
  label?: string;
  /** Spoken, and shown on hover, e.g. "a person within 60 seconds". */
  description?: string;
  className?: string;
};

/** The first is solid, the second ringed, the third outlined, the last dashed: weight falls with rank, colour or not. */
const RANKS: Record<Rank, string> = {
  0: "border-transparent bg-rank-first text-rank-contrast",
  1: "border-level-3 bg-level-3-soft text-strong ring-1 ring-level-3 ring-inset",
  2: "border-control text-default",
  3: "border-line-strong border-dashed text-muted",
};

/** A place in the order of work, 0 first. */
export function RankMark({ rank, label = `T${rank}`, description, className }: RankMarkProps) {
  return (
    <span
      title={description}
      className={cn(
        "inline-flex h-5 min-w-7 align-middle items-center justify-center rounded-sm border px-1 font-mono font-semibold text-2xs leading-none",
        RANKS[rank],
        className,
      )}
    >
      {label}
      {description !== undefined && <span className="sr-only">, {description}</span>}
    </span>
  );
}
