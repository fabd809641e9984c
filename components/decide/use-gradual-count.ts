"use client";
import { startTransition, useEffect, useState } from "react";

const FIRST = 2;
const STEP = 4;

/**
 * How many of `total` parts to render now: a screenful at once, the rest bit by bit while nothing else waits, so that a very
 * long list neither delays the page nor blocks a key.
 */
export function useGradualCount(total: number): number {
  const [reached, setReached] = useState(FIRST);
  useEffect(() => {
    if (reached >= total) return;
    const timer = setTimeout(() => startTransition(() => setReached((now) => now + STEP)), 16);
    return () => clearTimeout(timer);
  }, [reached, total]);
  return Math.min(reached, total);
}
