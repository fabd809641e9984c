"use client";
import { useEffect, useRef } from "react";
import { pauseWatch, readWatch, STOPPED, startWatch } from "@/components/decide/stopwatch";

/**
 * How long the case has been looked at: from when it was painted, and only while the page is visible. A new claim counts
 * from nothing.
 * @returns a function that reads the time in milliseconds
 */
export function useVisibleTime(painted: boolean, token: string | null): () => number {
  const watch = useRef(STOPPED);
  const countedFor = useRef(token);
  useEffect(() => {
    if (!painted) return;
    if (countedFor.current !== token) watch.current = STOPPED;
    countedFor.current = token;
    const follow = () => {
      const now = performance.now();
      watch.current =
        document.visibilityState === "visible" ? startWatch(watch.current, now) : pauseWatch(watch.current, now);
    };
    follow();
    document.addEventListener("visibilitychange", follow);
    return () => {
      document.removeEventListener("visibilitychange", follow);
      watch.current = pauseWatch(watch.current, performance.now());
    };
  }, [painted, token]);
  return () => readWatch(watch.current, performance.now());
}
