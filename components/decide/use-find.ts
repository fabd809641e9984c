"use client";
import { useCallback, useDeferredValue, useMemo, useState } from "react";
import type { Place } from "@/components/decide/transcript-looks";
import type { MessageDto } from "@/domain/decide/message-dto";
import { type FoldedText, findIn, foldText, type Hit } from "@/lib/text/find-text";

/** More hits than these are only said to be more. */
const MOST_HITS = 5_000;
const NONE: ReadonlyMap<string, readonly Hit[]> = new Map();

/** Folding a long text takes longer than searching it: once for each text, for as long as its message is there. */
const folded = new WeakMap<MessageDto, FoldedText>();

function foldedText(message: MessageDto): FoldedText {
  const known = folded.get(message) ?? foldText(message.text ?? "");
  folded.set(message, known);
  return known;
}

function search(messages: readonly MessageDto[], words: string) {
  const hits = new Map<string, readonly Hit[]>();
  const places: Place[] = [];
  for (const message of messages) {
    const found = findIn(foldedText(message), words, MOST_HITS - places.length);
    if (found.length > 0) hits.set(message.id, found);
    for (let at = 0; at < found.length; at += 1) places.push({ id: message.id, at });
    if (places.length >= MOST_HITS) break;
  }
  return { hits, places };
}

/**
 * Finding words in the messages of this page. The words stay in the browser: what is looked for says a lot about a case.
 */
export function useFind(messages: readonly MessageDto[]) {
  const [isOpen, setOpen] = useState(false);
  const [words, setWords] = useState("");
  const wanted = useDeferredValue(isOpen ? words : "");
  const { hits, places } = useMemo(
    () => (wanted.trim() === "" ? { hits: NONE, places: [] } : search(messages, wanted)),
    [messages, wanted],
  );
  const [at, setAt] = useState({ words: "", index: 0 });
  // Other words are looked for from the beginning.
  const index = at.words === wanted ? Math.min(at.index, Math.max(0, places.length - 1)) : 0;
  const current = places[index] ?? null;
  const step = useCallback(
    (way: 1 | -1): Place | null => {
      if (places.length === 0) return null;
      const next = (index + way + places.length) % places.length;
      setAt({ words: wanted, index: next });
      return places[next] ?? null;
    },
    [places, index, wanted],
  );
  return {
    isOpen,
    words,
    /** Whether the counts are those of the words as they stand in the box. */
    settled: wanted === (isOpen ? words : ""),
    hits,
    current,
    index,
    count: places.length,
    isMore: places.length >= MOST_HITS,
    step,
    open: () => setOpen(true),
    close: () => setOpen(false),
    look: setWords,
  };
}
export type Find = ReturnType<typeof useFind>;
