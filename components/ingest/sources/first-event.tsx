"use client";
import { CircleCheck } from "lucide-react";
import { useState } from "react";
import { isFilledByPeople, lastEventAt } from "@/components/ingest/sources/source-status";
import { cn } from "@/components/ui/cn";
import type { SourceDto } from "@/domain/ingest/source-dto";

function whatToDo({ platformLabel, webhook }: SourceDto): string {
  if (webhook === null) return "Make a key, and send one conversation with it.";
  if (webhook.secrets.length === 0)
    return `First enter the secret: without it everything from ${platformLabel} is refused.`;
  return `Connect ${platformLabel} as told below, then write one test message there.`;
}

/**
 * Waits for the first thing that a new source sends, and turns green by itself when it is there. On a source that has
 * sent before it shows nothing.
 */
export function FirstEvent({ source }: { source: SourceDto }) {
  const isWaiting = lastEventAt(source) === null;
  const [hasWaited] = useState(isWaiting);
  if (!hasWaited || isFilledByPeople(source)) return null;
  return (
    <div
      role="status"
      data-first-event={isWaiting ? "waiting" : "there"}
      className={cn(
        "flex min-h-18 items-center gap-3 rounded-lg border px-4 py-3 transition-colors duration-300",
        isWaiting ? "border-line-strong bg-panel" : "border-ok-line bg-ok-soft",
      )}
    >
      <span aria-hidden className="grid size-5 shrink-0 place-items-center">
        {isWaiting ? (
          <span className="size-2.5 animate-breathe rounded-full bg-info" />
        ) : (
          <CircleCheck size={20} strokeWidth={1.75} className="text-ok" />
        )}
      </span>
      <div className="grid gap-0.5">
        <p className="font-medium text-strong">
          {isWaiting ? "Waiting for the first event" : "The first event is here"}
        </p>
        <p className="text-pretty text-default text-sm">
          {isWaiting
            ? `${whatToDo(source)} This turns green by itself.`
            : "The connection works. What came is stored, and stands below."}
        </p>
      </div>
    </div>
  );
}
