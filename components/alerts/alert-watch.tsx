"use client";
import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { newsOf, type Seen, seenWith } from "@/components/alerts/new-alerts";
import { playChime } from "@/components/alerts/play-chime";
import { unansweredOptions } from "@/components/alerts/query-options";
import { usePreferences } from "@/components/wellbeing/use-preferences";
import type { Alert } from "@/domain/triage/alerts/alert-dto";

/** Shows a notification where the person and the browser allow it. Chrome on Android has them, and refuses to make one. */
function notify(line: string, onOpen: () => void) {
  if (typeof Notification === "undefined" || Notification.permission !== "granted") return;
  try {
    // The same tag: a storm replaces its notification instead of filling the screen, and is told of again each time.
    const options: NotificationOptions & { renotify: boolean } = { body: line, tag: "vigil-alerts", renotify: true };
    const notification = new Notification("Vigil", options);
    notification.onclick = () => {
      window.focus();
      onOpen();
    };
  } catch {
    // The bell, the live region and the sound tell of it all the same.
  }
}

/** Tells of alerts that come while the desk is open: to screen readers always, by notification and sound for who chose so. */
export function AlertWatch() {
  const { data } = useQuery(unansweredOptions());
  const { sound, notifications } = usePreferences();
  const router = useRouter();
  const seen = useRef<Seen | null>(null);
  const [said, setSaid] = useState({ line: "", times: 0 });

  const look = useEffectEvent((unanswered: readonly Alert[]) => {
    const news = newsOf(seen.current, unanswered);
    seen.current = seenWith(seen.current, unanswered);
    if (news === null) return;
    setSaid(({ times }) => ({ line: news.line, times: times + 1 }));
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
      {/* Another element each time: the same words again would not be read out. */}
      <span key={said.times}>{said.line}</span>
    </p>
  );
}
