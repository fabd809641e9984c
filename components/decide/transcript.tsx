"use client";
import { ArrowDown } from "lucide-react";
import { Fragment, memo, useMemo } from "react";
import { TranscriptMessage } from "@/components/decide/transcript-message";
import { newCount, transcriptTurns } from "@/components/decide/transcript-turns";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import type { MessageDto } from "@/domain/decide/message-dto";

const DAY = new Intl.DateTimeFormat("en-GB", { weekday: "long", day: "numeric", month: "long", year: "numeric" });
/** With more messages than this, a way to the end is offered. */
const LONG = 25;

function Divider({ label, fresh = false }: { label: string; fresh?: boolean }) {
  return (
    <li className="flex items-center gap-3 px-4 pt-5 pb-1 md:px-6" data-new-from={fresh ? "" : undefined}>
      <span className={cn("shrink-0 font-medium text-xs", fresh ? "text-accent" : "text-muted")}>{label}</span>
      <span aria-hidden className={cn("h-px flex-1", fresh ? "bg-accent" : "bg-line")} />
    </li>
  );
}

type TranscriptProps = {
  messages: readonly MessageDto[];
  /** The revision that was decided or shown before: later messages are marked as new. */
  seenRevision: number | null;
  newLabel: string;
  picking: boolean;
  picked: ReadonlySet<string>;
  onPick: (messageId: string) => void;
};

/** The conversation, as it was said. */
export const Transcript = memo(function Transcript(props: TranscriptProps) {
  const { messages, seenRevision, newLabel, picking, picked, onPick } = props;
  const turns = useMemo(
    () => transcriptTurns(messages, seenRevision, (at) => DAY.format(new Date(at))),
    [messages, seenRevision],
  );
  const firstNew = turns.findIndex((turn) => turn.isNew);
  const last = messages.at(-1);
  return (
    <>
      {messages.length > LONG && last && (
        <div className="flex gap-2 px-4 pt-3 md:px-6">
          <Button
            size="sm"
            icon={<ArrowDown aria-hidden size={14} />}
            onClick={() => document.querySelector(`[data-message="${last.id}"]`)?.scrollIntoView({ block: "end" })}
          >
            Latest message
          </Button>
        </div>
      )}
      <ol aria-label="Messages" data-picking={picking ? "" : undefined} className="group pb-8">
        {turns.map((turn, index) => (
          <Fragment key={turn.message.id}>
            {turn.day !== null && <Divider label={turn.day} />}
            {index === firstNew && <Divider fresh label={`${newCount(turns)} ${newLabel}`} />}
            <TranscriptMessage
              message={turn.message}
              number={turn.number}
              startsTurn={turn.startsTurn}
              isNew={turn.isNew}
              picked={picked.has(turn.message.id)}
              onPick={onPick}
            />
          </Fragment>
        ))}
      </ol>
    </>
  );
});
