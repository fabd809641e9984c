import { gapText } from "@/components/decide/gap-text";
import type { Turn } from "@/components/decide/transcript-turns";
import { cn } from "@/components/ui/cn";

type DividerProps = { label: string; tone?: "day" | "fresh" | "gap"; first?: boolean };

const LOOKS = {
  day: { words: "font-medium text-muted", line: "h-px bg-line" },
  fresh: { words: "font-medium text-accent", line: "h-px bg-accent" },
  gap: { words: "text-faint", line: "h-0 border-t border-dashed" },
};

function Divider({ label, tone = "day", first = false }: DividerProps) {
  const look = LOOKS[tone];
  return (
    <li className="flex items-center gap-3 px-4 pt-5 pb-1 md:px-6" data-fresh-from={first ? "" : undefined}>
      <span className={cn("tnum shrink-0 text-xs", look.words)}>{label}</span>
      <span aria-hidden className={cn("flex-1", look.line)} />
    </li>
  );
}

type DividersProps = { turn: Turn; newTotal: number; since: string };

/** What stands above a message: the day it begins, how long nobody spoke, and where what is new starts. */
export function Dividers({ turn, newTotal, since }: DividersProps) {
  const gap = turn.gapMs === null ? null : gapText(turn.gapMs);
  return (
    <>
      {turn.day !== null && <Divider label={gap === null ? turn.day : `${turn.day} · ${gap}`} />}
      {turn.day === null && gap !== null && <Divider tone="gap" label={gap} />}
      {turn.firstNew && <Divider tone="fresh" first={turn.firstFresh} label={`${newTotal} new ${since}`} />}
    </>
  );
}
