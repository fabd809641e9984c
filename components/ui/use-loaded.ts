"use client";
import { type ComponentType, useEffect, useState } from "react";

/** A part that could not be fetched, because the line or the server was away, is asked for again after this time. */
const AGAIN_MS = 2_000;

/** Runs something once the browser has nothing more urgent to do. @returns to be called to call it off */
function whenIdle(run: () => void): () => void {
  // Safari does not have it.
  if (typeof requestIdleCallback === "undefined") {
    const timer = setTimeout(run, 1_000);
    return () => clearTimeout(timer);
  }
  const handle = requestIdleCallback(run);
  return () => cancelIdleCallback(handle);
}

/**
 * Code of a part of the page that is not there at first: a dialog, say. It is loaded once the page is idle, so that it is
 * there when it is asked for, and at once when that is sooner. What could not be loaded is tried again and never breaks
 * the page.
 * @param load must be the same function each time
 * @param wanted whether it should be on the screen now
 * @returns the component, or null until it is there
 */
export function useLoaded<Props>(
  load: () => Promise<ComponentType<Props>>,
  wanted: boolean,
): ComponentType<Props> | null {
  const [component, setComponent] = useState<ComponentType<Props> | null>(null);
  const isThere = component !== null;
  useEffect(() => {
    if (isThere) return;
    let gone = false;
    let again: ReturnType<typeof setTimeout> | undefined;
    const start = () => {
      load().then(
        (loaded) => !gone && setComponent(() => loaded),
        () => {
          if (!gone) again = setTimeout(start, AGAIN_MS);
        },
      );
    };
    const callOff = wanted ? start() : whenIdle(start);
    return () => {
      gone = true;
      callOff?.();
      clearTimeout(again);
    };
  }, [isThere, wanted, load]);
  return component;
}
