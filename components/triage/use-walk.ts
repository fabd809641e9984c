"use client";
import type { Virtualizer } from "@tanstack/react-virtual";
import { type RefObject, useLayoutEffect, useRef } from "react";
import type { SteadyRow } from "@/components/triage/use-steady-list";

type Walk = {
  box: RefObject<HTMLElement | null>;
  shown: readonly SteadyRow[];
  at: string | null;
  select: (id: string) => void;
  virtualizer: Virtualizer<Window, Element>;
};

/** Moves through a list of which only some rows are in the page: the row that is chosen is drawn, and then focused. */
export function useWalk({ box, shown, at, select, virtualizer }: Walk) {
  const wanted = useRef<string | null>(null);

  function focusWanted(): void {
    const link = box.current?.querySelector<HTMLElement>(`[data-case="${wanted.current}"] a`);
    if (!link) return;
    wanted.current = null;
    link.focus({ preventScroll: true });
    link.closest("li")?.scrollIntoView({ block: "nearest" });
  }

  useLayoutEffect(() => {
    if (wanted.current !== null) focusWanted();
  });

  function goTo(index: number): void {
    const to = shown[index];
    if (!to) return;
    wanted.current = to.row.id;
    select(to.row.id);
    focusWanted();
    if (wanted.current !== null) virtualizer.scrollToIndex(index);
  }

  function move(step: 1 | -1): void {
    const from = shown.findIndex(({ row }) => row.id === at);
    if (from !== -1) {
      goTo(from + step);
      return;
    }
    const offset = virtualizer.scrollOffset ?? 0;
    const inView = virtualizer.getVirtualItems().find((item) => item.start >= offset);
    goTo(step === 1 ? (inView?.index ?? 0) : shown.length - 1);
  }

  return { goTo, move };
}
