"use client";
import { Fragment, memo } from "react";
import { Dividers } from "@/components/decide/transcript-divider";
import { lookOf, looksAlike, type TranscriptLooks } from "@/components/decide/transcript-looks";
import { TranscriptMessage } from "@/components/decide/transcript-message";
import type { Turn } from "@/components/decide/transcript-turns";

type ChunkProps = {
  turns: readonly Turn[];
  since: string;
  newTotal: number;
  picked: ReadonlySet<string>;
  looks: TranscriptLooks;
  onPick: (messageId: string) => void;
  onUnveil: (messageId: string) => void;
};

/** Whether what changed is somewhere else: choosing a message redraws the part it stands in, not ten thousand rows. */
function looksTheSame(before: ChunkProps, after: ChunkProps): boolean {
  const { turns, since, newTotal, picked, looks, onPick, onUnveil } = after;
  const same = before.turns === turns && before.since === since && before.newTotal === newTotal;
  if (!same || before.onPick !== onPick || before.onUnveil !== onUnveil) return false;
  if (before.looks !== looks && !turns.every(({ message }) => looksAlike(message, before.looks, looks))) return false;
  return before.picked === picked || turns.every(({ message: { id } }) => before.picked.has(id) === picked.has(id));
}

/** Some messages in a row, rendered again only when they change: a long transcript grows without redoing what is there. */
export const TranscriptChunk = memo(function TranscriptChunk(props: ChunkProps) {
  const { turns, since, newTotal, picked, looks, onPick, onUnveil } = props;
  return turns.map((turn) => (
    <Fragment key={turn.message.id}>
      <Dividers turn={turn} newTotal={newTotal} since={since} />
      <TranscriptMessage
        message={turn.message}
        number={turn.number}
        startsTurn={turn.startsTurn}
        fresh={turn.fresh}
        firstFresh={turn.firstFresh && !turn.firstNew}
        picked={picked.has(turn.message.id)}
        onPick={onPick}
        onUnveil={onUnveil}
        {...lookOf(turn.message, looks)}
      />
    </Fragment>
  ));
}, looksTheSame);
