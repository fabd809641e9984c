"use client";
import { useEffect, useEffectEvent } from "react";
import { matchShortcut } from "@/components/keyboard/match-shortcut";
import { pressPlace } from "@/components/keyboard/press-place";
import type { ShortcutId } from "@/components/keyboard/shortcuts";

export type ShortcutHandlers = Partial<Record<ShortcutId, (digit: number | null) => void>>;

type Registration = { ids: () => ShortcutId[]; run: (id: ShortcutId, digit: number | null) => void };

const PAIR_MS = 1500;
const registrations: Registration[] = [];
let pending: { stroke: string; at: number } | null = null;

/** Dialogs, menus and popovers own the keyboard while they are open. Not asked by role: a toast is a dialog too. */
function isFloatOpen(): boolean {
  return document.querySelector("[data-holds-keys][data-open], [popover]:popover-open") !== null;
}

function onKeyDown(event: KeyboardEvent) {
  if (event.defaultPrevented || isFloatOpen()) return;
  // A modifier on its own way to a stroke, such as Shift before "?", must not break a pair.
  if (["Shift", "Control", "Alt", "Meta", "AltGraph", "CapsLock"].includes(event.key)) return;
  const first = pending !== null && event.timeStamp - pending.at < PAIR_MS ? pending.stroke : null;
  const target = event.target instanceof HTMLElement || event.target instanceof SVGElement ? event.target : null;
  const place = pressPlace(target);
  const match = matchShortcut(event, activeShortcuts(), first, place);
  if (!event.repeat) pending = null;
  if (match.kind === "pending") pending = { stroke: match.stroke, at: event.timeStamp };
  if (match.kind !== "run") {
    if (match.kind === "swallow") event.preventDefault();
    return;
  }
  event.preventDefault();
  // In a text box Escape only leaves the box: stepping back from the case takes a second press.
  if (match.id === "step-back" && place === "typing" && target instanceof HTMLElement) return target.blur();
  runShortcut(match.id, match.digit);
}

/** The shortcuts that do something on the page as it is now. */
export function activeShortcuts(): ReadonlySet<ShortcutId> {
  return new Set(registrations.flatMap((registration) => registration.ids()));
}

/** Does what a shortcut does, for whoever chose it from a list. Nothing where it is not bound. */
export function runShortcut(id: ShortcutId, digit: number | null = null): void {
  registrations.findLast((registration) => registration.ids().includes(id))?.run(id, digit);
}

/**
 * Binds shortcuts of the table while the component is mounted. One listener serves the page; of two handlers for the same
 * shortcut the later mounted one runs.
 * @param handlers what each shortcut does; `digit` is the digit pressed, for "select-risk"
 * @param options.enabled false while what the keys act on is not painted yet: keys then do nothing at all
 */
export function useShortcuts(handlers: ShortcutHandlers, options: { enabled?: boolean } = {}): void {
  const enabled = options.enabled ?? true;
  const ids = useEffectEvent(() => Object.keys(handlers) as ShortcutId[]);
  const run = useEffectEvent((id: ShortcutId, digit: number | null) => handlers[id]?.(digit));

  useEffect(() => {
    if (!enabled) return;
    const registration: Registration = { ids: () => ids(), run: (id, digit) => run(id, digit) };
    if (registrations.length === 0) window.addEventListener("keydown", onKeyDown);
    registrations.push(registration);
    return () => {
      registrations.splice(registrations.indexOf(registration), 1);
      if (registrations.length === 0) window.removeEventListener("keydown", onKeyDown);
    };
  }, [enabled]);
}
