"use client";
import { Toast } from "@base-ui/react/toast";
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

export const toastManager = Toast.createToastManager<{ action?: ToastInput["action"] }>();

/** Shows a short message in the corner and returns its id. For what went right, and for what can be undone; a failure that blocks belongs in the page. */
export function toast({ title, description, tone = "neutral", action, durationMs = 6000, id }: ToastInput): string {
  return toastManager.add({
    id,
    title,
    description,
    type: tone,
    timeout: durationMs,
    priority: tone === "danger" ? "high" : "low",
    data: { action },
  });
}
