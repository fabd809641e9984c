"use client";
import { useEffect, useRef } from "react";
import { pauseWatch, readWatch, STOPPED, startWatch } from "@/components/decide/stopwatch";

/**
 * How long the case has been looked at: from when it was painted, and only while the page is visible.
 * @returns a function that reads the time in milliseconds
 */
export function useVisibleTime(painted: boolean): () => number {
  const watch = useRef(STOPPED);
  useEffect(() => {
    if (!painted) return;
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
  }, [painted]);
  return () => readWatch(watch.current, performance.now());
}
