"use client";
import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { newsOf } from "@/components/alerts/new-alerts";
import { playChime } from "@/components/alerts/play-chime";
import { unansweredOptions } from "@/components/alerts/query-options";
import { usePreferences } from "@/components/wellbeing/use-preferences";
import type { Alert } from "@/domain/triage/alerts/alert-dto";

function notify(line: string, onOpen: () => void) {
  if (typeof Notification === "undefined" || Notification.permission !== "granted") return;
  // The same tag: a storm replaces its notification instead of filling the screen.
  const notification = new Notification("Vigil", { body: line, tag: "vigil-alerts", silent: true });
  notification.onclick = () => {
    window.focus();
    onOpen();
  };
}

/** Tells of alerts that come while the desk is open: to screen readers always, by notification and sound for who chose so. */
export function AlertWatch() {
  const { data } = useQuery(unansweredOptions());
  const { sound, notifications } = usePreferences();
  const router = useRouter();
  const seen = useRef<Set<string> | null>(null);
  const [line, setLine] = useState("");

  const look = useEffectEvent((unanswered: readonly Alert[]) => {
    const news = newsOf(seen.current, unanswered);
    seen.current = new Set([...(seen.current ?? []), ...unanswered.map(({ id }) => id)]);
    if (news === null) return;
    setLine(news.line);
    // Within the page: a form in work is kept in its memory alone.
    if (notifications) notify(news.line, () => router.push(news.href));
    if (sound) playChime();
  });

  const items = data?.items;
  useEffect(() => {
    if (items !== undefined) look(items);
  }, [items]);

  return (
    <p aria-live="polite" className="sr-only">
      {line}
    </p>
  );
}
