"use client";
import { useEffect, useEffectEvent } from "react";

/** Where somebody stopped reading, by what they read; in memory alone, and only the last few. */
const places = new Map<string, string>();
const KEPT_PLACES = 50;
/** How far below the top, in CSS pixels, the line is that is taken for the place: below bars that stay. */
const LINE = 150;

function keep(key: string, messageId: string) {
  places.delete(key);
  places.set(key, messageId);
  const oldest = places.keys().next().value;
  if (places.size > KEPT_PLACES && oldest !== undefined) places.delete(oldest);
}

/** The message that stands at a height of the window, in CSS pixels. */
export function messageAt(list: Element | null, height: number): string | null {
  if (list === null) return null;
  const { left, width } = list.getBoundingClientRect();
  const row = document.elementFromPoint(left + width / 2, height)?.closest("[data-message]");
  return row?.getAttribute("data-message") ?? null;
}

/**
 * Keeps the place while somebody reads, and goes back to it when they come back.
 * @param key what is read; null keeps no place
 * @param findList the list that is read
 * @param goTo shows a message at the top
 */
export function useReadingPlace(
  key: string | null,
  findList: () => Element | null,
  goTo: (messageId: string) => void,
): void {
  const note = useEffectEvent(() => {
    const messageId = key === null ? null : messageAt(findList(), LINE);
    if (key !== null && messageId !== null) keep(key, messageId);
  });
  const comeBack = useEffectEvent((kept: string) => goTo(kept));
  useEffect(() => {
    if (key === null) return;
    const kept = places.get(key);
    // After this drawing: the part that the place stands in may have to be drawn first.
    const back = requestAnimationFrame(() => kept !== undefined && comeBack(kept));
    let frame = 0;
    const onScroll = () => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => note());
    };
    // Captured: what scrolls is the page on a small screen, and the transcript's own box on a wide one.
    document.addEventListener("scroll", onScroll, { capture: true, passive: true });
    return () => {
      cancelAnimationFrame(back);
      cancelAnimationFrame(frame);
      document.removeEventListener("scroll", onScroll, { capture: true });
    };
  }, [key]);
}
