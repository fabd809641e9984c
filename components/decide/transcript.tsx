"use client";
import { memo, type ReactNode, useEffect, useEffectEvent, useMemo, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { FindBar } from "@/components/decide/find-bar";
import { focusRow, scrollToRow } from "@/components/decide/scroll-to-row";
import { useShowMessage } from "@/components/decide/show-message";
import { TranscriptChunk } from "@/components/decide/transcript-chunk";
import { nextOf, type TranscriptLooks } from "@/components/decide/transcript-looks";
import { TranscriptTools } from "@/components/decide/transcript-tools";
import { changedCount, newCount, type Seen, transcriptTurns } from "@/components/decide/transcript-turns";
import { useFind } from "@/components/decide/use-find";
import { useGradualCount } from "@/components/decide/use-gradual-count";
import { messageAt, useReadingPlace } from "@/components/decide/use-reading-place";
import { useUnveil } from "@/components/decide/use-unveil";
import { useZone } from "@/components/decide/use-zone";
import { useShortcuts } from "@/components/keyboard/use-shortcuts";
import type { MessageDto } from "@/domain/decide/message-dto";

const DAY = { weekday: "long", day: "numeric", month: "long", year: "numeric" } as const;
/** With more messages than this, a way to the end is offered. */
const LONG = 25;
const CHUNK = 60;
const NOTHING_POINTED: ReadonlyMap<string, string> = new Map();

/** The messages with what stands between them, in parts that are drawn one after the other. */
function useChunks(messages: readonly MessageDto[], seen: Seen | null) {
  const zone = useZone();
  return useMemo(() => {
    const day = new Intl.DateTimeFormat("en-GB", { timeZone: zone, ...DAY });
    const turns = transcriptTurns(messages, seen, (at) => day.format(new Date(at)));
    const starts = Array.from({ length: Math.ceil(turns.length / CHUNK) }, (_, index) => index * CHUNK);
    return {
      newTotal: newCount(turns),
      changedTotal: changedCount(turns),
      parts: starts.map((from) => ({ from, turns: turns.slice(from, from + CHUNK) })),
    };
  }, [messages, seen, zone]);
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
  /** Why the reading points at messages, by their ids. The same object while it says the same. */
  pointed?: ReadonlyMap<string, string>;
  /** What is read: its reader comes back to where they were. */
  placeKey?: string | null;
  /** More for the bar above it. The same element for as long as it is the same. */
  tools?: ReactNode;
  /** The language of most of it, for the right letter forms and the right voice; null where it is not known. */
  language?: string | null;
};

/** The conversation, as it was said. */
export const Transcript = memo(function Transcript(props: TranscriptProps) {
  const {
    messages,
    seen,
    since,
    picking,
    picked,
    onPick,
    pointed = NOTHING_POINTED,
    placeKey = null,
    tools,
    language = null,
  } = props;
  const chunks = useChunks(messages, seen);
  const [wanted, setWanted] = useState<number | null>(null);
  const count = useGradualCount(chunks.parts.length);
  // What is looked at comes first: the part that was asked for with those beside it, and where what is new begins.
  const shown = chunks.parts.map(
    (part, index) =>
      index < count || (wanted !== null && Math.abs(index - wanted) <= 1) || part.turns.some((turn) => turn.firstFresh),
  );
  const list = useRef<HTMLOListElement>(null);
  const before = useRef<Element | null>(null);
  const find = useFind(messages);
  const veil = useUnveil(messages);
  const looks: TranscriptLooks = useMemo(
    () => ({ hits: find.hits, current: find.current, pointed, unveiled: veil.unveiled, language }),
    [find.hits, find.current, pointed, veil.unveiled, language],
  );
  const positions = useMemo(() => new Map(messages.map(({ id }, index) => [id, index])), [messages]);

  function rowOf(messageId: string): HTMLElement | null {
    const position = positions.get(messageId);
    if (position === undefined) return null;
    flushSync(() => setWanted(Math.floor(position / CHUNK)));
    return list.current?.querySelector<HTMLElement>(`[data-message="${messageId}"]`) ?? null;
  }

  function goTo(messageId: string) {
    const row = rowOf(messageId);
    if (row === null) return;
    focusRow(row);
    scrollToRow(row, "middle");
  }

  /** To the next of some messages from the one that has the focus, else from the one in the middle of the screen. */
  function goToNextOf(messageIds: Iterable<string>, way: 1 | -1): string | null {
    const focused = document.activeElement?.closest("[data-message]")?.getAttribute("data-message");
    const at = positions.get(focused ?? messageAt(list.current, window.innerHeight / 2) ?? "") ?? -1;
    const next = nextOf(
      [...messageIds].flatMap((id) => positions.get(id) ?? []),
      // The one in the middle may itself be one of them.
      focused ? at : at - way,
      way,
    );
    const message = next === null ? undefined : messages[next];
    if (message) goTo(message.id);
    return message?.id ?? null;
  }

  const showFound = (messageId: string) => {
    const row = rowOf(messageId);
    // Drawn by now: the mark, unless the message is folded up to it, which the row then stands for.
    if (row) scrollToRow(row.querySelector("[data-found=current]") ?? row, "middle");
  };
  const showCurrent = useEffectEvent(() => find.current && showFound(find.current.id));
  useEffect(() => {
    if (find.current === null) return;
    // After this drawing, for the part that it stands in may have to be drawn first.
    const frame = requestAnimationFrame(() => showCurrent());
    return () => cancelAnimationFrame(frame);
  }, [find.current]);

  const openFind = () => {
    if (!find.isOpen) before.current = document.activeElement;
    else list.current?.parentElement?.querySelector<HTMLInputElement>("search input")?.focus();
    find.open();
  };
  function closeFind() {
    const place = find.current;
    find.close();
    // Whoever found something goes on from there; whoever did not, from where they were.
    if (place !== null) return goTo(place.id);
    if (before.current instanceof HTMLElement && before.current.isConnected) before.current.focus();
  }
  function unveilNext() {
    const at = document.activeElement?.closest("[data-message]")?.getAttribute("data-message");
    if (at && veil.veiledIds.includes(at)) return veil.unveil(at);
    const next = goToNextOf(veil.veiledIds, 1);
    if (next !== null) veil.unveil(next);
  }

  useShowMessage(goTo);
  useReadingPlace(
    placeKey,
    () => list.current,
    (messageId) => {
      const row = rowOf(messageId);
      if (row) scrollToRow(row, "start");
    },
  );
  useShortcuts({
    find: openFind,
    ...(pointed.size > 0 && {
      "next-marked": () => void goToNextOf(pointed.keys(), 1),
      "previous-marked": () => void goToNextOf(pointed.keys(), -1),
    }),
    ...(veil.wanted && { unveil: unveilNext, "unveil-all": veil.toggleAll }),
  });

  return (
    <>
      {chunks.changedTotal > 0 && (
        <p className="tnum px-4 pt-2 font-medium text-accent text-xs md:px-6">
          {chunks.changedTotal === 1 ? "One message was" : `${chunks.changedTotal} messages were`} edited or deleted{" "}
          {since}
        </p>
      )}
      <TranscriptTools
        more={tools}
        isLong={messages.length > LONG}
        pointed={pointed.size}
        unveil={veil}
        onFind={openFind}
        onPointed={() => goToNextOf(pointed.keys(), 1)}
        onLatest={() => {
          const last = messages.at(-1);
          const row = last ? rowOf(last.id) : null;
          if (row) scrollToRow(row);
        }}
      />
      {find.isOpen && (
        <FindBar
          find={find}
          lower={picking}
          onClose={closeFind}
          onStep={(way) => {
            const place = find.step(way);
            if (place === null) return;
            // Going to a word is asking for its message; the effect above goes there, unless it is the only one.
            veil.unveil(place.id);
            if (find.count === 1) showFound(place.id);
          }}
        />
      )}
      <ol ref={list} aria-label="Messages" data-picking={picking ? "" : undefined} className="group pb-8">
        {chunks.parts.map(({ from, turns }, index) =>
          shown[index] ? (
            <TranscriptChunk
              key={from}
              turns={turns}
              since={since}
              newTotal={chunks.newTotal}
              picked={picked}
              looks={looks}
              onPick={onPick}
              onUnveil={veil.unveil}
            />
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
