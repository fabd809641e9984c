"use client";
import { useEffect, useEffectEvent } from "react";

/** The transcript stands in another part of the page than what points into it, and pages differ: hence an event. */
const ASKED = "vigil:show-message";

/** Asks the transcript on this page to go to a message. */
export function showMessage(messageId: string): void {
  window.dispatchEvent(new CustomEvent(ASKED, { detail: messageId }));
}

/** Calls back with the message that somebody wants to see. */
export function useShowMessage(show: (messageId: string) => void): void {
  const onAsked = useEffectEvent((event: Event) => {
    if (event instanceof CustomEvent && typeof event.detail === "string") show(event.detail);
  });
  useEffect(() => {
    const listener = (event: Event) => onAsked(event);
    window.addEventListener(ASKED, listener);
    return () => window.removeEventListener(ASKED, listener);
  }, []);
}
