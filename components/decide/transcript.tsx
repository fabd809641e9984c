"use client";
import { ArrowDown } from "lucide-react";
import { Fragment, memo, useMemo, useState } from "react";
import { flushSync } from "react-dom";
import { focusRow, scrollToRow } from "@/components/decide/scroll-to-row";
import { useShowMessage } from "@/components/decide/show-message";
import { TranscriptMessage } from "@/components/decide/transcript-message";
import { changedCount, newCount, type Seen, type Turn, transcriptTurns } from "@/components/decide/transcript-turns";
import { useGradualCount } from "@/components/decide/use-gradual-count";
import { useZone } from "@/components/decide/use-zone";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import type { MessageDto } from "@/domain/decide/message-dto";

const DAY = { weekday: "long", day: "numeric", month: "long", year: "numeric" } as const;
/** With more messages than this, a way to the end is offered. */
const LONG = 25;
const CHUNK = 60;

type DividerProps = { label: string; fresh?: boolean; first?: boolean };

function Divider({ label, fresh = false, first = false }: DividerProps) {
  return (
    <li className="flex items-center gap-3 px-4 pt-5 pb-1 md:px-6" data-fresh-from={first ? "" : undefined}>
      <span className={cn("shrink-0 font-medium text-xs", fresh ? "text-accent" : "text-muted")}>{label}</span>
      <span aria-hidden className={cn("h-px flex-1", fresh ? "bg-accent" : "bg-line")} />
    </li>
  );
}

type TranscriptProps = {
  messages: readonly MessageDto[];
  /** What was decided on or shown before: what came or changed later is marked. The same object while it says the same. */
  seen: Seen | null;
  /** Since when that is: "since the last decision". */
  since: string;
  picking: boolean;
  picked: ReadonlySet<string>;
  onPick: (messageId: string) => void;
};

type ChunkProps = Pick<TranscriptProps, "since" | "picked" | "onPick"> & {
  turns: readonly Turn[];
  newTotal: number;
};

/** Whether what changed is somewhere else: choosing a message redraws the part it stands in, not ten thousand rows. */
function looksTheSame(before: ChunkProps, after: ChunkProps): boolean {
  const { turns, since, newTotal, picked, onPick } = after;
  const same = before.turns === turns && before.since === since && before.newTotal === newTotal;
  if (!same || before.onPick !== onPick) return false;
  return before.picked === picked || turns.every(({ message: { id } }) => before.picked.has(id) === picked.has(id));
}

/** Some messages in a row, rendered again only when they change: a long transcript grows without redoing what is there. */
const Chunk = memo(function Chunk({ turns, since, newTotal, picked, onPick }: ChunkProps) {
  return turns.map((turn) => (
    <Fragment key={turn.message.id}>
      {turn.day !== null && <Divider label={turn.day} />}
      {turn.firstNew && <Divider fresh first={turn.firstFresh} label={`${newTotal} new ${since}`} />}
      <TranscriptMessage
        message={turn.message}
        number={turn.number}
        startsTurn={turn.startsTurn}
        fresh={turn.fresh}
        firstFresh={turn.firstFresh && !turn.firstNew}
        picked={picked.has(turn.message.id)}
        onPick={onPick}
      />
    </Fragment>
  ));
}, looksTheSame);

/** The conversation, as it was said. */
export const Transcript = memo(function Transcript(props: TranscriptProps) {
  const { messages, seen, since, picking, picked, onPick } = props;
  const zone = useZone();
  const chunks = useMemo(() => {
    const day = new Intl.DateTimeFormat("en-GB", { timeZone: zone, ...DAY });
    const turns = transcriptTurns(messages, seen, (at) => day.format(new Date(at)));
    const starts = Array.from({ length: Math.ceil(turns.length / CHUNK) }, (_, index) => index * CHUNK);
    return {
      newTotal: newCount(turns),
      changedTotal: changedCount(turns),
      parts: starts.map((from) => ({ from, turns: turns.slice(from, from + CHUNK) })),
    };
  }, [messages, seen, zone]);
  const [wanted, setWanted] = useState<number | null>(null);
  const count = useGradualCount(chunks.parts.length);
  // What is looked at comes first: the part that was asked for with those beside it, and where what is new begins.
  const shown = chunks.parts.map(
    (part, index) =>
      index < count || (wanted !== null && Math.abs(index - wanted) <= 1) || part.turns.some((turn) => turn.firstFresh),
  );
  const last = messages.at(-1);

  function rowOf(messageId: string): HTMLElement | null {
    const at = chunks.parts.findIndex(({ turns }) => turns.some(({ message }) => message.id === messageId));
    if (at < 0) return null;
    flushSync(() => setWanted(at));
    return document.querySelector(`[data-message="${messageId}"]`);
  }

  function jumpToLatest() {
    const row = last && rowOf(last.id);
    if (row) scrollToRow(row);
  }

  useShowMessage((messageId) => {
    const row = rowOf(messageId);
    if (row === null) return;
    focusRow(row);
    scrollToRow(row, "middle");
  });

  return (
    <>
      {chunks.changedTotal > 0 && (
        <p className="tnum px-4 pt-2 font-medium text-accent text-xs md:px-6">
          {chunks.changedTotal === 1 ? "One message was" : `${chunks.changedTotal} messages were`} edited or deleted{" "}
          {since}
        </p>
      )}
      {messages.length > LONG && (
        <div className="flex gap-2 px-4 pt-3 md:px-6">
          <Button size="sm" icon={<ArrowDown aria-hidden size={14} />} onClick={jumpToLatest}>
            Latest message
          </Button>
        </div>
      )}
      <ol aria-label="Messages" data-picking={picking ? "" : undefined} className="group pb-8">
        {chunks.parts.map(({ from, turns }, index) =>
          shown[index] ? (
            <Chunk key={from} turns={turns} since={since} newTotal={chunks.newTotal} picked={picked} onPick={onPick} />
          ) : (
            <li key={from} aria-busy className="h-[180rem] px-4 pt-4 text-faint text-sm md:px-6">
              Messages {from + 1} to {from + turns.length} are on their way.
            </li>
          ),
        )}
      </ol>
    </>
  );
});
