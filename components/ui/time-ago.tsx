"use client";
import { cn } from "@/components/ui/cn";
import { formatAge } from "@/components/ui/format-time";
import { useNow } from "@/components/ui/use-now";

type TimeAgoProps = {
  /** ISO 8601. */
  at: string;
  short?: boolean;
  className?: string;
};

/** How long ago something was; the exact time, in the reader's own zone, is on hover. */
export function TimeAgo({ at, short = false, className }: TimeAgoProps) {
  const now = useNow(5000);
  const time = Date.parse(at);
  if (Number.isNaN(time)) throw new Error(`TimeAgo needs an ISO 8601 time, got "${at}"`);
  // Before hydration the server's clock is good enough; the text may differ by a second, and is then put right.
  const age = ((now ?? Date.now()) - time) / 1000;
  const exact = now === null ? at : new Date(time).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "long" });
  return (
    <time dateTime={at} title={exact} suppressHydrationWarning className={cn("tnum whitespace-nowrap", className)}>
      {formatAge(age, short)}
    </time>
  );
}
