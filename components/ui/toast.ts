"use client";
import type { ReactNode } from "react";

export type ToastTone = "neutral" | "ok" | "danger";

export type ToastInput = {
  title: ReactNode;
  description?: ReactNode;
  tone?: ToastTone;
  action?: { label: string; onAction: () => void };
  /** Milliseconds it stays; 6,000 unless given, 0 for until dismissed. The clock stops on hover, focus and a hidden tab. */
  durationMs?: number;
  /** A toast with the same id is replaced, not doubled. */
  id?: string;
};

/** A toast as it is shown. */
export type ShownToast = ToastInput & { id: string; tone: ToastTone; durationMs: number };

/** Those that wait for the list of toasts to be loaded. */
let waiting: ShownToast[] = [];
let show: ((toast: ShownToast) => void) | null = null;
let count = 0;
const listeners = new Set<() => void>();

/** Shows a short message in the corner and returns its id. For what went right, and for what can be undone; a failure that blocks belongs in the page. */
export function toast({ tone = "neutral", durationMs = 6000, id, ...said }: ToastInput): string {
  count += 1;
  const shown = { ...said, tone, durationMs, id: id ?? `toast-${count}` };
  if (show) show(shown);
  else waiting = [...waiting, shown];
  for (const listener of listeners) listener();
  return shown.id;
}

/** Whether toasts wait for somebody to show them, and how to hear of it. */
export const waitingToasts = {
  any: () => waiting.length > 0,
  subscribe: (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

/** Shows the toasts that wait, and all to come, by `by`. @returns to be called when it shows none any more */
export function showToasts(by: (toast: ShownToast) => void): () => void {
  show = by;
  for (const each of waiting) by(each);
  waiting = [];
  return () => {
    show = null;
  };
}
