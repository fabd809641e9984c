import type { SourceStatus } from "@/components/ingest/sources/source-status";
import { cn } from "@/components/ui/cn";
import { TONE_FILL } from "@/components/ui/tone";

/** How a source is doing: a dot, and the word that carries the meaning. */
export function StatusDot({ word, tone }: SourceStatus) {
  return (
    <span className="inline-flex items-center gap-1.5 whitespace-nowrap text-default">
      <span aria-hidden className={cn("size-2 shrink-0 rounded-full", TONE_FILL[tone])} />
      {word}
    </span>
  );
}
