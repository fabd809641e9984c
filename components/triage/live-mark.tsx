"use client";
import { type LiveState, useLiveState } from "@/components/query/live";
import { cn } from "@/components/ui/cn";

const SAID: Record<LiveState, { label: string; note: string; dot: string }> = {
  live: { label: "Live", note: "Changes appear as they happen.", dot: "bg-accent" },
  polling: { label: "Every few seconds", note: "The list is read again every few seconds.", dot: "bg-warn" },
  offline: { label: "Offline", note: "The desk cannot be reached. What you see may be old.", dot: "bg-danger" },
};

/** How the queue keeps up with the desk, in a word. */
export function LiveMark() {
  const { label, note, dot } = SAID[useLiveState()];
  return (
    <span role="status" title={note} className="inline-flex items-center gap-1.5 whitespace-nowrap text-muted text-xs">
      <span aria-hidden className={cn("size-1.5 rounded-full", dot)} />
      {label}
      <span className="sr-only">{note}</span>
    </span>
  );
}
