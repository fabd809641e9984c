"use client";
import { useEffect, useEffectEvent } from "react";
import { cn } from "@/components/ui/cn";
import { formatClock } from "@/components/ui/format-time";
import { useNow } from "@/components/ui/use-now";

type CountdownProps = {
  /** ISO 8601. */
  to: string;
  /** The server's clock minus this browser's, in milliseconds, where it is known: the server's clock alone counts. */
  offsetMs?: number;
  /** Called once when the time is up. */
  onElapsed?: () => void;
  /** Spoken before the time that is left, e.g. "Due in"; not before "overdue". */
  label?: string;
  className?: string;
};

/** Time left as mm:ss, then "overdue" and the time past. Screen readers get it on request, not every second. */
export function Countdown({ to, offsetMs = 0, onElapsed, label, className }: CountdownProps) {
  const now = useNow();
  const left = now === null ? null : (Date.parse(to) - now - offsetMs) / 1000;
  const over = left !== null && left <= 0;
  const elapsed = useEffectEvent(() => onElapsed?.());

  useEffect(() => {
    if (over) elapsed();
  }, [over]);

  return (
    <span
      role="timer"
      aria-live="off"
      className={cn("tnum whitespace-nowrap", over && "font-medium text-danger", className)}
    >
      {label !== undefined && !over && <span className="sr-only">{label} </span>}
      {over && "overdue "}
      {left === null ? "--:--" : formatClock(over ? left : Math.ceil(left))}
    </span>
  );
}
