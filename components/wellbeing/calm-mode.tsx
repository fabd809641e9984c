"use client";
import { useLayoutEffect } from "react";
import { usePreferences } from "@/components/wellbeing/use-preferences";

/**
 * Puts the page into calm mode where the person wants it: `data-calm` on the document. The hidden mark says the same
 * already in what the server sends, so that no red is seen on the way (app/globals.css looks for either).
 */
export function CalmMode() {
  const { calm } = usePreferences();
  useLayoutEffect(() => {
    document.documentElement.toggleAttribute("data-calm", calm);
    return () => document.documentElement.removeAttribute("data-calm");
  }, [calm]);
  return calm ? <span hidden data-calm-mark /> : null;
}
