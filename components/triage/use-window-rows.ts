"use client";
import { defaultRangeExtractor, type Range, useWindowVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useLayoutEffect, useRef, useState } from "react";
import type { SteadyRow } from "@/components/triage/use-steady-list";

/** A row before it has been measured, in CSS pixels; the skeleton has the same. */
const ROW_PX = 92;
/** Rows that are drawn beyond both edges of the window. */
const OVERSCAN = 25;
/** What the server and the first paint assume of the window. */
const FIRST_RECT = { width: 1280, height: 900 };

/**
 * Draws only the rows near the window, and always the selected one with its neighbours, so that focus and place are never
 * lost. What is read stays where it is when rows come or go above it.
 */
export function useWindowRows(list: RefObject<HTMLElement | null>, shown: readonly SteadyRow[], at: string | null) {
  const [scrollMargin, setScrollMargin] = useState(0);
  const selected = at === null ? -1 : shown.findIndex(({ row }) => row.id === at);
  const virtualizer = useWindowVirtualizer({
    count: shown.length,
    estimateSize: () => ROW_PX,
    overscan: OVERSCAN,
    getItemKey: (index) => shown[index]?.row.id ?? index,
    initialRect: FIRST_RECT,
    // React draws when it is ready: measuring happens while it is drawing.
    useFlushSync: false,
    scrollMargin,
    rangeExtractor: (range: Range) => {
      const near = selected === -1 ? [] : [selected - 1, selected, selected + 1];
      const wanted = near.filter((index) => index >= 0 && index < shown.length);
      return [...new Set([...defaultRangeExtractor(range), ...wanted])].sort((a, b) => a - b);
    },
  });
  const items = virtualizer.getVirtualItems();

  // What stands above the list (counts, notes, filters) changes its height now and then.
  useLayoutEffect(() => {
    const top = list.current ? list.current.getBoundingClientRect().top + window.scrollY : 0;
    if (Math.abs(top - scrollMargin) >= 1) setScrollMargin(top);
  });

  const anchor = useRef<{ id: string; start: number; first: string } | null>(null);
  useLayoutEffect(() => {
    const first = shown[0]?.row.id;
    const before = anchor.current;
    if (before !== null && first !== undefined && before.first !== first && window.scrollY > scrollMargin) {
      const index = shown.findIndex(({ row }) => row.id === before.id);
      const start = virtualizer.measurementsCache[index]?.start;
      if (start !== undefined && start !== before.start) window.scrollBy(0, start - before.start);
    }
    const inView = items.find((item) => item.end > (virtualizer.scrollOffset ?? 0));
    const id = inView && shown[inView.index]?.row.id;
    anchor.current = inView && id && first ? { id, start: inView.start, first } : null;
  });

  return { virtualizer, items, scrollMargin };
}
